#pragma once
#include <string_view>

namespace winnow {

// Why a page is no HTML, as a short label (pdf, image, audio, video, archive, font, office, json,
// xml, text, script, binary, other); empty if it is. The header decides where it is sure of another
// type; else, and where there is none, the first bytes do (MIME Sniffing Standard 7.1): servers say
// text/html of anything. What says text/plain is text, unless it begins with HTML.
std::string_view not_html(std::string_view bytes, std::string_view content_type);

}  // namespace winnow
