#include "parser/article/outline.h"

#include <algorithm>

#include "parser/article/elements.h"
#include "parser/text/counts.h"
#include "parser/text/folded.h"
#include "parser/text/hash.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr Hints kChromeHints = kHintNavigation | kHintFooter | kHintSidebar | kHintComment |
                               kHintShare | kHintRelated | kHintAdvert | kHintPopup | kHintForm;
constexpr uint16_t kChromePlaces = kInAside | kInNav | kInFooter | kInButton | kHidden;

// The title's words, each once.
class TitleWords {
 public:
  explicit TitleWords(std::string_view title) {
    std::string_view word;
    for (Words words(title); words.next(word);) {
      hashes_.push_back(folded_hash(word));
      filter_ |= bit_of(word);
    }
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  }
  size_t size() const { return hashes_.size(); }
  // size() if it is not in the title.
  size_t index_of(std::string_view word) const {
    if ((filter_ & bit_of(word)) == 0) return size();
    const size_t hash = folded_hash(word);
    const auto at = std::lower_bound(hashes_.begin(), hashes_.end(), hash);
    return at != hashes_.end() && *at == hash ? static_cast<size_t>(at - hashes_.begin()) : size();
  }

 private:
  static uint64_t bit_of(std::string_view word) {
    const int ends = (word.front() | 32) * 5 + (word.back() | 32) * 11;  // whatever the case
    return uint64_t{1} << ((static_cast<size_t>(ends) + word.size()) & 63);
  }

  std::vector<size_t> hashes_;  // ascending
  uint64_t filter_ = 0;         // most words of a page are not in it
};

void sum_up(const Dom& dom, const PageBlocks& page, Outline& out) {
  auto nodes = dom.nodes();
  out.sums.assign(nodes.size(), {});
  for (const PageBlock& b : page.blocks) {
    NodeSums& s = out.sums[b.node];
    s.words += b.stats.words;
    s.link_words += b.link_words;
    ++s.blocks;
    if (!is_prose(b)) continue;
    s.prose_words += b.stats.words;
    out.prose_words += b.stats.words;
    float weight = 1;
    Hints near = page.hints[b.node] | b.inline_hints;
    if (b.places & kChromePlaces) weight *= 0.1f;
    if (near & kHintBody) weight *= 1.3f;
    if (page.path_hints[b.node] & (kHintComment | kHintFooter | kHintPopup)) weight *= 0.3f;
    if (page.path_hints[b.node] & (kHintSidebar | kHintRelated | kHintNavigation)) weight *= 0.6f;
    float score = weight * (1 + std::min<float>(static_cast<float>(b.stats.commas), 5.f) +
                            std::min(static_cast<float>(b.stats.words) / 20.f, 5.f));
    float share = 1;
    NodeId id = b.node;
    for (int level = 0; level < 6 && id != kNoNode; ++level, id = nodes[id].parent) {
      out.sums[id].score += score * share;
      share = level == 0 ? 0.9f : level == 1 ? 0.75f : share * 0.6f;
    }
  }
  for (size_t i = nodes.size(); i-- > 1;) {
    NodeId parent = nodes[i].parent;
    if (parent == kNoNode) continue;
    out.sums[parent].words += out.sums[i].words;
    out.sums[parent].link_words += out.sums[i].link_words;
    out.sums[parent].blocks += out.sums[i].blocks;
    out.sums[parent].prose_words += out.sums[i].prose_words;
  }
}

void count_repeats(const Dom& dom, Outline& out) {
  auto nodes = dom.nodes();
  Counts groups;  // their nodes; by number
  groups.clear(nodes.size());
  std::vector<uint32_t> linked(1);
  auto key_of = [&](const Node& n) {
    size_t key = hash_of(dom.attribute(n, "class"));
    return key ^ (static_cast<size_t>(n.parent) * 0x9E3779B97F4A7C15u) ^
           (static_cast<size_t>(n.tag) << 7);
  };
  std::vector<uint32_t> group_of(nodes.size());
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& n = nodes[id];
    if (out.sums[id].blocks == 0 || n.parent == kNoNode || !is_block(role_of(n.tag))) continue;
    group_of[id] = groups.add(key_of(n));
    linked.resize(groups.different() + 1);
    if (out.sums[id].link_words * 2 > out.sums[id].words) ++linked[group_of[id]];
  }
  out.repeats.assign(nodes.size(), {});
  for (NodeId id = 0; id < nodes.size(); ++id) {
    if (group_of[id] == 0) continue;
    out.repeats[id] = {groups[group_of[id]], linked[group_of[id]]};
  }
}

float link_density(const NodeSums& s) {
  return s.words ? static_cast<float>(s.link_words) / static_cast<float>(s.words) : 1.f;
}

