#pragma once
#include <string_view>

#include "parser/extraction.h"

namespace winnow {

// What a meta robots content or an X-Robots-Tag value says to us: comma-separated directives, each
// possibly addressed ("otherbot: noindex" concerns otherbot up to the next address). Values of
// several fields may be joined by ", ". Unknown directives say nothing.
RobotsDirectives parse_robots_directives(std::string_view value, std::string_view product_token);

// Is a meta element of this name addressed to us: "robots", or our product token?
bool is_robots_meta_name(std::string_view name, std::string_view product_token);

// Both hold: any restriction wins.
RobotsDirectives combined(const RobotsDirectives& a, const RobotsDirectives& b);

}  // namespace winnow
