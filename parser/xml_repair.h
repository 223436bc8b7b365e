#pragma once
#include <string>
#include <string_view>

namespace winnow {

// What makes many sitemaps and feeds ill-formed although what they mean is plain: an & that begins
// no reference (in a query, in &nbsp;) becomes &amp;, control characters become blanks, ill-formed
// UTF-8 becomes U+FFFD. So no reference but the five predefined and the numeric ones is left.
// CDATA sections and comments keep their &. Linear; what would grow to more than one and a half
// times its length is cut off there.
//
// Returns whether anything had to be changed; only then `out` is set.
bool repair_xml(std::string_view utf8, std::string& out);

}  // namespace winnow
