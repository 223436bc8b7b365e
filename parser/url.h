#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/result.h"

namespace winnow {

// An http or https URL as the URL Standard parses it (https://url.spec.whatwg.org/, special schemes
// only), serialised once; the parts are views into it. Credentials are an error: a crawler has
// none.
class Url {
 public:
  // Longest accepted href, in bytes.
  static constexpr size_t kMaxLength = 2048;

  // Parses `input` against `base` (nullptr: `input` must be absolute). The error names what the URL
  // Standard calls it ("missing-scheme-non-relative-URL") or our own limit ("too long").
  static Result<Url> parse(std::string_view input, const Url* base = nullptr);

  const std::string& href() const { return href_; }
  bool https() const { return href_[4] == 's'; }
  std::string_view scheme() const;     // "http" or "https"
  std::string_view host() const;       // lower case, punycode; an IPv6 host in brackets
  uint16_t port() const;               // 80 or 443 if none is written
  std::string_view authority() const;  // host, and :port if it is not the default
  std::string_view origin() const;     // scheme://authority
  std::string_view path() const;       // begins with /
  std::string_view query() const;      // without ?; empty if none
  std::string_view path_and_query() const;
  std::string_view fragment() const;  // without #; canonicalize() drops it

  friend bool operator==(const Url& a, const Url& b) { return a.href_ == b.href_; }

 private:
  friend class UrlParser;
  std::string href_;
  uint32_t host_end_ = 0, authority_end_ = 0, path_end_ = 0, query_end_ = 0;
};

}  // namespace winnow
