#pragma once
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace winnow {

// SHA-256 (FIPS 180-4) of what is added.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string hex();  // of all, lower case; nothing is added after it

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace winnow
