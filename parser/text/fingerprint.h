#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "parser/extraction.h"

namespace winnow {

// The words of `text` (Words in parser/text/utf8.h), case-folded, parted by one space: what is left
// when layout, punctuation and case do not count.
std::string normalized_words(std::string_view text);

// XXH3-64 of a block's normalised words; of its bytes if it has no words ("* * *").
uint64_t block_hash(std::string_view text);

// Both for the blocks of a text, whose words are normalised only once.
class Fingerprinter {
 public:
  static constexpr size_t kShingleWords = 5, kRows = 8;
  static constexpr size_t kBins = kRows * std::tuple_size_v<decltype(Fingerprint::bands)>;

  Fingerprinter();
  uint64_t add(std::string_view block);  // its block_hash
  Fingerprint finish() const;            // of all blocks so far, as lines of one text

 private:
  void roll(uint64_t word);

  std::string words_;
  std::array<uint64_t, kBins> bins_;  // the least hash of those shingles that fell there
  std::array<uint64_t, kShingleWords> window_{};  // hashes of the last words
  uint64_t sum_ = 0, count_ = 0;                  // their polynomial; words so far
};

// `exact` is XXH3-128 of the normalised words. The bands are MinHash by one permutation (Li, Owen,
// Zhang 2012): every shingle of five words is hashed once, into one of 112 bins that keep their
// minimum; an empty bin borrows from another by optimal densification (Shrivastava 2017). Eight
// bins a band: two texts with Jaccard similarity s share a band with probability 1-(1-s^8)^14,
// one half at s = 0.69. Linear in the text; all zero if it has no words.
Fingerprint fingerprint_of(std::string_view text);

}  // namespace winnow
