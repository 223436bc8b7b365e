#include "parser/html/char_refs.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "parser/ascii.h"
#include "parser/html/input_stream.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

// The names that pages use. The rest of the standard's 2,231 are left to Gumbo, which has them all.
struct Name {
  std::string_view name;
  char32_t value;
  bool without_semicolon;
};
constexpr Name kNames[] = {
#include "parser/html/char_refs.inc"
};
constexpr size_t kLongestWithoutSemicolon = 6;

const Name* find_name(std::string_view name) {
  const Name* found =
      std::lower_bound(std::begin(kNames), std::end(kNames), name,
                       [](const Name& a, std::string_view b) { return a.name < b; });
  return found != std::end(kNames) && found->name == name ? found : nullptr;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr uint32_t kNoCharacter = 0x110000;  // nor is any higher number

// What a number stands for (13.2.5.84, numeric character reference end).
char32_t character_of(uint32_t number) {
  if (number == 0 || number >= kNoCharacter || (number >= 0xD800 && number <= 0xDFFF))
    return 0xFFFD;
  if (number >= 0x80 && number <= 0x9F) {
    const char32_t c = windows_1252_of_c1(number);
    return c == 0 ? number : c;
  }
  return number;
}

bool is_white_space(uint32_t c) { return c == 0x20 || (c >= 0x9 && c <= 0xD && c != 0xB); }

CharRef read_number(std::string_view raw, size_t at, CharRefContext context) {
  const size_t size = raw.size();
  size_t i = at + 2;
  const bool hex = i < size && (raw[i] == 'x' || raw[i] == 'X');
  if (hex) ++i;
  const size_t first = i;
  uint32_t value = 0;
  for (; i < size && (hex ? hex_value(raw[i]) >= 0 : is_digit(raw[i])); ++i) {
    value = value * (hex ? 16 : 10) + static_cast<uint32_t>(hex_value(raw[i]));
    value = std::min(value, kNoCharacter);
  }
  if (i == first) return {};
  const bool unknown = context == CharRefContext::kText && is_white_space(value);
  if (i < size && raw[i] == ';') ++i;
  return {i - at, character_of(value), unknown};
}

CharRef read_name(std::string_view raw, size_t at, CharRefContext context) {
  constexpr std::string_view kAmp = "&amp;";  // the most common by far
  if (raw.substr(at).starts_with(kAmp)) return {kAmp.size(), U'&'};
  const size_t size = raw.size();
  size_t end = at + 1;
  while (end < size && (is_alpha(raw[end]) || is_digit(raw[end]))) ++end;
  const std::string_view run = raw.substr(at + 1, end - at - 1);
  if (end < size && raw[end] == ';') {
    const Name* name = find_name(run);
    if (name == nullptr) return {run.size() + 2, U'&', true};
    return {run.size() + 2, name->value};
  }
  if (context == CharRefContext::kAttribute) {
    // "&copy=" and "&copyright" are what they look like: parts of a URL.
    const Name* name = end < size && raw[end] == '=' ? nullptr : find_name(run);
    if (name == nullptr || !name->without_semicolon) return {};
    return {run.size() + 1, name->value};
  }
  for (size_t length = std::min(run.size(), kLongestWithoutSemicolon); length >= 2; --length) {
    const Name* name = find_name(run.substr(0, length));
    if (name != nullptr && name->without_semicolon) return {length + 1, name->value};
  }
  return {};
}

}  // namespace

CharRef read_char_ref(std::string_view raw, size_t at, CharRefContext context) {
  if (at + 1 == raw.size()) return {};
  if (raw[at + 1] == '#') return read_number(raw, at, context);
  if (is_alpha(raw[at + 1])) return read_name(raw, at, context);
  return {};
}

bool resolve_char_refs(std::string_view raw, CharRefContext context, std::string& out) {
  const size_t before = out.size();
  size_t at = 0;
  for (size_t amp = raw.find('&'); amp != raw.npos; amp = raw.find('&', at)) {
    out.append(raw, at, amp - at);
    const CharRef ref = read_char_ref(raw, amp, context);
    if (ref.unknown) {
      out.resize(before);
      return false;
    }
    append_code_point(out, ref.value);
    at = amp + ref.length;
  }
  out.append(raw, at);
  return true;
}

}  // namespace winnow
