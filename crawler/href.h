#pragma once
#include <cassert>
#include <string_view>

#include "parser/site.h"
#include "storage/keys.h"

namespace winnow {

// As split_href(), of what Url::parse() has serialised ("scheme://authority/path?query"), without
// a check (a page has up to a thousand links).
inline HrefParts parts_of(std::string_view href) {
  HrefParts parts;
  parts.https = href.starts_with("https:");
  const size_t begin = parts.https ? 8 : 7;
  assert(href.size() > begin);
  const size_t slash = href.find('/', begin);
  parts.authority = href.substr(begin, slash == href.npos ? href.npos : slash - begin);
  parts.path_and_query = slash == href.npos ? std::string_view("/") : href.substr(slash);
  return parts;
}

}  // namespace winnow
