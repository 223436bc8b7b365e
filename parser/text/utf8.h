#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "parser/text/char_masks.h"

namespace winnow {

// As next_code_point, of what is no ASCII.
char32_t next_beyond_ascii(std::string_view text, size_t& position);

// Whether a character of three bytes begins at `position` (< text.size()) whose second may be any:
// most Han characters, kana, wide punctuation.
inline bool is_plain_triple(std::string_view text, size_t position) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[position + i]); };
  return byte(0) > 0xE0 && byte(0) < 0xED && position + 2 < text.size() &&
         (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

// The code point at `position` (< text.size()), which is moved behind it. An ill-formed sequence
// gives U+FFFD, once a maximal subpart (Unicode 3.9, Encoding Standard 4.1). Every stage reads
// every character with it, hence inline.
inline char32_t next_code_point(std::string_view text, size_t& position) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[position + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return ++position, first;
  if (is_plain_triple(text, position)) {
    const char32_t c = (first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    return position += 3, c;
  }
  // Two bytes: Latin with marks, Greek, Cyrillic, Arabic.
  if (first > 0xC1 && first < 0xE0 && position + 1 < text.size() && (byte(1) & 0xC0) == 0x80) {
    const char32_t c = (first & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    return position += 2, c;
  }
  return next_beyond_ascii(text, position);
}

// How many characters of ASCII a text begins with.
inline size_t ascii_front(std::string_view text) {
  size_t i = 0;
#ifdef __SSE2__
  for (; i + 16 <= text.size(); i += 16) {
    const int beyond = _mm_movemask_epi8(char_masks::load(text.data() + i));
    if (beyond != 0)
      return i + static_cast<size_t>(std::countr_zero(static_cast<uint32_t>(beyond)));
  }
#endif
  for (uint64_t eight; i + 8 <= text.size(); i += 8) {
    std::memcpy(&eight, text.data() + i, 8);
    if (eight & 0x8080808080808080) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

// Appends a Unicode scalar value; anything else is appended as U+FFFD.
void append_code_point(std::string& out, char32_t c);

bool is_well_formed(std::string_view text);
std::string well_formed(std::string_view text);  // ill-formed sequences become U+FFFD

// White space of Unicode (White_Space), and what is as invisible in running text: U+200B, U+2060,
// U+FEFF.
inline bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  if (c <= 0x1680) return c == 0x85 || c == 0xA0 || c == 0x1680;
  if (c > 0x3000) return c == 0xFEFF;
  return (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x2060 || c == 0x3000;
}
inline bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7F; }
// Behind the words from `at` on whose characters are all `in_word`, with the single spaces between
// them.
template <class InWord>
size_t end_of_words(std::string_view text, size_t at, InWord in_word) {
  while (true) {
    while (at < text.size() && in_word(text[at])) ++at;
    if (at + 1 >= text.size() || text[at] != ' ' || !in_word(text[at + 1])) return at;
    ++at;
  }
}
// The same of visible ASCII, of which there is some at `at`, eight bytes at a time.
inline size_t end_of_visible_words(std::string_view text, size_t at) {
  constexpr uint64_t kOnes = 0x0101010101010101, kHigh = 0x80 * kOnes, kLow = 0x7F * kOnes;
  for (uint64_t eight; at + 8 <= text.size();) {
    std::memcpy(&eight, text.data() + at, 8);
    // By the high bit of each byte: what is beyond ASCII, DEL or a control character; spaces.
    const uint64_t ascii = eight & kLow;
    const uint64_t other = (eight | (ascii + kOnes) | ~(ascii + 0x60 * kOnes)) & kHigh;
    const uint64_t spaces = ~((ascii ^ 0x20 * kOnes) + kLow) & kHigh;
    if ((other | (spaces & spaces << 8)) != 0) break;
    at += text[at + 7] == ' ' ? 7 : 8;  // what stands behind a space is still to be seen
  }
  return end_of_words(text, at, is_visible_ascii);
}
bool is_han(char32_t c);  // ideographs, also 々 and 〇
bool is_kana(char32_t c);
bool is_word(char32_t c);  // a letter, digit or mark of any script

// Runs of space become one U+0020, none at the ends, ill-formed sequences U+FFFD; control
// characters go.
std::string collapse_space(std::string_view text);

// Whether collapse_space() would give the text as it stands.
bool is_collapsed(std::string_view text);

// How long a text is, in what readers count: each Han or kana character, and each run of other
// letters and digits.
size_t count_words(std::string_view text);

// The words of `text` in order, as count_words counts them: each Han or kana character, each run of
// other letters, digits and marks. Punctuation, symbols and space only part them.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  // The next word, as a view into the text; false at the end.
  bool next(std::string_view& word) {
    while (position_ < text_.size()) {
      if (position_ - window_ >= CharMasks::kSize) look();
      const uint64_t left = (words_ | beyond_) >> (position_ - window_);
      if (left == 0) {
        position_ = window_ + CharMasks::kSize;
        continue;
      }
      position_ += static_cast<size_t>(std::countr_zero(left));
      const size_t begin = position_ - window_;
      // Most words are of ASCII, have it on both sides and end within the window.
      const uint64_t behind = ~words_ >> begin;
      if (behind == 0 && begin > 0) {
        look();
        continue;
      }
      const size_t size = behind == 0 ? CharMasks::kSize : std::countr_zero(behind);
      if (behind == 0 || beyond_ >> (begin + size) & 1) return next_beyond(word);
      word = text_.substr(position_, size);
      position_ += size;
      return true;
    }
    return false;
  }

 private:
  void look() {
    const CharMasks masks = masks_of(text_, window_ = position_);
    words_ = masks.alnums();
    beyond_ = masks.beyond;
  }
  bool next_beyond(std::string_view& word);  // of any text

  std::string_view text_;
  size_t position_ = 0;
  size_t window_ = 0 - CharMasks::kSize;  // where those begin that the masks are of
  uint64_t words_ = 0, beyond_ = 0;       // ASCII letters and digits; what is beyond ASCII
};

}  // namespace winnow
