#pragma once
#include <string_view>

#include "parser/html/dom.h"

namespace winnow {

// Whether a whole page (no skeleton) may be given to Gumbo: its size, and the attributes of each
// tag, in whose number Gumbo is quadratic. Linear.
DomRefusal check_for_gumbo(std::string_view input, const DomLimits& limits);

}  // namespace winnow
