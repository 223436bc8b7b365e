#pragma once
#include <vector>

#include "parser/article/blocks.h"
#include "tests/score/pages.h"

namespace winnow::score {

// What the truth says of each block: the share of it that is content, and how much that matters
// (0: the truth says nothing of it).
struct Labels {
  std::vector<float> targets;
  std::vector<float> weights;
};

Labels label_blocks(const PageBlocks& page, const TruthPage& truth);

}  // namespace winnow::score
