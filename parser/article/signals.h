#pragma once
#include <span>
#include <string>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/article/outline.h"

namespace winnow {

// What the labeller sees of each block: a row of numbers a block, of the same width for all.
struct SignalTable {
  size_t width = 0;
  std::vector<float> values;

  std::span<const float> row(size_t i) const { return {values.data() + i * width, width}; }
};

// The block itself, its place in the tree, its neighbours, the page. `cues[i]` are the bits of the
// chrome rules that block i meets.
SignalTable local_signals(const Dom& dom, const PageBlocks& page, const Outline& outline,
                          std::span<const uint32_t> cues);
std::vector<std::string> local_signal_names();

// What a first opinion on all blocks (`scores`, log-odds) says around each of them.
SignalTable context_signals(const PageBlocks& page, const Outline& outline,
                            std::span<const float> scores, const Dom& dom);
std::vector<std::string> context_signal_names();

}  // namespace winnow
