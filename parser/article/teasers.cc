#include "parser/article/teasers.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "parser/text/hash.h"

namespace winnow {
namespace {

constexpr int kLevels = 6;               // from a headline up to its teaser
constexpr uint32_t kTeaserWords = 250;   // at most
constexpr uint32_t kHeadlineWords = 40;  // at most
constexpr uint32_t kLabelWords = 8;      // of what may stand over a headline
constexpr uint32_t kFewestTeasers = 3;

bool is_headline(const PageBlocks& page, const PageBlock& b) {
  uint32_t words = b.stats.words;
  if (words < 2 || words > kHeadlineWords || b.link_words * 10 < words * 9) return false;
  Hints near = page.hints[b.node] | b.inline_hints;
  return b.kind == BlockKind::kHeading || (near & kHintTitle) || words >= 6;
}

// Nothing but a short label stands in the teaser before its headline.
bool leads(const PageBlocks& page, size_t headline, NodeId teaser) {
  for (size_t i = headline; i-- > 0 && page.blocks[i].node >= teaser;) {
    if (headline - i > 2 || page.blocks[i].stats.words > kLabelWords) return false;
  }
  return true;
}

struct Group {
  uint32_t number = 0;  // from 1
  uint32_t siblings = 0;
  std::unordered_set<NodeId> headed;             // those with a headline
  std::unordered_set<std::string_view> targets;  // of their headlines
};

}  // namespace

std::string_view target_of(const Dom& dom, const PageBlock& b) {
  for (NodeId id = b.first; id != kNoNode; id = dom[id].parent) {
    if (!dom[id].is(GUMBO_TAG_A)) continue;
    std::string_view href = dom.attribute(dom[id], "href");
    return href.starts_with('#') ? std::string_view() : href;
  }
  return {};
}

std::vector<uint32_t> teasers_of(const Dom& dom, const PageBlocks& page, const Outline& outline) {
  std::unordered_map<size_t, Group> groups;
  auto key_of = [&](NodeId id) {
    size_t key = hash_of(dom.attribute(dom[id], "class"));
    return (key * 31 + dom[id].parent) * 31 + static_cast<size_t>(dom[id].tag);
  };
  auto each_unit = [&](const PageBlock& b, auto&& visit) {
    NodeId id = b.node;
    for (int level = 0; level < kLevels && id != kNoNode; ++level, id = dom[id].parent) {
      if (outline.sums[id].words > kTeaserWords) break;
      if (outline.repeats[id].count >= kFewestTeasers && visit(id)) break;
    }
  };
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const PageBlock& b = page.blocks[i];
    if (!is_headline(page, b)) continue;
    std::string_view target = target_of(dom, b);
    if (target.empty()) continue;
    each_unit(b, [&](NodeId id) {
      if (!leads(page, i, id)) return true;
      Group& group = groups[key_of(id)];
      if (group.number == 0) group.number = static_cast<uint32_t>(groups.size());
      group.siblings = outline.repeats[id].count;
      group.headed.insert(id);
      group.targets.insert(target);
      return false;
    });
  }
  std::vector<uint32_t> teasers(page.blocks.size(), 0);
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    each_unit(page.blocks[i], [&](NodeId id) {
      auto found = groups.find(key_of(id));
      if (found == groups.end()) return false;
      const Group& g = found->second;
      uint32_t least = std::max(kFewestTeasers, g.siblings * 3 / 4);
      if (g.headed.size() < least || g.targets.size() < least) return false;
      teasers[i] = g.number;
      return true;
    });
  }
  return teasers;
}

}  // namespace winnow
