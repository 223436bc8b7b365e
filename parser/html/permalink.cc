#include "parser/html/permalink.h"

#include <algorithm>
#include <array>

#include "parser/text/utf8.h"

namespace winnow {

bool is_permalink(const Dom& dom, NodeId id) {
  constexpr auto kSigns = std::to_array<std::string_view>({"¶", "#", "§", "🔗", "\u2693", "\uf0c1"});
  constexpr NodeId kMaxNodes = 4;  // the link, perhaps an element within, and its text
  const Node& node = dom[id];
  if (!node.is(GUMBO_TAG_A) || node.end - id > kMaxNodes) return false;
  if (dom.attribute(node, "href").find('#') == std::string_view::npos) return false;
  std::string text;
  for (NodeId i = id + 1; i < node.end; ++i) {
    if (dom[i].is_text()) text += dom[i].text;
  }
  return std::find(kSigns.begin(), kSigns.end(), collapse_space(text)) != kSigns.end();
}

}  // namespace winnow
