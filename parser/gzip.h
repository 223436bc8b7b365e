#pragma once
#include <string>
#include <string_view>

namespace winnow {

// Appends `bytes` as one gzip member (RFC 1952).
void append_gzip(std::string_view bytes, std::string& out);

}  // namespace winnow
