#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "config/result.h"

namespace winnow {

// Takes the codings that a Content-Encoding value lists (RFC 9110 8.4) off `body`, the last one
// first: gzip, deflate (zlib or, as some servers send it, raw), br. Data that is cut short gives
// what was there. An Error if a coding is unknown, the data is damaged or holds more than
// `max_bytes`.
Result<std::string> decode_content(std::string_view codings, std::string body, size_t max_bytes);

// Takes the chunked transfer coding off (RFC 9112 7.1), trailers too. Cut short: what was there.
// An Error if it does not begin with a chunk.
Result<std::string> decode_chunked(std::string_view body);

}  // namespace winnow
