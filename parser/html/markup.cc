#include "parser/html/markup.h"

#include <algorithm>
#include <array>
#include <string>

#include "parser/ascii.h"

namespace winnow {
namespace {

bool is_delimiter(char c) { return is_html_space(c) || c == '/' || c == '>'; }

// Whether the name stands at `at`, whatever its case, and ends there.
bool names_tag(std::string_view input, size_t at, std::string_view lower_name) {
  return at + lower_name.size() < input.size() &&
         equals_ignore_case(input.substr(at, lower_name.size()), lower_name) &&
         is_delimiter(input[at + lower_name.size()]);
}

bool is_end_tag(std::string_view input, size_t lt, std::string_view lower_name) {
  return lt + 1 < input.size() && input[lt + 1] == '/' && names_tag(input, lt + 2, lower_name);
}

// The bytes that end a name or an unquoted value.
enum : uint8_t { kEndsTagName = 1, kEndsAttributeName = 2, kEndsValue = 4 };
constexpr std::array<uint8_t, 256> kEnds = [] {
  std::array<uint8_t, 256> table{};
  for (char c : {' ', '\n', '\t', '\f', '>'}) {
    table[static_cast<uint8_t>(c)] = kEndsTagName | kEndsAttributeName | kEndsValue;
  }
  table['/'] = kEndsTagName | kEndsAttributeName;
  table['='] = kEndsAttributeName;
  return table;
}();

size_t find_end(std::string_view input, size_t at, uint8_t of) {
  while (at < input.size() && (kEnds[static_cast<uint8_t>(input[at])] & of) == 0) ++at;
  return at;
}

size_t skip_space(std::string_view input, size_t at) {
  while (at < input.size() && is_html_space(input[at])) ++at;
  return at;
}

// Gumbo's, of which this thread remembers what it was asked last: a page has few names.
Tag tag_of(std::string_view name) {
  struct Known {
    uint64_t name = 0;
    Tag tag = GUMBO_TAG_UNKNOWN;
  };
  thread_local std::array<Known, 256> all{};
  const auto ask = [&] { return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size())); };
  uint64_t bytes = 0;
  if (name.size() > sizeof bytes) return ask();
  for (const char c : name) bytes = bytes << 8 | static_cast<unsigned char>(c);
  Known& known = all[(bytes ^ bytes >> 8 ^ bytes >> 15) % all.size()];
  if (known.name != bytes) known = {bytes, ask()};
  return known.tag;
}

// The value behind '='; npos if the input ends first.
size_t scan_value(std::string_view input, size_t at, std::string_view& value) {
  at = skip_space(input, at);
  if (at == input.size()) return input.npos;
  const char quote = input[at];
  if (quote == '"' || quote == '\'') {
    const size_t close = input.find(quote, at + 1);
    if (close == input.npos) return input.npos;
    value = input.substr(at + 1, close - at - 1);
    return close + 1;
  }
  const size_t end = find_end(input, at, kEndsValue);
  value = input.substr(at, end - at);
  return end;
}

}  // namespace

bool scan_tag(std::string_view input, size_t at, MarkupTag& tag) {
  tag.attributes.clear();
  tag.self_closing = false;
  const size_t name_end = find_end(input, at, kEndsTagName);
  tag.name = input.substr(at, name_end - at);
  at = name_end;
  while (at < input.size()) {
    const char c = input[at];
    if (c == '>') {
      tag.end = at + 1;
      tag.tag = tag_of(tag.name);
      return true;
    }
    if (is_html_space(c)) {
      ++at;
      continue;
    }
    if (c == '/') {
      ++at;
      tag.self_closing = at < input.size() && input[at] == '>';
      continue;
    }
    // A name may begin with '='.
    const size_t end = find_end(input, at + 1, kEndsAttributeName);
    if (tag.attributes.size() == kMostAttributes) tag.attributes.pop_back();
    Attribute& attribute = tag.attributes.emplace_back();
    attribute.name = input.substr(at, end - at);
    attribute.value = input.substr(end, 0);
    at = skip_space(input, end);
    if (at < input.size() && input[at] == '=') {
      at = scan_value(input, at + 1, attribute.value);
      if (at == input.npos) return false;
    }
  }
  return false;
}

bool repeats_an_attribute(const MarkupTag& tag) {
  std::vector<std::string> names;
  for (const Attribute& attribute : tag.attributes) {
    names.push_back(to_lower(attribute.name));
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

size_t end_of_comment(std::string_view input, size_t at) {
  const std::string_view rest = input.substr(at);
  if (rest.starts_with(">")) return at + 1;
  if (rest.starts_with("->")) return at + 2;
  for (size_t dashes = input.find("--", at); dashes != input.npos;
       dashes = input.find("--", dashes + 1)) {
    const std::string_view tail = input.substr(dashes + 2);
    if (tail.starts_with(">")) return dashes + 3;
    if (tail.starts_with("!>")) return dashes + 4;
  }
  return input.size();
}

size_t end_of_bogus_comment(std::string_view input, size_t at) {
  const size_t close = input.find('>', at);
  return close == input.npos ? input.size() : close + 1;
}

size_t end_of_raw_text(std::string_view input, size_t at, std::string_view lower_name) {
  for (size_t lt = input.find('<', at); lt != input.npos; lt = input.find('<', lt + 1)) {
    if (is_end_tag(input, lt, lower_name)) return lt;
  }
  return input.size();
}

// Script data, script data escaped and script data double escaped (13.2.5.4, .20, .27).
size_t end_of_script(std::string_view input, size_t at) {
  static constexpr std::string_view kName = "script";
  enum { kData, kEscaped, kDoubleEscaped } state = kData;
  while (at < input.size()) {
    at = state == kData ? input.find('<', at) : input.find_first_of("<-", at);
    if (at == input.npos) break;
    if (input[at] == '-') {
      if (input.substr(at).starts_with("-->")) state = kData;
      ++at;
    } else if (is_end_tag(input, at, kName)) {
      if (state != kDoubleEscaped) return at;
      state = kEscaped;
      at += 2 + kName.size();
    } else if (state == kData && input.substr(at).starts_with("<!--")) {
      state = kEscaped;
      at += 2;  // its dashes may be those of "-->"
    } else {
      if (state == kEscaped && names_tag(input, at + 1, kName)) state = kDoubleEscaped;
      ++at;
    }
  }
  return input.size();
}

size_t find_markup(std::string_view input, size_t at) {
  for (size_t lt = input.find('<', at); lt != input.npos; lt = input.find('<', lt + 1)) {
    if (lt + 1 == input.size()) break;
    const char c = input[lt + 1];
    if (is_alpha(c) || c == '!' || c == '?') return lt;
    if (c == '/' && lt + 2 < input.size()) return lt;
  }
  return input.size();
}

}  // namespace winnow
