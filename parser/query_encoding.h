#pragma once
#include <string>
#include <string_view>

namespace winnow {

// URL Standard 4.4, query state: the query of a URL in a page that is not UTF-8 is percent-encoded
// in the page's encoding, which is what its server expects ("?q=中文" in a GBK page asks for
// %D6%D0%CE%C4). Returns `href` with the characters of its query beyond ASCII so encoded; those
// that the encoding lacks become %26%23…%3B. To be called before Url::parse, whose result is then
// that of the standard.
//
// `charset` is a name of the Encoding Standard. UTF-8, UTF-16 (whose output encoding is UTF-8) and
// unknown names leave `href` as it is, as does a query of ASCII only.
std::string with_query_encoded(std::string_view href, std::string_view charset);

// Would it change anything? Cheap: for the many links of a page.
bool needs_query_encoding(std::string_view href, std::string_view charset);

}  // namespace winnow
