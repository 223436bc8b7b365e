#include "parser/article/signals.h"

#include <algorithm>
#include <cmath>

#include "parser/article/chrome_rules.h"
#include "parser/article/elements.h"

namespace winnow {
namespace {

// Receives the signals of a row, in an order that never changes.
struct Values {
  std::vector<float>& out;
  void operator()(const char*, float value) { out.push_back(value); }
  void bits(const char*, uint32_t set, int count) {
    for (int i = 0; i < count; ++i) out.push_back(set >> i & 1 ? 1.f : 0.f);
  }
};

struct Names {
  std::vector<std::string> out;
  void operator()(const char* name, float) { out.emplace_back(name); }
  void bits(const char* name, uint32_t, int count) {
    for (int i = 0; i < count; ++i) out.push_back(std::string(name) + std::to_string(i));
  }
};

float as_float(size_t n) { return static_cast<float>(n); }
float ratio(size_t part, size_t whole) { return whole ? as_float(part) / as_float(whole) : 0.f; }

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

struct Page {
  const Dom& dom;
  const PageBlocks& blocks;
  const Outline& outline;
  std::span<const uint32_t> cues;
  std::vector<uint32_t> words_before;  // per block, and the total behind the last
  uint32_t han = 0;
  uint32_t link_words = 0;
  uint32_t h1s = 0;
  uint32_t articles = 0;
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
               std::span<const uint32_t> cues) {
  Page page{dom, blocks, outline, cues, {0}};
  for (const PageBlock& b : blocks.blocks) {
    page.words_before.push_back(page.words_before.back() + b.stats.words);
    page.han += b.stats.han;
    page.link_words += b.link_words;
    if (b.kind == BlockKind::kHeading && b.level == 1) ++page.h1s;
  }
  for (const Node& node : dom.nodes()) page.articles += node.is(GUMBO_TAG_ARTICLE);
  return page;
}

float probability(float score) { return 1.f / (1.f + std::exp(-score)); }

struct Opinion {
  const PageBlocks& page;
  std::span<const float> scores;
  std::vector<float> p;
  std::vector<float> kept_before;  // words times probability, summed
  std::vector<float> words_before;
  std::vector<std::pair<float, float>> by_node;  // kept words, words: of the subtree
  float longest_run = 0;
};

template <class Sink>
void describe_opinion(const Opinion& o, const Dom& dom, size_t i, Sink& sink) {
  size_t n = o.p.size();
  const PageBlock& b = o.page.blocks[i];
  auto nodes = dom.nodes();
  sink("p", o.scores[i]);
  for (ptrdiff_t offset : {-4, -3, -2, -1, 1, 2, 3, 4}) {
    ptrdiff_t j = static_cast<ptrdiff_t>(i) + offset;
    sink("p near", j >= 0 && j < static_cast<ptrdiff_t>(n) ? o.p[static_cast<size_t>(j)] : -1.f);
  }
  auto window = [&](size_t from, size_t to) {  // mean probability by words, of [from, to)
    float words = o.words_before[to] - o.words_before[from];
    return words > 0 ? (o.kept_before[to] - o.kept_before[from]) / words : -1.f;
  };
  auto count = [](size_t v) { return v; };
  size_t low5 = count(i >= 5 ? i - 5 : 0), high5 = std::min(n, i + 6);
  size_t low15 = i >= 15 ? i - 15 : 0, high15 = std::min(n, i + 16);
  sink("p 5 before", window(low5, i));
  sink("p 5 after", window(i + 1, high5));
  sink("p 15 before", window(low15, i));
  sink("p 15 after", window(i + 1, high15));
  float total = o.kept_before[n];
  sink("kept before", total > 0 ? o.kept_before[i] / total : 0.f);
  sink("kept after", total > 0 ? (total - o.kept_before[i + 1]) / total : 0.f);
  sink("kept words after", total - o.kept_before[i + 1]);
  sink("kept words before", o.kept_before[i]);
  sink("kept", total);
  NodeId id = b.node;
  for (int level = 0; level < 5; ++level) {
    float words = o.by_node[id].second - static_cast<float>(b.stats.words);
    float kept = o.by_node[id].first - o.p[i] * static_cast<float>(b.stats.words);
    sink("p box", words > 0.5f ? kept / words : -1.f);
    sink("p box share", total > 0 ? kept / total : 0.f);
    if (nodes[id].parent != kNoNode) id = nodes[id].parent;
  }
}

Opinion make_opinion(const PageBlocks& page, std::span<const float> scores, const Dom& dom) {
  Opinion o{page, scores, {}, {0}, {0}, {}};
  auto nodes = dom.nodes();
  o.by_node.assign(nodes.size(), {0, 0});
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const PageBlock& b = page.blocks[i];
    auto words = static_cast<float>(b.stats.words);
    o.p.push_back(probability(scores[i]));
    o.kept_before.push_back(o.kept_before.back() + o.p.back() * words);
    o.words_before.push_back(o.words_before.back() + words);
    o.by_node[b.node].first += o.p.back() * words;
    o.by_node[b.node].second += words;
  }
  for (size_t i = nodes.size(); i-- > 1;) {
    if (nodes[i].parent == kNoNode) continue;
    o.by_node[nodes[i].parent].first += o.by_node[i].first;
    o.by_node[nodes[i].parent].second += o.by_node[i].second;
  }
  return o;
}

// A page of one block, whose row gives the names.
const Dom& sample_dom() {
  static const Dom dom = Dom::parse("<p>x");
  return dom;
}

}  // namespace

SignalTable local_signals(const Dom& dom, const PageBlocks& blocks, const Outline& outline,
                          std::span<const uint32_t> cues) {
  SignalTable table;
  Page page = make_page(dom, blocks, outline, cues);
  Values sink{table.values};
  for (size_t i = 0; i < blocks.blocks.size(); ++i) {
    describe(page, i, sink);
    if (i == 0) {
      table.width = table.values.size();
      table.values.reserve(table.width * blocks.blocks.size());
    }
  }
  return table;
}

std::vector<std::string> local_signal_names() {
  PageBlocks blocks = cut_blocks(sample_dom());
  Outline outline = outline_of(sample_dom(), blocks, "");
  std::vector<uint32_t> cues(blocks.blocks.size());
  Page page = make_page(sample_dom(), blocks, outline, cues);
  Names names;
  describe(page, 0, names);
  return names.out;
}

SignalTable context_signals(const PageBlocks& page, const Outline&, std::span<const float> scores,
                            const Dom& dom) {
  SignalTable table;
  Opinion opinion = make_opinion(page, scores, dom);
  Values sink{table.values};
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    describe_opinion(opinion, dom, i, sink);
    if (i == 0) table.width = table.values.size();
  }
  return table;
}

std::vector<std::string> context_signal_names() {
  PageBlocks blocks = cut_blocks(sample_dom());
  std::vector<float> scores(blocks.blocks.size());
  Opinion opinion = make_opinion(blocks, scores, sample_dom());
  Names names;
  describe_opinion(opinion, sample_dom(), 0, names);
  return names.out;
}

}  // namespace winnow
