#pragma once
#include <string>
#include <string_view>

#include "parser/html/dom.h"
#include "parser/url.h"

namespace winnow {

// What the page says it was taken from (来源：, 转载自, 原文链接：, "Source:", "originally
// published at"): the canonical href, if that line links it or shows its URL, else the name that it
// gives, at most 60 bytes; empty if no line does. Of several the first with a link, else the first
// name.
std::string named_source(const Dom& dom, const Url& url, std::string_view charset);

}  // namespace winnow
