#pragma once
#include <cstddef>
#include <string_view>

#include "parser/html/dom.h"
#include "parser/html/markup.h"

namespace winnow {

// The end of the svg or math element (`root`) whose content begins at `at`, behind its end tag;
// npos if what is inside is not plain enough to be told without tree construction: well nested,
// without elements that leave foreign content or hold HTML, for math also without CDATA sections
// and elements that are not MathML.
size_t end_of_plain_foreign(std::string_view input, size_t at, Tag root);

// Whether the start tag closes all open foreign elements (HTML Standard 13.2.6.5).
bool leaves_foreign(const MarkupTag& tag);

}  // namespace winnow
