#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/ascii.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace winnow {

// What up to 64 characters of a text (bytes of UTF-8, or code points) are: a bit each, that of the
// first the lowest. Words are found and kinds counted with them in a few steps, without a guess of
// the processor's at each character.
struct CharMasks {
  static constexpr size_t kSize = 64;

  uint64_t letters = 0, capitals = 0, digits = 0;  // of ASCII
  uint64_t spaces = 0;                             // U+0020
  uint64_t beyond = 0;                             // not ASCII

  uint64_t alnums() const { return letters | digits; }
};

inline uint32_t number_of(uint64_t bits) { return static_cast<uint32_t>(std::popcount(bits)); }

// The same one character after the other, of any processor's.
template <class C>
CharMasks masks_of_each(std::basic_string_view<C> text) {
  CharMasks masks;
  for (size_t i = 0; i < std::min(text.size(), CharMasks::kSize); ++i) {
    const uint64_t bit = uint64_t{1} << i;
    const auto c = static_cast<std::make_unsigned_t<C>>(text[i]);
    const char ascii = c < 0x80 ? static_cast<char>(c) : '\0';
    if (is_alpha(ascii)) masks.letters |= bit;
    if (ascii >= 'A' && ascii <= 'Z') masks.capitals |= bit;
    if (is_digit(ascii)) masks.digits |= bit;
    if (ascii == ' ') masks.spaces |= bit;
    if (c >= 0x80) masks.beyond |= bit;
  }
  return masks;
}

#ifdef __SSE2__

namespace char_masks {

inline constexpr size_t kStep = 16;

inline __m128i load(const char* text) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
}
// What is beyond ASCII becomes 0x80 to 0xFF.
inline __m128i load(const char32_t* text) {
  const auto four = [text](int i) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 4 * i));
  };
  return _mm_packus_epi16(_mm_packs_epi32(four(0), four(1)), _mm_packs_epi32(four(2), four(3)));
}

inline __m128i between(__m128i v, char first, char last) {
  const __m128i from_first = _mm_sub_epi8(v, _mm_set1_epi8(first));
  const __m128i least = _mm_min_epu8(from_first, _mm_set1_epi8(static_cast<char>(last - first)));
  return _mm_cmpeq_epi8(least, from_first);
}

// Adds the bits of sixteen characters but for the first `without`, from bit `at` on.
[[gnu::always_inline]] inline void add(CharMasks& masks, __m128i v, size_t at, size_t without) {
  const auto bits = [=](__m128i which) {
    return uint64_t{static_cast<uint32_t>(_mm_movemask_epi8(which)) >> without} << at;
  };
  masks.letters |= bits(between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z'));
  masks.capitals |= bits(between(v, 'A', 'Z'));
  masks.digits |= bits(between(v, '0', '9'));
  masks.spaces |= bits(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
  masks.beyond |= bits(v);
}

}  // namespace char_masks

// Of those from `at` (< text.size()) on. Inline, so that no bits are made that are not asked for.
template <class C>
[[gnu::always_inline]] inline CharMasks masks_of(std::basic_string_view<C> text, size_t at) {
  using namespace char_masks;
  const size_t size = std::min(text.size() - at, CharMasks::kSize);
  const C* const from = text.data() + at;
  CharMasks masks;
  size_t i = 0;
  for (; i + kStep <= size; i += kStep) add(masks, load(from + i), i, 0);
  if (i == size) return masks;
  if (text.size() >= kStep) {  // the last sixteen of the text
    add(masks, load(from + size - kStep), i, i + kStep - size);
    return masks;
  }
  std::array<C, kStep> padded{};
  std::copy_n(from, size, padded.data());
  add(masks, load(padded.data()), 0, 0);
  return masks;
}

#else

template <class C>
CharMasks masks_of(std::basic_string_view<C> text, size_t at) {
  return masks_of_each(text.substr(at));
}

#endif

// The runs of ASCII letters and digits in a text, asked for from left to right.
class AlnumRuns {
 public:
  explicit AlnumRuns(std::string_view text) : text_(text) {}
  // How many there are in a row at `at` (< text.size()); of a long run only the first of them.
  [[gnu::always_inline]] size_t size_at(size_t at) {
    if (at - window_ >= CharMasks::kSize) look(at);
    const size_t begin = at - window_;
    const uint64_t behind = ~alnums_ >> begin;
    return behind == 0 ? CharMasks::kSize - begin : static_cast<size_t>(std::countr_zero(behind));
  }

 private:
  [[gnu::noinline]] void look(size_t at) { alnums_ = masks_of(text_, window_ = at).alnums(); }

  std::string_view text_;
  size_t window_ = 0 - CharMasks::kSize;  // where the mask begins
  uint64_t alnums_ = 0;
};

}  // namespace winnow
