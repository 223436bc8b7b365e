#include "parser/article/trace.h"

#include <algorithm>

#include "parser/article/labeller.h"
#include "parser/article/text_stats.h"

namespace winnow {
namespace {

constexpr size_t kPathElements = 5;
constexpr size_t kPathName = 40;  // bytes of one class or id

// "div#main.post > p": the innermost elements, without html and body.
std::string path_of(const Dom& dom, NodeId id) {
  std::string path;
  for (size_t i = 0; i < kPathElements && id != kNoNode; ++i, id = dom[id].parent) {
    const Node& node = dom[id];
    if (node.is(GUMBO_TAG_HTML) || node.is(GUMBO_TAG_BODY)) break;
    std::string step(node.text.substr(0, kPathName));
    if (const auto name = dom.attribute(node, "id"); !name.empty())
      (step += '#') += name.substr(0, kPathName);
    std::string_view classes = trimmed(dom.attribute(node, "class"));
    if (!classes.empty())
      (step += '.') += classes.substr(0, std::min(classes.find(' '), kPathName));
    path = path.empty() ? step : step + " > " + path;
  }
  return path;
}

}  // namespace

std::vector<BlockTrace> trace_of(const Dom& dom, const Analysis& analysis,
                                 std::span<const float> scores,
                                 std::span<const std::string_view> reasons) {
  const std::vector<float> first = trained_labeller().first.score(analysis.signals);
  std::vector<BlockTrace> trace;
  for (size_t i = 0; i < analysis.page.blocks.size(); ++i) {
    const PageBlock& b = analysis.page.blocks[i];
    const ChromeRule* rule = analysis.matches[i].rule;
    trace.push_back({b.kind, b.level, first[i], scores[i], reasons[i],
                     rule ? rule->name : std::string_view(), path_of(dom, b.node), b.text});
  }
  return trace;
}

}  // namespace winnow
