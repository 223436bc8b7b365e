#pragma once
#include <array>

#include "parser/ascii.h"

namespace winnow {

inline constexpr auto kFoldedAlnums = [] {
  std::array<char, 256> folded{};
  for (int c = 0; c < 128; ++c)
    if (is_alnum(static_cast<char>(c))) folded[c] = to_lower(static_cast<char>(c));
  return folded;
}();

// The character in lower case if it is an ASCII letter or digit; else NUL. By a table: every
// character of a page is asked.
inline char folded_alnum(char c) { return kFoldedAlnums[static_cast<unsigned char>(c)]; }

}  // namespace winnow
