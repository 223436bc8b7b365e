#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/extraction.h"

namespace winnow {

// What was made of one block of the page, for people who want to know why.
struct BlockTrace {
  BlockKind kind = BlockKind::kParagraph;
  uint8_t level = 0;
  float first_score = 0;    // log-odds that it is content: of the forest that sees it alone
  float score = 0;          // and of the one that sees what is around it, which counts
  std::string_view reason;  // the name of what dropped it; empty: it is in the body. Static
  std::string_view rule;    // the chrome rule that its text meets, applied or not; may be empty
  std::string path;         // the elements around it: "div.main > p"
  std::string text;         // as it stands on the page
};

struct Analysis;
class Dom;

// Every block of the page with its scores and, if `reasons` has one, what dropped it.
std::vector<BlockTrace> trace_of(const Dom& dom, const Analysis& analysis,
                                 std::span<const float> scores,
                                 std::span<const std::string_view> reasons);

}  // namespace winnow
