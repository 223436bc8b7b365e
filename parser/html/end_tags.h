#pragma once
#include <string>
#include <string_view>

namespace winnow {

// The input with nothing between name and '>' of the end tags behind the first svg or math: in
// foreign content Gumbo takes all of it for the name, so that "</svg >" would leave the svg open to
// the page's end (HTML Standard 13.2.6.5 says "svg"). Itself if there is nothing to leave out, else
// kept in `storage`. The input is as preprocess() leaves it.
std::string_view bare_end_tags(std::string_view input, std::string& storage);

}  // namespace winnow
