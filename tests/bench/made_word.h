#pragma once
#include <cmath>
#include <cstdint>
#include <random>
#include <string>

#include "parser/text/utf8.h"

namespace winnow {

// A word of a vocabulary as unevenly used as in texts: rank r about as often as 1/r. Of Chinese a
// character, else with a space behind it.
inline std::string made_word(std::mt19937_64& random, bool chinese) {
  const double even = static_cast<double>(random() >> 11) * 0x1p-53;
  const auto rank = static_cast<uint32_t>(std::pow(chinese ? 3000 : 20000, even));
  if (!chinese) return "w" + std::to_string(rank * 7919) + " ";
  std::string out;
  append_code_point(out, 0x4E00 + rank);
  return out;
}

}  // namespace winnow
