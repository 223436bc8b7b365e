// Dump options as the query of an HTTP target.
#include <algorithm>

#include "storage/dump_options.h"

namespace winnow {
namespace {

bool is_unreserved(char c) {  // RFC 3986 2.3
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<uint8_t>(c);
    ((out += '%') += kHex[byte >> 4]) += kHex[byte & 15];
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Result<std::string> unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
    if (low < 0) return Error{"the query has a bad escape"};
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

}  // namespace

std::string query_of(const DumpOptions& options) {
  std::string query;
  for (const auto& [name, value] : values_of(options))
    query.append(query.empty() ? "" : "&").append(name).append("=").append(escaped(value));
  return query;
}

Result<DumpOptions> dump_options_of_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> values;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const size_t equals = std::min(pair.find('='), pair.size());
    if (equals == pair.size()) return Error{"a dump takes no " + std::string(pair)};
    auto value = unescaped(pair.substr(equals + 1));
    if (!value.ok()) return Error{value.error()};
    values.emplace_back(pair.substr(0, equals), std::move(*value));
  }
  return dump_options(values);
}

}  // namespace winnow
