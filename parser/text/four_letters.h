#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "parser/ascii.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace winnow {

// Finds any of a few runs of four ASCII letters, whatever their case, sixteen places at a time.
template <size_t N>
class FourLetters {
 public:
  // In lower case.
  constexpr explicit FourLetters(const std::array<std::string_view, N>& runs) : runs_(runs) {}

  // Whether one is in the text. Where the processor helps, a character that differs from a capital
  // in one bit alone passes for it ('[' for '{').
  bool in(std::string_view text) const {
    if (text.size() < 4) return false;
#ifdef __SSE2__
    const size_t starts = text.size() - 3;  // places where a run may begin
    if (starts < kStep) {
      std::array<char, kStep + 3> padded{};
      std::copy_n(text.data(), text.size(), padded.data());
      return begins_in_sixteen(padded.data());
    }
    for (size_t at = 0; at + kStep < starts; at += kStep)
      if (begins_in_sixteen(text.data() + at)) return true;
    return begins_in_sixteen(text.data() + starts - kStep);
#else
    for (size_t at = 0; at + 4 <= text.size(); ++at)
      for (const std::string_view run : runs_)
        if (starts_with_ignore_case(text.substr(at), run)) return true;
    return false;
#endif
  }

 private:
#ifdef __SSE2__
  static constexpr size_t kStep = 16;

  bool begins_in_sixteen(const char* text) const {
    const auto lower = [&](int i) {
      return _mm_or_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i)),
                          _mm_set1_epi8(0x20));
    };
    const __m128i first = lower(0), second = lower(1), third = lower(2), fourth = lower(3);
    __m128i any = _mm_setzero_si128();
    const auto same = [](__m128i letters, char c) {
      return _mm_cmpeq_epi8(letters, _mm_set1_epi8(c));
    };
    for (const std::string_view run : runs_) {
      const __m128i front = _mm_and_si128(same(first, run[0]), same(second, run[1]));
      const __m128i back = _mm_and_si128(same(third, run[2]), same(fourth, run[3]));
      any = _mm_or_si128(any, _mm_and_si128(front, back));
    }
    return _mm_movemask_epi8(any) != 0;
  }
#endif

  std::array<std::string_view, N> runs_;
};

}  // namespace winnow
