#include "parser/warc/digest.h"

#include <openssl/evp.h>

#include <array>
#include <new>

#include "parser/ascii.h"

namespace winnow {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*make)();
};
constexpr std::array kAlgorithms = {
    Algorithm{"sha1", EVP_sha1},     Algorithm{"sha-1", EVP_sha1},
    Algorithm{"sha256", EVP_sha256}, Algorithm{"sha-256", EVP_sha256},
    Algorithm{"sha512", EVP_sha512}, Algorithm{"md5", EVP_md5}};

std::string hash_of(std::string_view bytes, const EVP_MD* algorithm) {
  std::string hash(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  if (!EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(hash.data()), &size,
                  algorithm, nullptr))
    throw std::bad_alloc();
  hash.resize(size);
  return hash;
}

// In digits of `bits` bits each, the last one filled up with zeros (RFC 4648).
std::string in_digits(std::string_view hash, std::string_view digits, size_t bits) {
  std::string out;
  const auto byte = [&](size_t i) {
    return i < hash.size() ? static_cast<unsigned>(static_cast<unsigned char>(hash[i])) : 0u;
  };
  for (size_t bit = 0; bit < 8 * hash.size(); bit += bits) {
    const unsigned two = byte(bit / 8) << 8 | byte(bit / 8 + 1);
    out += digits[two >> (16 - bits - bit % 8) & ((1u << bits) - 1)];
  }
  return out;
}

std::string base32(std::string_view hash) {
  return in_digits(hash, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5);
}

}  // namespace

std::string warc_digest(std::string_view bytes) {
  return "sha1:" + base32(hash_of(bytes, EVP_sha1()));
}

std::optional<bool> matches_digest(std::string_view field, std::string_view bytes) {
  field = trim(field);
  const size_t colon = field.find(':');
  if (colon == field.npos) return std::nullopt;
  for (const Algorithm& algorithm : kAlgorithms) {
    if (!equals_ignore_case(algorithm.name, field.substr(0, colon))) continue;
    const std::string hash = hash_of(bytes, algorithm.make());
    std::string_view said = field.substr(colon + 1);
    while (said.ends_with('=')) said.remove_suffix(1);
    return equals_ignore_case(said, base32(hash)) ||
           equals_ignore_case(said, in_digits(hash, "0123456789abcdef", 4));
  }
  return std::nullopt;
}

}  // namespace winnow
