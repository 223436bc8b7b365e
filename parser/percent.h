#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

// The percent-encode sets of the URL Standard (1.3), for special schemes. A set says which bytes
// are written as %XX; bytes above 0x7E and C0 controls always are, an existing %XX never is.
enum class EncodeSet : uint8_t { kFragment = 1, kQuery = 2, kPath = 4 };

namespace percent_internal {
constexpr std::array<uint8_t, 256> make_sets() {
  std::array<uint8_t, 256> sets{};
  for (int c = 0; c < 256; ++c) sets[c] = c <= 0x20 || c > 0x7e ? 7 : 0;
  for (unsigned char c : std::string_view("\"<>")) sets[c] = 7;
  for (unsigned char c : std::string_view("#'")) sets[c] |= uint8_t(EncodeSet::kQuery);
  for (unsigned char c : std::string_view("#?^`{}")) sets[c] |= uint8_t(EncodeSet::kPath);
  sets['`'] |= uint8_t(EncodeSet::kFragment);
  return sets;
}
inline constexpr std::array<uint8_t, 256> kSets = make_sets();
}  // namespace percent_internal

constexpr bool is_in(unsigned char c, EncodeSet set) {
  return percent_internal::kSets[c] & static_cast<uint8_t>(set);
}

// Appends %XX, upper case.
void append_percent(std::string& out, unsigned char byte);

// Appends `text` with the bytes in the set percent-encoded. Bytes that are no UTF-8 are encoded as
// they are: what the URL's author sent is what its server gets back.
void append_encoded(std::string& out, std::string_view text, EncodeSet set);

// URL Standard 1.3 percent-decode: a % without two hexadecimal digits stays.
std::string percent_decode(std::string_view text);

// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace winnow
