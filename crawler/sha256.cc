#include "crawler/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace winnow {
namespace {

void demand(int result) {
  if (result != 1) throw std::runtime_error("SHA-256 is not to be had from libcrypto");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  demand(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

void Sha256::add(std::string_view bytes) {
  demand(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hex() {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  demand(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
  std::string out;
  for (unsigned i = 0; i < size; ++i) (out += kHex[digest[i] >> 4]) += kHex[digest[i] & 15];
  return out;
}

}  // namespace winnow
