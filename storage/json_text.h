#pragma once
#include <string>
#include <string_view>

namespace winnow {

// Appends `text` as a JSON string (RFC 8259 7), in quotes. An ill-formed UTF-8 sequence becomes
// U+FFFD, so that the output is valid JSON whatever is stored.
void append_json(std::string_view text, std::string& out);

}  // namespace winnow
