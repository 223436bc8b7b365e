#include "parser/text/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace winnow {
namespace {

constexpr std::array<bool, 128> kAsciiWord = [] {
  std::array<bool, 128> table{};
  for (int c = '0'; c <= '9'; ++c) table[c] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = table[c + 32] = true;
  return table;
}();

bool is_ascii_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && kAsciiWord[byte];
}

// Beyond ASCII, what collapse_space() copies as it stands.
bool stays_collapsed(char32_t c) { return c >= 0xA0 && c != 0xFFFD && !is_space(c); }

// A script whose every character counts as a word, because it is written without spaces.
bool stands_alone(char32_t c) { return c >= 0x2E80 && (is_han(c) || is_kana(c)); }

}  // namespace

char32_t next_beyond_ascii(std::string_view text, size_t& position) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 c;
  U8_NEXT_OR_FFFD(bytes, position, text.size(), c);
  return static_cast<char32_t>(c);
}

void append_code_point(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (c & 0x3F));
}

bool is_well_formed(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  for (size_t i = 0; i < text.size();) {
    if (const size_t ascii = ascii_front(text.substr(i)); ascii > 0) {
      i += ascii;
      continue;
    }
    UChar32 c;
    U8_NEXT(bytes, i, text.size(), c);
    if (c < 0) return false;
  }
  return true;
}

std::string well_formed(std::string_view text) {
  if (is_well_formed(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) append_code_point(out, next_code_point(text, i));
  return out;
}

bool is_han(char32_t c) {
  if (c < 0x3400) return c == 0x3005 || c == 0x3007 || (c >= 0x2E80 && c <= 0x2FD5);
  return c <= 0x4DBF || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_kana(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x31F0 && c <= 0x31FF) ||
         (c >= 0xFF66 && c <= 0xFF9F);
}

bool is_word(char32_t c) {
  if (c < 0x80) return kAsciiWord[c];
  if (c >= 0xC0 && c <= 0x24F) return c != 0xD7 && c != 0xF7;  // Latin letters but for × and ÷
  // General punctuation, that of Chinese and Japanese, and the wide forms of ASCII's
  if (c >= 0x2000 && c <= 0x206F) return false;
  if (c >= 0x3000 && c <= 0x3020) return c >= 0x3005 && c <= 0x3007;
  if (c >= 0xFF01 && c <= 0xFF20) return c >= 0xFF10 && c <= 0xFF19;
  constexpr uint32_t kWord = U_GC_L_MASK | U_GC_ND_MASK | U_GC_NL_MASK | U_GC_M_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kWord) != 0;
}

bool is_collapsed(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (is_visible_ascii(text[i])) i = end_of_visible_words(text, i);
    if (i < text.size() && !stays_collapsed(next_code_point(text, i))) return false;
  }
  return true;
}

std::string collapse_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  const auto append = [&](std::string_view piece) {
    if (space && !out.empty()) out += ' ';
    space = false;
    out += piece;
  };
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    size_t end = i;
    char32_t c = 0;
    do {
      if (i < text.size() && is_visible_ascii(text[i])) i = end_of_visible_words(text, i);
      end = i;
    } while (i < text.size() && stays_collapsed(c = next_code_point(text, i)));
    if (end > begin) append(text.substr(begin, end - begin));
    if (end == text.size()) break;
    if (is_space(c)) {
      space = true;
      while (i < text.size() && is_space(text[i])) ++i;
    }
    if (c == 0xFFFD) append("\uFFFD");  // also of an ill-formed sequence
  }
  return out;
}

bool Words::next_beyond(std::string_view& word) {
  size_t begin = position_, end = position_;  // of a run of letters, empty so far
  while (position_ < text_.size()) {
    const size_t at = position_;
    while (position_ < text_.size() && is_ascii_word(text_[position_])) ++position_;
    if (position_ > at) {
      if (begin == end) begin = at;
      end = position_;
      continue;
    }
    const char32_t c = next_code_point(text_, position_);
    const bool alone = stands_alone(c);
    if (!alone && is_word(c)) {
      if (begin == end) begin = at;
      end = position_;
    } else if (begin != end) {
      if (alone) position_ = at;
      break;
    } else if (alone) {
      begin = at;
      end = position_;
      break;
    } else {
      begin = end = position_;
    }
  }
  word = text_.substr(begin, end - begin);
  return !word.empty();
}

size_t count_words(std::string_view text) {
  size_t count = 0, at = 0;
  for (uint64_t in_word = 0; at < text.size(); at += CharMasks::kSize) {  // as far as it is ASCII
    const CharMasks masks = masks_of(text, at);
    if (masks.beyond != 0) break;
    const uint64_t words = masks.alnums();
    count += number_of(words & ~(words << 1 | in_word));
    in_word = words >> (CharMasks::kSize - 1);
  }
  if (at >= text.size()) return count;
  count = 0;
  Words words(text);
  for (std::string_view word; words.next(word);) ++count;
  return count;
}

}  // namespace winnow
