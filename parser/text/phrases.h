#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace winnow {

// Finds phrases in a text whatever the case of its ASCII letters, by leaping from pair of
// characters to pair as far as no phrase can begin between (Wu and Manber, "A fast algorithm for
// multi-pattern searching", 1994). Phrases are lower-case ASCII of at least 10 characters.
template <size_t N>
class Phrases {
 public:
  constexpr explicit Phrases(const std::array<std::string_view, N>& phrases) : phrases_(phrases) {
    leaps_.fill(kWindow - 1);
    for (const std::string_view phrase : phrases_)
      for (size_t i = 1; i < kWindow; ++i) {
        uint8_t& leap = leaps_[pair(phrase[i - 1], phrase[i])];
        leap = std::min<uint8_t>(leap, kWindow - 1 - i);
      }
  }

  // A bit for each phrase that is in the text.
  constexpr uint32_t in(std::u32string_view text) const {
    uint32_t found = 0;
    for (size_t end = kWindow; end <= text.size();) {
      const size_t leap = leaps_[pair(text[end - 2], text[end - 1])];
      if (leap == 0)
        for (size_t i = 0; i < N; ++i)
          found |= uint32_t{begins_with(text.substr(end - kWindow), phrases_[i])} << i;
      end += std::max<size_t>(leap, 1);
    }
    return found;
  }

 private:
  static constexpr size_t kWindow = 10;

  static constexpr size_t pair(char32_t a, char32_t b) { return (a & 31) << 5 | (b & 31); }
  static constexpr bool begins_with(std::u32string_view text, std::string_view phrase) {
    const auto same = [](char32_t c, char p) {
      return (c >= 'A' && c <= 'Z' ? c | 32 : c) == static_cast<unsigned char>(p);
    };
    return text.size() >= phrase.size() &&
           std::equal(phrase.begin(), phrase.end(), text.begin(),
                      [&](char p, char32_t c) { return same(c, p); });
  }

  std::array<std::string_view, N> phrases_;
  std::array<uint8_t, 1 << 10> leaps_{};
};

}  // namespace winnow
