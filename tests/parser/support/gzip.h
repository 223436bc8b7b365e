#pragma once
#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace winnow {

// One gzip member (RFC 1952); with another `wrapper`, as deflateInit2() takes it, zlib or bare.
inline std::string gzip(std::string_view bytes, int wrapper = MAX_WBITS + 16) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, wrapper, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace winnow
