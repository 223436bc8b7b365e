#pragma once
#include <algorithm>
#include <cstdint>

#include "config/time.h"

namespace winnow {

// `first` doubled `times` times, at most `cap`.
inline Millis doubled(Millis first, uint32_t times, Millis cap) {
  for (; times > 0 && first < cap && first > Millis{0}; --times) first *= 2;
  return std::min(first, cap);
}

}  // namespace winnow
