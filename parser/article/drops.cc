#include <unordered_map>

#include "parser/article/draft.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr std::string_view kTeaser = "teaser";
constexpr std::string_view kComment = "comment";
constexpr std::string_view kCopy = "copy";
constexpr std::string_view kRequote = "quoted again";
constexpr std::string_view kTitle = "title repeated";
constexpr std::string_view kBiography = "biography";
constexpr std::string_view kCapitalLink = "link in capitals";
constexpr uint32_t kLinkWords = 4;   // a shorter link may be a name
constexpr int kLevels = 8;           // from a block up to the box about the author
constexpr uint32_t kBoxWords = 200;  // of it, at most
constexpr uint32_t kFewWords = 30;
constexpr uint32_t kCopyWords = 12;   // a shorter text may be said twice
constexpr size_t kQuoteStart = 24;    // bytes that tell texts apart
constexpr float kLikelyQuote = 0.8f;  // log-odds of a quote that stays
constexpr float kSure = 2.5f;    // log-odds of a heading of level 1 that is more than the title
constexpr float kLikely = 1.6f;  // log-odds, a mean; likelier blocks are no teasers

}  // namespace

// Groups of teasers that are hardly likely, where the page has more than them.
void drop_teasers(Draft& d) {
  const auto& blocks = d.blocks();
  struct Group {
    float words = 0, link_words = 0, scores = 0;
  };
  std::unordered_map<uint32_t, Group> groups;
  uint32_t others = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (d.kept(i) && !d.analysis.teasers[i]) others += blocks[i].stats.words;
    auto words = static_cast<float>(blocks[i].stats.words);
    Group& group = groups[d.analysis.teasers[i]];
    group.words += words;
    group.link_words += static_cast<float>(blocks[i].link_words);
    group.scores += words * d.scores[i];
  }
  if (others < kFewWords) return;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!d.kept(i) || !d.analysis.teasers[i]) continue;
    const Group& group = groups[d.analysis.teasers[i]];
    bool text = group.link_words * 2 < group.words;
    if (text && group.scores < kLikely * group.words) d.reasons[i] = kTeaser;
  }
}

// Comments under an article. Of a thread they are the posts.
void drop_comments(Draft& d) {
  const auto& blocks = d.blocks();
  uint32_t before = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!d.kept(i)) continue;
    bool comment = is_comment(d.dom, d.analysis, blocks[i]);
    if (comment && before >= kFewWords) d.reasons[i] = kComment;
    if (!comment && is_prose(blocks[i])) before += blocks[i].stats.words;
  }
}

// A small box about the author, with no text of the body behind it.
void drop_biographies(Draft& d) {
  const auto& blocks = d.blocks();
  auto box_of = [&](size_t i) {
    NodeId box = kNoNode, id = blocks[i].node;
    for (int level = 0; level < kLevels && id != kNoNode; ++level, id = d.dom[id].parent) {
      const bool small = d.analysis.outline.sums[id].words <= kBoxWords;
      if (small && (d.analysis.page.hints[id] & kHintBio)) box = id;
    }
    return box;
  };
  uint32_t before = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (d.kept(i) && is_prose(blocks[i]) && box_of(i) == kNoNode) before += blocks[i].stats.words;
  }
  if (before < 2 * kFewWords) return;
  for (size_t i = blocks.size(); i-- > 0;) {
    if (!d.kept(i)) continue;
    if (box_of(i) != kNoNode) {
      if (d.scores[i] <= kLikely) d.reasons[i] = kBiography;
    } else if (is_prose(blocks[i])) {
      break;
    }
  }
}

// Links to other pages between paragraphs, set in capitals.
void drop_capital_links(Draft& d) {
  for (size_t i = 0; i < d.blocks().size(); ++i) {
    const PageBlock& b = d.blocks()[i];
    if (!d.kept(i) || b.kind != BlockKind::kParagraph || b.stats.words < kLinkWords) continue;
    bool linked = b.link_words == b.stats.words;
    if (linked && b.stats.upper * 10 > b.stats.letters * 7) d.reasons[i] = kCapitalLink;
  }
}

// Of copies in different places the likeliest stays: the first may stand in a preview or a menu.
void drop_copies(Draft& d) {
  const auto& blocks = d.blocks();
  std::unordered_map<std::string_view, size_t> best;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const PageBlock& b = blocks[i];
    if (!d.kept(i) || b.stats.words < kCopyWords) continue;
    auto [found, fresh] = best.try_emplace(b.text, i);
    size_t& other = found->second;
    if (fresh || d.dom[blocks[other].node].parent == d.dom[b.node].parent) continue;
    size_t worse = i;
    if (d.scores[i] > d.scores[other]) std::swap(worse, other);
    d.reasons[worse] = kCopy;
  }
}

// Quotes of what an earlier post begins with.
void drop_requotes(Draft& d) {
  std::unordered_map<std::string_view, std::string_view> posts;  // by how they start
  for (size_t i = 0; i < d.blocks().size(); ++i) {
    const PageBlock& b = d.blocks()[i];
    const std::string_view text = b.text;
    if (!d.kept(i) || text.size() < kQuoteStart) continue;
    const std::string_view start = text.substr(0, kQuoteStart);
    if (b.kind != BlockKind::kQuote)
      posts.try_emplace(start, text);
    else if (auto found = posts.find(start); found != posts.end())
      if (found->second.starts_with(text) && d.scores[i] < kLikelyQuote) d.reasons[i] = kRequote;
  }
}

// The title, where the body begins with it once more, in one block or broken over several.
void drop_title(Draft& d, bool thread) {
  const auto& blocks = d.blocks();
  std::vector<size_t> lines;
  float cover = 0;
  bool likely = false;   // some line of it is likely by itself
  bool heading = false;  // some line of it is the page's heading
  size_t prose = 0;
  auto settle = [&] {
    if (cover > (likely ? 0.9f : heading ? 0.1f : 0.6f) && (!likely || lines.size() > 1)) {
      for (size_t i : lines) d.reasons[i] = kTitle;
    }
    lines.clear();
    cover = 0;
    likely = heading = false;
  };
  for (size_t i = 0; i < blocks.size() && prose < 2; ++i) {
    if (!d.kept(i)) continue;
    bool h1 = blocks[i].kind == BlockKind::kHeading && blocks[i].level == 1;
    if (d.analysis.outline.title_share[i] > 0.85f && (h1 || blocks[i].stats.words >= 3)) {
      bool other = thread && blocks[i].kind == BlockKind::kHeading;
      lines.push_back(i);
      cover += d.analysis.outline.title_cover[i];
      likely |= d.scores[i] >= (h1 ? kSure : 1) && !other;
      heading |= h1;
      continue;
    }
    settle();
    prose += is_prose(blocks[i]);
  }
  settle();
}

}  // namespace winnow
