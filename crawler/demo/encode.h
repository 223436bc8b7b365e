#pragma once
#include <string>
#include <string_view>

namespace winnow::demo {

// UTF-8 to the bytes of `charset` (an ICU converter name), with a byte order mark for utf-16*.
// Throws std::logic_error if a character has no place in it.
std::string encode(std::string_view utf8, const std::string& charset);

// RFC 1952, always the same bytes for the same input.
std::string gzip(std::string_view bytes);

}  // namespace winnow::demo
