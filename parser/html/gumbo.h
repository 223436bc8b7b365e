#pragma once
#include <gumbo.h>

#include <string_view>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

struct GumboParse {
  const GumboOutput* tree;  // nullptr if refused
  DomRefusal refusal = DomRefusal::kNone;
};

// Gumbo's tree of `html`, left half-way when it becomes deeper than limits.depth, or takes more
// than limits.arena_bytes or limits.work. All of the tree lies in `arena` (and points into `html`):
// drop that, and the tree is gone; nothing else frees it.
GumboParse parse_with_gumbo(std::string_view html, Arena& arena, const DomLimits& limits);

}  // namespace winnow
