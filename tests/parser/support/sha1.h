#pragma once
#include <zlib.h>

#include <array>
#include <boost/uuid/detail/sha1.hpp>
#include <string>
#include <string_view>

namespace winnow {

// "sha1:" and Base32, by another library than the writer's.
inline std::string sha1_base32(std::string_view bytes) {
  boost::uuids::detail::sha1 sha1;
  sha1.process_bytes(bytes.data(), bytes.size());
  unsigned hash[5];
  sha1.get_digest(hash);
  std::string bits, out = "sha1:";
  for (const unsigned word : hash)
    for (int bit = 31; bit >= 0; --bit) bits += word >> bit & 1 ? '1' : '0';
  for (size_t at = 0; at < bits.size(); at += 5)
    out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[std::stoul(bits.substr(at, 5), nullptr, 2)];
  return out;
}

// Is it one gzip member from its first byte to its last?
inline bool is_whole_member(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return false;
  std::array<char, 64 << 10> buffer;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = buffer.size();
    status = inflate(&stream, Z_NO_FLUSH);
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END && stream.avail_in == 0;
}

}  // namespace winnow
