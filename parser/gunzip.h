#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "config/result.h"

namespace winnow {

// Do the bytes begin as a gzip member does (RFC 1952 2.3.1)?
bool is_gzip(std::string_view bytes);

// All members of a gzip file, one after the other. An Error if the data is damaged or holds more
// than `max_bytes`; a file cut short gives what was there. Memory: `max_bytes` at most.
Result<std::string> gunzip(std::string_view bytes, size_t max_bytes);

// The same for one zlib stream (RFC 1950), and for bare deflate data (RFC 1951).
Result<std::string> unpack_zlib(std::string_view bytes, size_t max_bytes);
Result<std::string> unpack_deflate(std::string_view bytes, size_t max_bytes);

}  // namespace winnow
