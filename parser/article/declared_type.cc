#include "parser/article/declared_type.h"

#include <iterator>
#include <string_view>

namespace winnow {
namespace {

constexpr std::string_view kTypes[] = {
    "Article", "DiscussionForumPosting", "QAPage", "Answer", "Comment", "Product"};
constexpr uint32_t kForumBit = 1u << 7;
constexpr std::string_view kForumGenerators[] = {"Discuz",    "phpBB",  "vBulletin", "XenForo",
                                                 "Discourse", "Flarum", "MyBB",      "NodeBB"};
}  // namespace

uint32_t declared_types(const Dom& dom) {
  uint32_t found = 0;
  auto look_in = [&](std::string_view text, uint32_t also) {
    for (size_t t = 0; t < std::size(kTypes); ++t) {
      if (text.find(kTypes[t]) != std::string_view::npos) found |= also << t;
    }
  };
  for (const Node& node : dom.nodes()) {
    if (node.tag == GUMBO_TAG_SCRIPT && node.end > 1) {
      NodeId id = static_cast<NodeId>(&node - dom.nodes().data());
      if (id + 1 < node.end &&
          dom.attribute(node, "type").find("ld+json") != std::string_view::npos) {
        look_in(dom[id + 1].text.substr(0, 20'000), 1);
      }
    } else if (node.tag == GUMBO_TAG_META && dom.attribute(node, "name") == "generator") {
      for (std::string_view g : kForumGenerators) {
        if (dom.attribute(node, "content").find(g) != std::string_view::npos) found |= kForumBit;
      }
    } else if (std::string_view type = dom.attribute(node, "itemtype"); !type.empty()) {
      look_in(type, 1);
    }
  }
  return found;
}

bool declares_thread(const Dom& dom) {
  return declared_types(dom) & (1u << 1 | 1u << 2 | kForumBit);
}

bool declares_article(const Dom& dom) { return declared_types(dom) & 1u; }

}  // namespace winnow
