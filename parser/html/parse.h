#pragma once
#include <string_view>

#include "parser/html/dom.h"

namespace winnow {

// Dom::parse without the skeleton: every byte goes through Gumbo. For pages that have no skeleton,
// and for the tests that compare both.
Dom parse_without_skeleton(std::string_view bytes, const DomLimits& limits);

}  // namespace winnow
