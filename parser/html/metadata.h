#pragma once
#include <string>
#include <string_view>

#include "parser/extraction.h"
#include "parser/html/dom.h"

namespace winnow {

// Title, author, date, site name and declared language of a page, from JSON-LD, meta elements and
// what the page shows; each is empty if the page does not say. `path` is the URL's path, for the
// date that it may name (empty: unknown). `canonical` is left to links_of. Author: people (or the
// name that an account goes by), not the site; several names are joined by ", ", Han names by " ".
Metadata metadata_of(const Dom& dom, std::string_view path);

// The first language tag of an attribute or a Content-Language value, with - for _; empty if it is
// none. Syntax only (RFC 5646 2.1).
std::string language_tag(std::string_view text);

}  // namespace winnow
