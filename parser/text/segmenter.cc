#include "parser/text/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <array>
#include <memory>
#include <string>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

// Scripts whose words only a dictionary tells apart.
bool needs_dictionary(char32_t c) {
  if (c < 0x0E00) return false;
  if (c < 0x2E80)
    return c <= 0x0EFF || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
  return is_han(c) || is_kana(c) || c == 0x30FC;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  return is_han(c) || u_isalpha(static_cast<UChar32>(c));
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// What an ASCII character is to a word: 0 none of it, 1 a digit, 2 a letter.
constexpr std::array<uint8_t, 128> kAsciiPart = [] {
  std::array<uint8_t, 128> part{};
  for (int c = '0'; c <= '9'; ++c) part[c] = 1;
  for (int c = 'A'; c <= 'Z'; ++c) part[c] = part[c + 32] = 2;
  return part;
}();

uint8_t ascii_part(char32_t c) { return c < 0x80 ? kAsciiPart[c] : 0; }

bool joins(char32_t before, char32_t c, char32_t after) {
  if (c == '\'' || c == 0x2019) return is_letter(before) && is_letter(after);
  if (c == '.' || c == ',') return is_digit(before) && is_digit(after);
  return false;
}

struct CloseIterator {
  void operator()(UBreakIterator* it) const { ubrk_close(it); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

Iterator open_iterator() {
  UErrorCode error = U_ZERO_ERROR;
  Iterator it(ubrk_open(UBRK_WORD, "root", nullptr, 0, &error));
  return U_SUCCESS(error) ? std::move(it) : nullptr;
}

// A polynomial of the characters (Karp and Rabin).
uint64_t add_to_hash(uint64_t hash, char32_t c) { return (hash + c + 1) * 0x9E3779B97F4A7C15; }

template <class C>
uint64_t hash_of(std::basic_string_view<C> word) {
  uint64_t hash = 0;
  for (const C c : word) hash = add_to_hash(hash, c);
  return hash;
}

}  // namespace

uint64_t segment_hash(std::u32string_view word) { return hash_of(word); }

std::span<const Segment> Segmenter::words_of(std::u32string_view text) {
  text_ = text;
  words_.clear();
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text[i];
    if (c < 0x80)
      i = ascii_part(c) != 0 ? spaced(i) : i + 1;
    else if (needs_dictionary(c))
      i = run(i);
    else
      i = is_word(c) ? spaced(i) : i + 1;
  }
  return words_;
}

// The word from `begin` on; returns its end.
size_t Segmenter::spaced(size_t begin) {
  uint8_t parts = 0;
  uint64_t hash = 0;
  size_t i = begin;
  for (;; ++i) {
    for (uint8_t part; i < text_.size() && (part = ascii_part(text_[i])) != 0; ++i) {
      parts |= part;
      hash = add_to_hash(hash, text_[i]);
    }
    if (i == text_.size()) break;
    const char32_t c = text_[i];
    if (i == begin || i + 1 == text_.size() || !joins(text_[i - 1], c, text_[i + 1])) {
      if (c < 0x80 || !is_word(c) || needs_dictionary(c)) break;
      if (is_letter(c)) parts |= 2;
    }
    hash = add_to_hash(hash, c);
  }
  words_.push_back({hash, static_cast<uint32_t>(i - begin), (parts & 2) != 0});
  return i;
}

// The words from `begin` on as far as the dictionaries are needed; returns where that ends.
size_t Segmenter::run(size_t begin) {
  bool han = true;
  size_t end = begin;
  for (; end < text_.size() && needs_dictionary(text_[end]); ++end)
    han = han && HanWords::takes(text_[end]);
  const auto run = text_.substr(begin, end - begin);
  if (!han || !divide_han(run)) divide(run);
  return end;
}

bool Segmenter::divide_han(std::u32string_view run) {
  uint32_t begin = 0;
  for (const uint32_t end : han_.ends(run)) {
    words_.push_back({hash_of(run.substr(begin, end - begin)), end - begin, true});
    begin = end;
  }
  return begin > 0;
}

void Segmenter::divide(std::u32string_view run) {
  static thread_local const Iterator it = open_iterator();  // costs more to open than a page
  if (!it) return;
  units_.clear();
  for (const char32_t c : run) {
    if (c > 0xFFFF) units_ += static_cast<char16_t>(0xD7C0 + (c >> 10));
    units_ += static_cast<char16_t>(c > 0xFFFF ? 0xDC00 | (c & 0x3FF) : c);
  }
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(it.get(), units_.data(), static_cast<int32_t>(units_.size()), &error);
  int32_t begin = 0;
  for (int32_t end; (end = ubrk_next(it.get())) != UBRK_DONE; begin = end) {
    const auto word = std::u16string_view(units_).substr(begin, end - begin);
    uint32_t length = 0;
    for (const char16_t unit : word) length += (unit & 0xFC00) != 0xDC00;
    words_.push_back({hash_of(word), length, true});
  }
}

}  // namespace winnow
