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

struct Forest {
  std::span<const Question> questions;  // kForestDepth a tree
  std::span<const int16_t> leaves;      // 2^kForestDepth a tree
  float scale = 1;                      // of a leaf's value
  float base = 0;

  // Log-odds that the row's block is content.
  float score(std::span<const float> row) const {
    int32_t sum = 0;
    const Question* q = questions.data();
    const int16_t* leaf = leaves.data();
    for (size_t trees = questions.size() / kForestDepth; trees > 0; --trees) {
      uint32_t at = 0;
      for (int level = 0; level < kForestDepth; ++level, ++q) {
        at |= static_cast<uint32_t>(row[q->signal] > q->threshold) << level;
      }
      sum += leaf[at];
      leaf += 1 << kForestDepth;
    }
    return base + scale * static_cast<float>(sum);
  }
};

}  // namespace winnow
