#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/text/han_words.h"

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
class Segmenter {
 public:
  // Valid until the next call. The memory is kept for it.
  std::span<const Segment> words_of(std::u32string_view text);

 private:
  size_t window(size_t at);
  size_t one(size_t begin);
  size_t spaced(size_t begin);
  size_t run(size_t begin);
  bool divide_han(std::u32string_view run);
  void divide(std::u32string_view run);

  std::u32string_view text_;
  std::vector<Segment> words_;
  HanWords han_;
  std::u16string units_;  // a run in UTF-16
};

}  // namespace winnow
