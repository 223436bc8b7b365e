#include "parser/article/thread.h"

#include <unordered_set>

#include "parser/article/declared_type.h"

namespace winnow {
namespace {

constexpr int kLevels = 16;  // above a block, to look for the post it stands in

}  // namespace

NodeId post_of(const Dom& dom, const Analysis& a, const PageBlock& b) {
  NodeId id = b.node;
  for (int level = 0; level < kLevels && id != kNoNode; ++level, id = dom[id].parent) {
    Hints hints = a.page.hints[id];
    if (hints & kHintRelated) return kNoNode;  // links to other pages
    if ((hints & (kHintPost | kHintComment)) && a.outline.repeats[id].count >= 2) return id;
  }
  return kNoNode;
}

bool is_comment(const Dom& dom, const Analysis& a, const PageBlock& b) {
  if (!(a.page.path_hints[b.node] & kHintComment)) return false;
  bool comment = false, post = false;
  NodeId id = b.node;
  for (int level = 0; level < kLevels && id != kNoNode; ++level, id = dom[id].parent) {
    Hints hints = a.page.hints[id];
    if ((hints & kHintComment) && post) return false;
    if (hints & kHintComment)
      comment = true;  // even if "thread-odd" is among its classes
    else if (hints & kHintPost)
      post = true;
  }
  return comment;
}

bool is_thread(const Dom& dom, const Analysis& a, std::span<const size_t> kept) {
  uint32_t words = 0, in_posts = 0;
  std::unordered_set<NodeId> posts;
  for (size_t i : kept) {
    const PageBlock& b = a.page.blocks[i];
    words += b.stats.words;
    NodeId post = post_of(dom, a, b);
    if (post == kNoNode) continue;
    in_posts += b.stats.words;
    posts.insert(post);
  }
  if (posts.size() >= 2 && in_posts * 2 > words) return true;
  return !posts.empty() && declares_thread(dom);
}

}  // namespace winnow
