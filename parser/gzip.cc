#include "parser/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <climits>
#include <memory>
#include <new>

namespace winnow {

void append_gzip(std::string_view bytes, std::string& out) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  const std::unique_ptr<z_stream, decltype(&deflateEnd)> end(&stream, &deflateEnd);
  const size_t begin = out.size();
  out.resize(begin + deflateBound(&stream, bytes.size()));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.next_out = reinterpret_cast<Bytef*>(out.data() + begin);
  int status = Z_OK;
  for (size_t left = bytes.size(); status == Z_OK;) {
    const auto piece = static_cast<uInt>(std::min<size_t>(left, UINT_MAX));
    left -= piece;
    stream.avail_in = piece;
    const size_t room = out.size() - begin - stream.total_out;
    stream.avail_out = static_cast<uInt>(std::min<size_t>(room, UINT_MAX));
    status = deflate(&stream, left == 0 ? Z_FINISH : Z_NO_FLUSH);
    left += stream.avail_in;
  }
  out.resize(begin + stream.total_out);
}

}  // namespace winnow
