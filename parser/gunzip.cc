#include "parser/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <climits>
#include <new>

namespace winnow {
namespace {

// What zlib is to expect, as inflateInit2() takes it.
enum Wrapper { kZlib = MAX_WBITS, kGzip = MAX_WBITS + 16, kNone = -MAX_WBITS };

Result<std::string> unpack(Wrapper wrapper, std::string_view bytes, size_t max_bytes) {
  const std::string damaged = wrapper == kGzip ? "is damaged gzip data" : "is damaged deflate data";
  z_stream stream{};
  if (inflateInit2(&stream, wrapper) != Z_OK) throw std::bad_alloc();
  struct End {
    z_stream* stream;
    ~End() { inflateEnd(stream); }
  } end{&stream};

  std::string out;
  std::array<char, 64 << 10> buffer;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(std::min<size_t>(bytes.size(), UINT_MAX));
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = buffer.size();
    const int status = inflate(&stream, Z_NO_FLUSH);
    const size_t got = buffer.size() - stream.avail_out;
    if (out.size() + got > max_bytes)
      return Error{"is larger than " + std::to_string(max_bytes) + " bytes when unpacked"};
    out.append(buffer.data(), got);
    if (status == Z_STREAM_END) {
      // Another member may follow; zero padding or anything else is the end.
      if (wrapper != kGzip || stream.avail_in < 3 || stream.next_in[0] != 0x1f ||
          stream.next_in[1] != 0x8b)
        return out;
      if (inflateReset(&stream) != Z_OK) return Error{damaged};
    } else if (status == Z_BUF_ERROR ||
               (status == Z_OK && stream.avail_in == 0 && got < buffer.size())) {
      return out;  // cut short
    } else if (status != Z_OK) {
      return Error{damaged};
    }
  }
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

Result<std::string> gunzip(std::string_view bytes, size_t max_bytes) {
  return unpack(kGzip, bytes, max_bytes);
}

Result<std::string> unpack_zlib(std::string_view bytes, size_t max_bytes) {
  return unpack(kZlib, bytes, max_bytes);
}

Result<std::string> unpack_deflate(std::string_view bytes, size_t max_bytes) {
  return unpack(kNone, bytes, max_bytes);
}

}  // namespace winnow