void choose_container(const Dom& dom, const PageBlocks& page, Outline& out) {
  auto nodes = dom.nodes();
  float best = -1;
  uint32_t most = 0;
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& n = nodes[id];
    if (n.is_text() || out.sums[id].words == 0) continue;
    float score = out.sums[id].score * (1 - link_density(out.sums[id]));
    if (page.hints[id] & kHintBody) score *= 1.2f;
    if (page.hints[id] & kChromeHints && !(page.hints[id] & kHintBody)) score *= 0.7f;
    if (score > best) best = score, out.container = id;
    if (out.sums[id].prose_words > most &&
        (n.tag == GUMBO_TAG_ARTICLE || dom.attribute(n, "itemprop") == "articleBody")) {
      most = out.sums[id].prose_words;
      out.article = id;
    }
  }
  // Climb while the parent holds much more prose, in parts shaped like this one.
  for (NodeId id = out.container; id != kNoNode && id != page.body; id = nodes[id].parent) {
    NodeId parent = nodes[id].parent;
    if (parent == kNoNode || parent == page.body) break;
    if (out.sums[parent].score > 0.75f * best &&
        out.sums[parent].prose_words > out.sums[out.container].prose_words * 3 / 2 &&
        link_density(out.sums[parent]) < 0.3f) {
      out.container = parent;
    }
  }
  out.hops.assign(nodes.size(), 0);
  std::vector<uint32_t> from_top(nodes.size(), UINT32_MAX);  // on the container's path: steps above
  uint32_t steps = 0;
  for (NodeId id = out.container; id != kNoNode; id = nodes[id].parent) from_top[id] = steps++;
  for (NodeId id = 0; id < nodes.size(); ++id) {
    bool inside = id >= out.container && id < nodes[out.container].end;
    if (inside)
      out.hops[id] = 0;
    else if (from_top[id] != UINT32_MAX)
      out.hops[id] = from_top[id];
    else
      out.hops[id] = nodes[id].parent == kNoNode ? steps : out.hops[nodes[id].parent];
  }
}

void compare_with_title(const PageBlocks& page, std::string_view title, Outline& out) {
  const TitleWords title_words(title);
  std::vector<size_t> covered(title_words.size());  // one more than the last block that has it
  size_t n = page.blocks.size();
  out.title_share.assign(n, 0);
  out.title_cover.assign(n, 0);
  out.title_block = static_cast<uint32_t>(n);
  float best = 0;
  for (size_t i = 0; i < n; ++i) {
    const PageBlock& b = page.blocks[i];
    if (b.stats.words > 80 || b.stats.words == 0) continue;
    size_t total = 0, hits = 0, different = 0;
    std::string_view word;
    for (Words words(b.text); words.next(word); ++total) {
      const size_t known = title_words.index_of(word);
      if (known == title_words.size()) continue;
      ++hits;
      if (covered[known] == i + 1) continue;
      covered[known] = i + 1;
      ++different;
    }
    if (total == 0) continue;
    out.title_share[i] = static_cast<float>(hits) / static_cast<float>(total);
    if (title_words.size() > 0)
      out.title_cover[i] = static_cast<float>(different) / static_cast<float>(title_words.size());
    float score = out.title_share[i] * out.title_cover[i];
    if (b.kind == BlockKind::kHeading) score += b.level == 1 ? 0.3f : 0.15f;
    if (b.link_words * 2 > b.stats.words) score -= 0.2f;
    if (b.places & (kHidden | kInNav | kInAside | kInFooter)) score -= 0.3f;
    if (score > best + 0.05f && score > 0.25f && i <= out.last_prose) {
      best = score;
      out.title_block = static_cast<uint32_t>(i);
    }
  }
}

void find_prose(const PageBlocks& page, Outline& out) {
  size_t n = page.blocks.size();
  bool any = false;
  out.first_prose = out.last_prose = n ? static_cast<uint32_t>(n - 1) : 0;
  for (size_t i = 0; i < n; ++i) {
    const PageBlock& b = page.blocks[i];
    if (!is_prose(b) || out.hops[b.node] != 0) continue;
    if (!any) out.first_prose = static_cast<uint32_t>(i);
    any = true;
    out.last_prose = static_cast<uint32_t>(i);
  }
}

}  // namespace

std::string_view page_title(const Dom& dom) {
  auto nodes = dom.nodes();
  for (NodeId id = 0; id + 1 < nodes.size(); ++id) {
    if (nodes[id].is(GUMBO_TAG_TITLE) && nodes[id + 1].is_text()) return nodes[id + 1].text;
  }
  return {};
}

bool is_prose(const PageBlock& b) {
  return b.stats.words >= 10 && b.link_words * 3 < b.stats.words &&
         b.stats.commas + b.stats.stops > 0 && b.kind != BlockKind::kTable &&
         b.stats.marks * 8 < b.stats.words;
}

Outline outline_of(const Dom& dom, const PageBlocks& page, std::string_view title) {
  Outline out;
  sum_up(dom, page, out);
  count_repeats(dom, out);
  choose_container(dom, page, out);
  find_prose(page, out);
  compare_with_title(page, title, out);
  Counts seen;
  seen.clear(page.blocks.size());
  out.copies.reserve(page.blocks.size());
  for (const PageBlock& b : page.blocks) {
    const uint32_t before = seen[seen.add(hash_of(b.text))] - 1;
    out.copies.push_back(static_cast<uint8_t>(std::min(before, 255u)));
  }
  return out;
}

}  // namespace winnow
