#pragma once
#include <gumbo.h>

#include <string_view>

#include "parser/html/arena.h"

namespace winnow {

// Gumbo's tree of `html`, or nullptr if it would have taken more than `arena_bytes`. All of it lies
// in `arena` (and points into `html`): drop that, and the tree is gone; nothing else frees it.
const GumboOutput* parse_with_gumbo(std::string_view html, Arena& arena, size_t arena_bytes);

}  // namespace winnow
