#pragma once
#include "parser/html/dom.h"

namespace winnow {

// Is the node a link that holds a mere sign for "link to this heading", as manuals put behind their
// headings: <a href="#install">¶</a>? It is no part of the text.
bool is_permalink(const Dom& dom, NodeId id);

}  // namespace winnow
