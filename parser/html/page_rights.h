#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/extraction.h"
#include "parser/html/dom.h"
#include "parser/rights.h"
#include "parser/url.h"

namespace winnow {

using FieldLines = std::span<const std::pair<std::string, std::string>>;

struct PageRights {
  RobotsDirectives robots;                  // of header and page, combined
  std::vector<RightsStatement> statements;  // noai and what rights_fields.h reads; licences
};

// What a page says of its use: X-Robots-Tag (values joined by ", "), the header's other fields
// (those that say no rights are passed over), meta elements wherever they stand, and links of
// rel=license. `url` is where the page lies, nullptr if unknown. Each statement comes once from
// each source.
PageRights page_rights(const Dom& dom, std::string_view x_robots_tag, FieldLines header,
                       const Url* url, std::string_view product_token);

}  // namespace winnow
