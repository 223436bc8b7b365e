#pragma once
#include <cstdint>
#include <span>

namespace winnow {

// Boosted trees whose nodes of one level all ask the same question ("oblivious" trees): a row of
// signals answers kForestDepth questions, and the answers number the leaf. Written by the trainer.
inline constexpr int kForestDepth = 6;

struct Question {
  uint16_t signal;
  float threshold;  // answered yes if the signal is greater
};

struct Tree {
  Question questions[kForestDepth];
  int16_t leaves[1 << kForestDepth];
};

struct Forest {
  std::span<const Tree> trees;
  float scale = 1;  // of a leaf's value
  float base = 0;

  // Log-odds that the row's block is content.
  float score(std::span<const float> row) const {
    int32_t sum = 0;
    for (const Tree& tree : trees) {
      uint32_t leaf = 0;
      for (int level = 0; level < kForestDepth; ++level) {
        const Question& q = tree.questions[level];
        leaf |= static_cast<uint32_t>(row[q.signal] > q.threshold) << level;
      }
      sum += tree.leaves[leaf];
    }
    return base + scale * static_cast<float>(sum);
  }
};

}  // namespace winnow
