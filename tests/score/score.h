#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::score {

// Word tokens: runs of letters, digits and underscores, but each Han or kana character by itself.
std::vector<uint64_t> tokens_of(std::string_view text);  // their hashes

// Multisets of 4-token shingles compared; a text shorter than that is one shingle.
struct Overlap {
  uint32_t both = 0, only_output = 0, only_truth = 0;
  bool same = false;
};
Overlap compare(std::span<const uint64_t> truth, std::span<const uint64_t> output);

// Means over pages: a page with an empty output has no precision, one with an empty truth no
// recall. F1 is the harmonic mean of the two means.
class BodyScore {
 public:
  void add(const Overlap& overlap);
  double precision() const;
  double recall() const;
  double f1() const;
  double exact() const { return pages_ ? static_cast<double>(same_) / pages_ : 0; }
  int pages() const { return pages_; }

 private:
  double precision_ = 0, recall_ = 0;
  int precisions_ = 0, recalls_ = 0, pages_ = 0, same_ = 0;
};

// Snippets that must be in the output, and such that must not, pooled over pages.
struct SnippetScore {
  int found = 0, lost = 0, leaked = 0, kept_out = 0;
  int pages = 0;
  void add(std::span<const std::string> with, std::span<const std::string> without,
           std::string_view output);
  double precision() const;
  double recall() const;
  double f1() const;
};

// Share of `chrome` lines (trimmed, not empty) that are whole lines of the output; -1 if none.
double leaked_share(std::span<const std::string> chrome, std::string_view output);

// Runs of white space as one space, trimmed.
std::string squeezed(std::string_view text);

}  // namespace winnow::score
