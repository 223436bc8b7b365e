#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/article/outline.h"

namespace winnow {

// What the labeller sees of each block: a row of numbers a block, of the same width for all. Kept
// column by column, as it is read: the forests ask for one signal of many blocks.
class SignalTable {
 public:
  SignalTable() = default;
  // The values are to be written, each of them.
  SignalTable(size_t width, size_t rows)
      : width_(width),
        rows_(rows),
        values_(std::make_unique_for_overwrite<float[]>(width * rows)) {}

  size_t width() const { return width_; }
  size_t rows() const { return rows_; }
  const float* column(size_t signal) const { return values_.get() + signal * rows_; }
  float* column(size_t signal) { return values_.get() + signal * rows_; }

 private:
  size_t width_ = 0, rows_ = 0;
  std::unique_ptr<float[]> values_;
};

// The block itself, its place in the tree, its neighbours, the page. `cues[i]` are the bits of the
// chrome rules that block i meets, `teasers[i]` the group of teasers that it is in.
SignalTable local_signals(const Dom& dom, const PageBlocks& page, const Outline& outline,
                          std::span<const uint32_t> cues, std::span<const uint32_t> teasers);
std::vector<std::string> local_signal_names();

// What a first opinion on all blocks (`scores`, log-odds) says around each of them.
SignalTable context_signals(const PageBlocks& page, const Outline& outline,
                            std::span<const float> scores, const Dom& dom);
std::vector<std::string> context_signal_names();

}  // namespace winnow
