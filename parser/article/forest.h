#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parser/article/signal_table.h"

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
};

// A forest made ready to score many rows at once. A signal matters only by how many of the forest's
// thresholds it exceeds, so each column of signals becomes one of bytes, and a tree's questions are
// answered for all rows of a batch by six comparisons of bytes (as CatBoost does).
class ForestScorer {
 public:
  // Takes a copy of all it needs. A signal may have at most 255 thresholds.
  explicit ForestScorer(const Forest& forest);

  // Log-odds per row that its block is content. The signals of `more`, of as many rows, are
  // numbered behind those of `signals`; it may be empty.
  std::vector<float> score(const SignalTable& signals, const SignalTable& more = {}) const;
  // The same without the processor's wider instructions: the same numbers on every machine.
  std::vector<float> score_plainly(const SignalTable& signals, const SignalTable& more = {}) const;

 private:
  friend struct ForestAvx2;
  struct Column {
    uint16_t signal;
    std::vector<float> thresholds;  // ascending
    uint8_t exceeded_by[2];         // how many 0 and 1 exceed
  };
  struct Question {
    uint16_t column;
    uint8_t above;  // answered yes if the byte is greater
  };
  struct Tree {
    Question questions[kForestDepth];
    std::array<uint8_t, 2 << kForestDepth> leaf_bytes;  // the low bytes of all, then the high ones
    bool fills;  // with this tree, sums of sixteen bits since the last such one may be full

    int leaf(size_t i) const {
      return static_cast<int16_t>(leaf_bytes[i] | leaf_bytes[(1 << kForestDepth) + i] << 8);
    }
  };

  void note_sums();
  // Where in the tables each column's signal stands.
  struct Source {
    const float* first;  // of the first tile
    size_t apart;        // from there to the next tile
    uint8_t bit;
  };
  std::vector<Source> sources(const SignalTable& signals, const SignalTable& more) const;

  std::vector<Column> columns_;
  std::vector<Tree> trees_;
  float scale_, base_;
};

}  // namespace winnow
