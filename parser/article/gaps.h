#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "parser/article/labeller.h"
#include "parser/html/dom.h"

namespace winnow {

// Takes back blocks that belong to the kept ones around them, although by themselves they are not
// likely enough: lines, captions, headings, tables, items of a list. `reasons` is empty for a kept
// block, and becomes so for those taken back.
void fill_gaps(const Dom& dom, const Analysis& analysis, std::span<const float> scores,
               std::vector<std::string_view>& reasons);

}  // namespace winnow
