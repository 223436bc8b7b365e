#pragma once
#include <cstdint>
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

  Url() = default;  // a place for a Url: nothing but href() (empty) may be asked of it

  // Parses `input` (any bytes) against `base` (nullptr: `input` must be absolute). Bytes of the
  // path, query and fragment that are no UTF-8 are percent-encoded as they are. The error is the
  // URL Standard's name of the fault ("missing-scheme-non-relative-URL", "port-out-of-range"), or
  // one of ours: "not-http", "too-long".
  static Result<Url> parse(std::string_view input, const Url* base = nullptr);

  const std::string& href() const { return href_; }
  bool https() const { return href_[4] == 's'; }
  std::string_view scheme() const { return part(0, https() ? 5 : 4); }  // "http" or "https"
  std::string_view host() const {  // lower case, punycode; an IPv6 host in brackets
    return part(host_start(), host_end_);
  }
  uint16_t port() const;                // 80 or 443 if none is written
  std::string_view authority() const {  // host, and :port if it is not the default
    return part(host_start(), authority_end_);
  }
  std::string_view origin() const { return part(0, authority_end_); }        // scheme://authority
  std::string_view path() const { return part(authority_end_, path_end_); }  // begins with /
  std::string_view query() const {  // without ?; empty if none
    return path_end_ == query_end_ ? std::string_view() : part(path_end_ + 1, query_end_);
  }
  std::string_view path_and_query() const { return part(authority_end_, query_end_); }
  std::string_view fragment() const {  // without #; canonicalize() drops it
    return query_end_ == href_.size() ? std::string_view() : part(query_end_ + 1, href_.size());
  }
  std::string_view without_fragment() const { return part(0, query_end_); }
  void drop_fragment() { href_.resize(query_end_); }

  friend bool operator==(const Url& a, const Url& b) { return a.href_ == b.href_; }

 private:
  friend class UrlParser;
  size_t host_start() const { return https() ? 8 : 7; }
  std::string_view part(size_t from, size_t to) const {
    return std::string_view(href_).substr(from, to - from);
  }

  std::string href_;
  uint32_t host_end_ = 0, authority_end_ = 0, path_end_ = 0, query_end_ = 0;
};

}  // namespace winnow
