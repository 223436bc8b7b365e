#pragma once
#include <cassert>
#include <string_view>

#include "parser/site.h"

namespace winnow {

// The parts of a canonical href, cut without parsing it again (a page has up to a thousand links).
// Only for what Url::parse() has serialised: "scheme://authority/path?query". Views into `href`.
struct HrefParts {
  bool https = false;
  std::string_view authority;       // host, and :port if it is not the default
  std::string_view host;            // an IPv6 address in brackets
  std::string_view path_and_query;  // begins with /
};

inline HrefParts parts_of(std::string_view href) {
  HrefParts parts;
  parts.https = href.starts_with("https:");
  const size_t begin = parts.https ? 8 : 7;
  assert(href.size() > begin);
  const size_t slash = href.find('/', begin);
  parts.authority = href.substr(begin, slash == href.npos ? href.npos : slash - begin);
  parts.path_and_query = slash == href.npos ? std::string_view("/") : href.substr(slash);
  parts.host = host_of(parts.authority);
  return parts;
}

}  // namespace winnow
