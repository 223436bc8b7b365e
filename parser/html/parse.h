#pragma once
#include <string_view>

#include "parser/html/dom.h"

namespace winnow {

// Dom::parse without the skeleton and without the guards in front: every byte goes through Gumbo.
// For tests, which compare both.
Dom parse_without_skeleton(std::string_view bytes, const DomLimits& limits);

}  // namespace winnow
