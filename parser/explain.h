#pragma once
#include <span>
#include <string>
#include <string_view>

#include "parser/article/trace.h"
#include "parser/extraction.h"

namespace winnow {

// An HTML page for people: what the page called `name` is, its metadata, and every block of it,
// kept or dropped, with the score and the rule that decided. Self-contained: no script, nothing
// loaded, and a Content-Security-Policy that forbids both, since its texts are somebody else's.
std::string explanation_of(std::string_view name, const Extraction& extraction,
                           std::span<const BlockTrace> blocks);

}  // namespace winnow
