#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow {

// Tells apart the words of a run of Han as ICU's break iterator does (CjkBreakEngine: the division
// whose words have the least sum of costs in its dictionary, cjdict), without what it does for
// other scripts and for texts that are not normalised, at a fraction of the time.
class HanWords {
 public:
  static bool takes(char32_t c) {  // Han that NFKC leaves as they are
    return (c >= kFirst && c <= 0x4DBF) || (c >= 0x4E00 && c <= kLast);
  }
  // Where the words of the run end, in order; valid until the next call. Nothing if this ICU keeps
  // its dictionary otherwise. Every character must be taken.
  const std::vector<uint32_t>& ends(std::u32string_view run);

 private:
  static constexpr char32_t kFirst = 0x3400, kLast = 0x9FFF;
  struct Dictionary;

  std::vector<uint32_t> cost_,
      from_;  // of the cheapest division that ends there, and its last word
  std::vector<uint32_t> ends_;
};

}  // namespace winnow
