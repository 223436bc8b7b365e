// Dump options as the query of an HTTP target.
#include <array>

#include "storage/dump.h"

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

Result<bool> flag(std::string_view name, std::string_view value) {
  if (value == "0" || value == "1") return value == "1";
  return Error{std::string(name) + " must be 0 or 1"};
}

}  // namespace

std::string query_of(const DumpOptions& options) {
  std::string query = "format=" + escaped(options.format->name);
  if (options.since) query += "&since=" + std::to_string(options.since);
  if (!options.host.empty()) query += "&host=" + escaped(options.host);
  if (options.duplicates) query += "&duplicates=1";
  if (options.templates) query += "&templates=1";
  if (options.blocks) query += "&blocks=1";
  return query;
}

Result<DumpOptions> dump_options_of_query(std::string_view query) {
  struct Field {
    std::string_view name;
    std::string value;
  };
  std::array<Field, 6> given = {{{"format", {}},
                                 {"since", {}},
                                 {"host", {}},
                                 {"duplicates", "0"},
                                 {"blocks", "0"},
                                 {"templates", "0"}}};
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const size_t equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    Field* field = nullptr;
    for (Field& each : given)
      if (each.name == name) field = &each;
    if (!field || equals == pair.npos) return Error{"a dump takes no " + std::string(name)};
    auto value = unescaped(pair.substr(equals + 1));
    if (!value.ok()) return Error{value.error()};
    field->value = std::move(*value);
  }
  auto options = dump_options(given[0].value, given[1].value, given[2].value);
  if (!options.ok()) return options;
  for (const auto& [field, option] :
       {std::pair(&given[3], &options->duplicates), std::pair(&given[4], &options->blocks),
        std::pair(&given[5], &options->templates)}) {
    const Result<bool> set = flag(field->name, field->value);
    if (!set.ok()) return Error{set.error()};
    *option = *set;
  }
  return options;
}

}  // namespace winnow
