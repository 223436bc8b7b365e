#pragma once
#include <span>
#include <string_view>

#include "parser/extraction.h"
#include "parser/text/segmenter.h"

namespace winnow {

// Fills in what Quality says of words and of n-grams: stop words, entropy, top, duplicate and
// repeated n-grams. Of texts longer than 2^18 words or characters, of the first of them.
//
// Top n-grams are joined by spaces, duplicate ones by nothing, the former found by counting, the
// latter by going through the text and leaping over each one met before: as datatrove's
// gopher_repetition_filter.py has it; the paper (arXiv 2112.11446, A1.1) says only what is meant.
void add_repetition(std::span<const Segment> words, std::u32string_view text, Quality& quality);

}  // namespace winnow
