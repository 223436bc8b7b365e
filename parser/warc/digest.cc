#include "parser/warc/digest.h"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace winnow {

std::string warc_digest(std::string_view bytes) {
  std::array<unsigned char, 20> hash;
  unsigned size = 0;
  if (!EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha1(), nullptr))
    throw std::bad_alloc();
  std::string out = "sha1:";
  for (size_t bit = 0; bit < 160; bit += 5) {
    const size_t at = bit / 8;
    const unsigned two = hash[at] << 8 | (at + 1 < hash.size() ? hash[at + 1] : 0);
    out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[two >> (11 - bit % 8) & 31];
  }
  return out;
}

}  // namespace winnow
