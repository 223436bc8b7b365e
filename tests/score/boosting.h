#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "parser/article/forest.h"

namespace winnow::score {

// Rows to learn from: signals, the share of content (0..1), and a weight.
struct TrainingSet {
  std::vector<std::vector<float>> signals;  // column by column
  std::vector<float> targets;
  std::vector<float> weights;

  size_t rows() const { return targets.size(); }
};

struct BoostingOptions {
  int forests = 2;  // grown apart, from other draws, and averaged
  int trees = 120;  // of each
  float rate = 0.16f;
  float smoothing = 25;         // added to each leaf's weight
  float signals_a_tree = 0.4f;  // share of the signals that each tree may ask of
  float rows_a_tree = 0.6f;
  uint64_t seed = 2;
  std::vector<bool>
      without;  // signals that no tree may ask of; shorter than the width: the rest may
};

struct TrainedForest {
  std::vector<Tree> trees;
  float scale = 0, base = 0;
  std::vector<double> gains;  // per signal

  Forest view() const { return {trees, scale, base}; }
};

// Gradient boosting of oblivious trees for logistic loss over histograms. The same input gives the
// same forest.
TrainedForest train(const TrainingSet& set, const BoostingOptions& options);

}  // namespace winnow::score
