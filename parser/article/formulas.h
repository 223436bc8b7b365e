#pragma once
#include <optional>
#include <string_view>

#include "parser/html/dom.h"

namespace winnow {

// The TeX source of the formula that this element is or stands for, without delimiters: math with
// an annotation or alttext, the scripts of MathJax, images of TeX with their source as alt text,
// elements that carry it in a data attribute. nullopt: it is none, or its TeX is not known. Points
// into the tree.
std::optional<std::string_view> formula_at(const Dom& dom, NodeId id);

// Is this what MathJax made of a script beside it? Then its text says the formula twice.
bool is_rendered_formula(const Dom& dom, NodeId id);

// Of a script, by its type: math/tex; mode=display.
bool is_math_type(std::string_view type);

}  // namespace winnow
