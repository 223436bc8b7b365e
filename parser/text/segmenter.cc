#include "parser/text/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <string>

#include "parser/text/char_masks.h"
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
bool is_alnum(char32_t c) { return is_digit(c) || (c < 0x80 && is_letter(c)); }

bool joins(char32_t before, char32_t c, char32_t after) {
  if (c == '\'' || c == 0x2019) return is_letter(before) && is_letter(after);
  if (c == '.' || c == ',') return is_digit(before) && is_digit(after);
  return false;
}

// Whether a word of ASCII letters and digits is over before c, whatever is behind it.
bool ends_word(char32_t c) { return c < 0x80 && c != '\'' && c != '.' && c != ','; }

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
template <class C>
uint64_t hash_of(std::basic_string_view<C> word) {
  uint64_t hash = 0;
  for (const C c : word) hash = (hash + c + 1) * 0x9E3779B97F4A7C15;
  return hash;
}

// Of up to eight ASCII letters and digits: themselves, the first lowest.
constexpr size_t kPacked = 8;

uint64_t packed(std::u32string_view text, size_t begin, size_t size) {
#ifdef __SSE2__
  if (begin + kPacked <= text.size()) {
    const auto four = [&](size_t i) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + begin + i));
    };
    const __m128i shorts = _mm_packs_epi32(four(0), four(4));
    const auto eight = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_packus_epi16(shorts, shorts)));
    return eight & ~uint64_t{0} >> 8 * (kPacked - size);
  }
#endif
  uint64_t word = 0;
  for (size_t i = 0; i < size; ++i) word |= uint64_t{text[begin + i]} << 8 * i;
  return word;
}

uint64_t ascii_hash(std::u32string_view text, size_t begin, size_t size) {
  return size <= kPacked ? packed(text, begin, size) : hash_of(text.substr(begin, size));
}

}  // namespace

uint64_t segment_hash(std::u32string_view word) {
  const bool ascii = std::all_of(word.begin(), word.end(), [](char32_t c) { return is_alnum(c); });
  return ascii ? ascii_hash(word, 0, word.size()) : hash_of(word);
}

std::span<const Segment> Segmenter::words_of(std::u32string_view text) {
  text_ = text;
  words_.clear();
  for (size_t i = 0; i < text.size();) i = window(i);
  return words_;
}

// The words that begin in the window at `at`; returns where the next one is to be.
size_t Segmenter::window(size_t at) {
  constexpr size_t kSize = CharMasks::kSize;
  const CharMasks masks = masks_of(text_, at);
  const uint64_t words = masks.alnums();
  for (size_t i = 0; i < kSize;) {
    const uint64_t left = (words | masks.beyond) >> i;
    if (left == 0) break;
    i += static_cast<size_t>(std::countr_zero(left));
    const uint64_t behind = ~words >> i;
    if (behind == 0 && i > 0) return at + i;
    const auto size = static_cast<size_t>(std::countr_zero(behind));
    const size_t begin = at + i, end = begin + size;
    // A word of ASCII, unless it goes on behind what may stand within one.
    if (size > 0 && behind != 0 && (end == text_.size() || ends_word(text_[end]))) {
      const bool alphabetic = masks.letters >> i & ((uint64_t{1} << size) - 1);
      words_.push_back({ascii_hash(text_, begin, size), static_cast<uint32_t>(size), alphabetic});
      i += size;
      continue;
    }
    const size_t next = one(begin);
    if (next - at >= kSize) return next;
    i = next - at;
  }
  return at + kSize;
}

// Whatever is at `begin`: a word, a run for a dictionary, or nothing of the kind. Returns its end.
size_t Segmenter::one(size_t begin) {
  const char32_t c = text_[begin];
  if (c < 0x80) return spaced(begin);
  if (needs_dictionary(c)) return run(begin);
  return is_word(c) ? spaced(begin) : begin + 1;
}

// The word from `begin` on; returns its end.
size_t Segmenter::spaced(size_t begin) {
  bool alphabetic = false;
  size_t i = begin;
  for (; i < text_.size(); ++i) {
    const char32_t c = text_[i];
    if (c < 0x80 ? is_alnum(c) : is_word(c) && !needs_dictionary(c)) {
      alphabetic = alphabetic || is_letter(c);
    } else if (i == begin || i + 1 == text_.size() || !joins(text_[i - 1], c, text_[i + 1])) {
      break;
    }
  }
  words_.push_back(
      {segment_hash(text_.substr(begin, i - begin)), static_cast<uint32_t>(i - begin), alphabetic});
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
