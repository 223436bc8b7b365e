#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace winnow {

// A word as the quality signals count it: `hash` stands for its characters, `length` is their
// number.
struct Segment {
  uint64_t hash = 0;
  uint32_t length = 0;
  bool alphabetic = false;  // has a letter
};

uint64_t segment_hash(std::u32string_view word);

// The words of a text in order, without punctuation. In scripts that are written with spaces: runs
// of letters, digits and marks, also around an apostrophe, a comma or a full stop within (UAX #29,
// WB6, WB7, WB11, WB12). In Chinese, Japanese, Thai, Lao, Khmer and Burmese: ICU's dictionaries.
std::vector<Segment> segments_of(std::u32string_view text);

}  // namespace winnow
