#pragma once
#include <span>
#include <string>
#include <string_view>

#include "parser/html/dom.h"
#include "parser/html/json_ld.h"
#include "parser/html/lines.h"
#include "parser/html/meta_tags.h"

namespace winnow {

// When the article was published, ISO 8601 as precise as the page says; empty if it does not. By
// rank: JSON-LD, meta elements, time elements and dates near the title (line `title`, or kNoLine),
// the URL's path. Of two that name the same day the more precise is taken.
std::string choose_date(const Dom& dom, std::span<const Line> lines, size_t title,
                        const MetaTags& tags, const JsonLd& json, std::string_view path);

}  // namespace winnow
