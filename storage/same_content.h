#pragma once
#include "storage/records.h"

namespace winnow {

// Would a reader of the corpus see no difference? Then a revisited article is not written again and
// keeps its place in the dump order. What was cut around the body (`dropped`), the charset and the
// time do not count: they change with every ad.
bool same_content(const ArticleRecord& a, const ArticleRecord& b);

}  // namespace winnow
