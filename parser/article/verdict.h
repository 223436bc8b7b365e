#pragma once
#include "parser/article/article.h"
#include "parser/article/body.h"
#include "parser/article/labeller.h"
#include "parser/extraction.h"
#include "parser/html/dom.h"

namespace winnow {

// What the page is, by its chosen body and what surrounds it. The body is only worth keeping if
// has_text(verdict).
Verdict judge(const Dom& dom, const Analysis& analysis, const Body& body,
              const ArticleOptions& options);

}  // namespace winnow
