#include "parser/article/signals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "parser/article/chrome_rules.h"
#include "parser/article/declared_text.h"
#include "parser/article/declared_type.h"
#include "parser/article/elements.h"
#include "parser/article/signal_sink.h"

namespace winnow {
namespace {

int tag_class(Tag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
      return 1;
    case GUMBO_TAG_DIV:
      return 2;
    case GUMBO_TAG_LI:
      return 3;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return 4;
    case GUMBO_TAG_SECTION:
      return 5;
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
      return 6;
    case GUMBO_TAG_ARTICLE:
      return 7;
    case GUMBO_TAG_BODY:
      return 8;
    case GUMBO_TAG_FIGCAPTION:
      return 9;
    case GUMBO_TAG_BUTTON:
      return 10;
    default:
      return heading_level(tag) ? 11 : 0;
  }
}

constexpr std::array kSinceCues = {Cue::kRelated, Cue::kComment, Cue::kShare, Cue::kCopyright,
                                   Cue::kByline,  Cue::kDate,    Cue::kTags};

struct Page {
  const Dom& dom;
  const PageBlocks& blocks;
  const Outline& outline;
  std::span<const uint32_t> cues;
  std::span<const uint32_t> teasers;
  DeclaredText declared_text;
  std::vector<uint32_t> words_before = {0};  // per block, and the total behind the last
  uint32_t han = 0;
  uint32_t link_words = 0;
  uint32_t h1s = 0;
  uint32_t articles = 0;
  uint32_t post_words = 0;          // in elements that say they are posts, questions, answers
  uint32_t comment_words = 0;       // in elements that say they are comments
  uint32_t dates = 0;               // blocks that look like a date line
  uint32_t declared = 0;            // bits of kDeclaredTypes
  std::vector<uint16_t> titles{};   // per block: titles of articles before it, at most 999
  std::vector<uint32_t> heading{};  // per block: the heading before it, or itself
  std::vector<std::array<uint16_t, kSinceCues.size()>>
      since{};  // blocks since such a cue, at most 999
};

template <class Sink>
void describe_neighbour(const Page& page, ptrdiff_t i, ptrdiff_t offset, Sink& sink) {
  const auto& all = page.blocks.blocks;
  ptrdiff_t j = i + offset;
  bool there = j >= 0 && j < static_cast<ptrdiff_t>(all.size());
  const PageBlock* b = there ? &all[static_cast<size_t>(j)] : nullptr;
  sink("near words", b ? as_float(b->stats.words) : -1.f);
  sink("near links", b ? ratio(b->link_words, b->stats.words) : -1.f);
  sink("near kind", b ? as_float(static_cast<size_t>(b->kind)) : -1.f);
  sink("near same", b && b->node == all[static_cast<size_t>(i)].node ? 1.f : 0.f);
  sink("near cue", b && page.cues[static_cast<size_t>(j)] ? 1.f : 0.f);
  sink("near stops", b ? as_float(b->stats.stops + b->stats.commas) : -1.f);
}

template <class Sink>
void describe_container(const Page& page, NodeId id, uint32_t block_words, Sink& sink) {
  const NodeSums& s = page.outline.sums[id];
  sink("box words", as_float(s.words));
  sink("box links", ratio(s.link_words, s.words));
  sink("box blocks", as_float(s.blocks));
  sink("box prose", ratio(s.prose_words, page.outline.prose_words));
  sink("box prose share", ratio(s.prose_words, s.words));
  sink("box share", ratio(block_words, s.words));
}

template <class Sink>
void describe_text(const PageBlock& b, Sink& sink) {
  const TextStats& s = b.stats;
  sink("words", as_float(s.words));
  sink("characters", as_float(s.characters));
  sink("word length", ratio(s.letters, s.words));
  sink("link density", ratio(b.link_words, s.words));
  sink("links", as_float(b.links));
  sink("commas", as_float(s.commas));
  sink("stops", as_float(s.stops));
  sink("comma rate", ratio(s.commas + s.stops, s.words));
  sink("marks", as_float(s.marks));
  sink("mark rate", ratio(s.marks, s.words));
  sink("digit rate", ratio(s.digits, s.characters));
  sink("upper rate", ratio(s.upper, s.letters));
  sink("han rate", ratio(s.han, s.words));
  sink("bold", ratio(b.bold_words, s.words));
  char32_t last = s.last, first = s.first;
  bool stop = last == '.' || last == '!' || last == '?' || last == 0x3002 || last == 0xFF01 ||
              last == 0xFF1F || last == 0x201D || last == '"' || last == 0x2026;
  sink("ends sentence", stop                                                             ? 1.f
                        : last == ':' || last == 0xFF1A                                  ? 2.f
                        : last == ')' || last == 0xFF09 || last == ']' || last == 0x3011 ? 3.f
                                                                                         : 0.f);
  bool bracket =
      first == '(' || first == '[' || first == 0xFF08 || first == 0x3010 || first == 0x300A;
  sink("begins", bracket                            ? 1.f
                 : first >= '0' && first <= '9'     ? 2.f
                 : first >= 'a' && first <= 'z'     ? 3.f
                 : first == 0x201C || first == '"'  ? 4.f
                 : first > 0x2010 && first < 0x3000 ? 5.f
                 : first == 0xA9                    ? 6.f
                                                    : 0.f);
}

template <class Sink>
void describe(const Page& page, size_t i, Sink& sink) {
  const PageBlock& b = page.blocks.blocks[i];
  const Outline& o = page.outline;
  auto nodes = page.dom.nodes();
  size_t n = page.blocks.blocks.size();
  describe_text(b, sink);
  sink("kind", as_float(static_cast<size_t>(b.kind)));
  sink("level", as_float(b.level));
  sink("tag", static_cast<float>(tag_class(nodes[b.node].tag)));
  sink("images before", as_float(b.images_before));
  sink("images after", i + 1 < n ? as_float(page.blocks.blocks[i + 1].images_before) : 0.f);
  sink("breaks", (b.after_break ? 1.f : 0.f) + (b.before_break ? 2.f : 0.f));
  sink("copies", as_float(o.copies[i]));
  sink("title share", o.title_share[i]);
  sink("title cover", o.title_cover[i]);
  sink.bits("place ", b.places, 16);
  sink.bits("cue ", page.cues[i], kCueCount);

  NodeId parent = nodes[b.node].parent == kNoNode ? b.node : nodes[b.node].parent;
  NodeId grand = nodes[parent].parent == kNoNode ? parent : nodes[parent].parent;
  NodeId great = nodes[grand].parent == kNoNode ? grand : nodes[grand].parent;
  const auto& hints = page.blocks.hints;
  Hints own = hints[b.node] | b.inline_hints;
  Hints near = own | hints[parent] | hints[grand];
  sink.bits("own ", own, kHintCount);
  sink.bits("near ", near, kHintCount);
  sink.bits("path ", page.blocks.path_hints[b.node], kHintCount);
  describe_container(page, b.node, b.stats.words, sink);
  describe_container(page, parent, b.stats.words, sink);
  describe_container(page, grand, b.stats.words, sink);
  describe_container(page, great, b.stats.words, sink);

  uint32_t most = 1, linked = 0, unit_words = 0;
  float unit_links = 0;
  NodeId id = b.node;
  for (int level = 0; level < 5 && id != kNoNode; ++level, id = nodes[id].parent) {
    const Repeats& r = o.repeats[id];
    if (r.count > most && (level > 0 || nodes[id].tag != GUMBO_TAG_P)) {
      most = r.count;
      linked = r.linked;
      unit_words = o.sums[id].words;
      unit_links = ratio(o.sums[id].link_words, o.sums[id].words);
    }
  }
  sink("repeats", as_float(most));
  sink("repeats linked", ratio(linked, most));
  sink("unit words", as_float(unit_words));
  sink("unit links", unit_links);
  sink("own repeats", as_float(o.repeats[b.node].count));
  sink("parent repeats", as_float(o.repeats[parent].count));

  uint32_t depth = 0;
  for (id = b.node; id != kNoNode && depth < 64; id = nodes[id].parent) ++depth;
  sink("depth", as_float(depth));
  sink("hops", as_float(o.hops[b.node]));
  bool in_article = o.article && b.node >= o.article && b.node < nodes[o.article].end;
  sink("in best article", o.article == 0 ? 2.f : in_article ? 1.f : 0.f);
  sink("container prose", ratio(o.sums[o.container].prose_words, o.prose_words));

  auto from = [&](size_t mark) { return static_cast<float>(i) - as_float(mark); };
  auto words_from = [&](size_t mark) {
    return static_cast<float>(page.words_before[i]) -
           static_cast<float>(page.words_before[std::min(mark, n)]);
  };
  bool titled = o.title_block < n;
  sink("from title", titled ? from(o.title_block) : -9999.f);
  sink("words from title", titled ? words_from(o.title_block) : -9999.f);
  sink("from first prose", from(o.first_prose));
  sink("words from first prose", words_from(o.first_prose));
  sink("from last prose", from(o.last_prose));
  sink("words from last prose", words_from(o.last_prose));
  sink("position", ratio(i, n));
  sink("word position", ratio(page.words_before[i], page.words_before[n]));

  uint32_t h = page.heading[i];
  bool headed = h != UINT32_MAX && h != i;
  const PageBlock* head = headed ? &page.blocks.blocks[h] : nullptr;
  sink.bits("section ", headed ? page.cues[h] : 0, kCueCount);
  sink("section distance", headed ? from(h) : -1.f);
  sink("section words", headed ? words_from(h) : -1.f);
  sink("section level", head ? as_float(head->level) : -1.f);
  sink("section links", head ? ratio(head->link_words, head->stats.words) : -1.f);
  sink("section title", headed ? o.title_cover[h] : -1.f);
  for (uint16_t blocks_since : page.since[i]) sink("since", as_float(blocks_since));

  sink("in description", page.declared_text.in_description(b.text));
  sink("in declared body", page.declared_text.in_body(b.text));
  sink("teaser", page.teasers[i] ? 1.f : 0.f);
  sink("titles before", as_float(page.titles[i]));
  sink("page posts", ratio(page.post_words, page.words_before[n]));
  sink("page comments", ratio(page.comment_words, page.words_before[n]));
  sink("page dates", as_float(page.dates));
  sink.bits("page type ", page.declared, kDeclaredTypes);
  sink("page words", as_float(page.words_before[n]));
  sink("page prose", as_float(o.prose_words));
  sink("page prose share", ratio(o.prose_words, page.words_before[n]));
  sink("page blocks", as_float(n));
  sink("page han", ratio(page.han, page.words_before[n]));
  sink("page links", ratio(page.link_words, page.words_before[n]));
  sink("page h1", as_float(page.h1s));
  sink("page articles", as_float(page.articles));
  for (ptrdiff_t offset : {-3, -2, -1, 1, 2, 3}) {
    describe_neighbour(page, static_cast<ptrdiff_t>(i), offset, sink);
  }
}

Page make_page(const Dom& dom, const PageBlocks& blocks, const Outline& outline,
               std::span<const uint32_t> cues, std::span<const uint32_t> teasers) {
  Page page{dom, blocks, outline, cues, teasers, DeclaredText(dom)};
  uint16_t titles = 0;
  uint32_t heading = UINT32_MAX;
  std::array<uint16_t, kSinceCues.size()> since;
  since.fill(999);
  page.words_before.reserve(blocks.blocks.size() + 1);
  page.heading.reserve(blocks.blocks.size());
  page.titles.reserve(blocks.blocks.size());
  page.since.reserve(blocks.blocks.size());
  for (size_t i = 0; i < blocks.blocks.size(); ++i) {
    const PageBlock& b = blocks.blocks[i];
    page.words_before.push_back(page.words_before.back() + b.stats.words);
    page.han += b.stats.han;
    page.link_words += b.link_words;
    if (b.kind == BlockKind::kHeading && b.level == 1) ++page.h1s;
    Hints path = blocks.path_hints[b.node];
    if (path & kHintComment) page.comment_words += b.stats.words;
    if (path & kHintPost) page.post_words += b.stats.words;
    if (cues[i] & 1u << static_cast<int>(Cue::kDate)) ++page.dates;
    bool label = b.stats.words < 12 && (cues[i] & 1u << static_cast<int>(Cue::kRelated)) &&
                 b.link_words * 2 < b.stats.words;
    if (b.kind == BlockKind::kHeading || label) heading = static_cast<uint32_t>(i);
    page.heading.push_back(heading);
    page.titles.push_back(titles);
    bool title = b.kind == BlockKind::kHeading && b.level <= 2 &&
                 (b.level == 1 || (blocks.hints[b.node] & kHintTitle)) && !teasers[i];
    if (title && titles < 999) ++titles;
    page.since.push_back(since);
    for (size_t c = 0; c < since.size(); ++c) {
      bool met = cues[i] & 1u << static_cast<int>(kSinceCues[c]);
      since[c] = met ? 0 : static_cast<uint16_t>(std::min(since[c] + 1, 999));
    }
  }
  for (const Node& node : dom.nodes()) page.articles += node.is(GUMBO_TAG_ARTICLE);
  page.declared = declared_types(dom);
  return page;
}

// The row of a page of one block, which gives names and layout.
template <class Sink>
Sink sample() {
  const Dom dom = Dom::parse("<p>x");
  const PageBlocks blocks = cut_blocks(dom);
  const Outline outline = outline_of(dom, blocks, "");
  const std::vector<uint32_t> cues(blocks.blocks.size());
  const Page page = make_page(dom, blocks, outline, cues, cues);
  Sink sink;
  describe(page, 0, sink);
  return sink;
}

}  // namespace

SignalTable local_signals(const Dom& dom, const PageBlocks& blocks, const Outline& outline,
                          std::span<const uint32_t> cues, std::span<const uint32_t> teasers) {
  static const SignalLayout layout = sample<SignalLayout>();
  const size_t rows = blocks.blocks.size();
  SignalTable table(layout, rows);
  Page page = make_page(dom, blocks, outline, cues, teasers);
  for (size_t i = 0; i < rows; ++i) {
    Values sink(table, i);
    describe(page, i, sink);
  }
  return table;
}

std::vector<std::string> local_signal_names() { return sample<Names>().out; }

}  // namespace winnow
