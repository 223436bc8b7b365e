#include "tests/score/boosting.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

namespace winnow::score {
namespace {

constexpr int kBins = 64;
constexpr size_t kThreads = 2;
constexpr int kLeaves = 1 << kForestDepth;

struct Sum {
  float gradient = 0, weight = 0;
};

// A signal's values as bins: bin b holds values <= edges[b] that bin b-1 does not.
struct Column {
  std::vector<float> edges;
  std::vector<uint8_t> bins;
};

Column make_column(const TrainingSet& set, size_t signal) {
  size_t rows = set.rows();
  std::vector<float> sample;
  size_t step = std::max<size_t>(1, rows / 50'000);
  for (size_t i = 0; i < rows; i += step) sample.push_back(set.signals[i * set.width + signal]);
  std::ranges::sort(sample);
  Column column;
  std::vector<float> distinct = sample;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() <= kBins) {
    for (size_t i = 0; i + 1 < distinct.size(); ++i) {
      column.edges.push_back((distinct[i] + distinct[i + 1]) / 2);
    }
  } else {
    for (int b = 1; b < kBins; ++b) {
      float edge = sample[sample.size() * static_cast<size_t>(b) / kBins];
      if (column.edges.empty() || edge > column.edges.back()) column.edges.push_back(edge);
    }
  }
  column.bins.resize(rows);
  for (size_t i = 0; i < rows; ++i) {
    float value = set.signals[i * set.width + signal];
    column.bins[i] = static_cast<uint8_t>(
        std::lower_bound(column.edges.begin(), column.edges.end(), value) - column.edges.begin());
  }
  return column;
}

class Trainer {
 public:
  Trainer(const TrainingSet& set, const BoostingOptions& options)
      : set_(set), options_(options), random_(options.seed) {
    for (size_t s = 0; s < set.width; ++s) columns_.push_back(make_column(set, s));
    double content = 0, all = 0;
    for (size_t i = 0; i < set.rows(); ++i) {
      content += set.targets[i] * set.weights[i];
      all += set.weights[i];
    }
    base_ = static_cast<float>(std::log((content + 1e-6) / (all - content + 1e-6)));
    gains_.assign(set.width, 0);
  }

  TrainedForest run() {
    for (int forest = 0; forest < options_.forests; ++forest) {
      scores_.assign(set_.rows(), base_);
      for (int t = 0; t < options_.trees; ++t) grow();
    }
    for (float& value : values_) value /= static_cast<float>(options_.forests);
    return pack();
  }

 private:
  struct Split {
    double gain = -1;
    size_t signal = 0;
    int bin = 0;
  };

  void grow() {
    choose_rows();
    size_t n = rows_.size();
    leaf_.assign(n, 0);
    std::vector<size_t> signals = choose_signals();
    std::vector<Split> splits;
    for (int level = 0; level < kForestDepth; ++level) {
      Split best;
      for (const Split& split : all_splits(signals, 1 << level)) {
        if (split.gain > best.gain) best = split;
      }
      const auto& bins = columns_[best.signal].bins;
      for (size_t k = 0; k < n; ++k) {
        if (bins[rows_[k]] > best.bin) leaf_[k] |= static_cast<uint8_t>(1 << level);
      }
      gains_[best.signal] += best.gain - last_gain_;
      last_gain_ = best.gain;
      splits.push_back(best);
    }
    last_gain_ = 0;
    add_tree(splits);
  }

  void choose_rows() {
    rows_.clear();
    gradients_.clear();
    std::uniform_real_distribution<float> coin(0, 1);
    for (size_t i = 0; i < set_.rows(); ++i) {
      if (set_.weights[i] <= 0 || coin(random_) > options_.rows_a_tree) continue;
      float p = 1 / (1 + std::exp(-scores_[i]));
      rows_.push_back(static_cast<uint32_t>(i));
      gradients_.push_back({(set_.targets[i] - p) * set_.weights[i],
                            std::max(p * (1 - p), 1e-3f) * set_.weights[i]});
    }
  }

  std::vector<size_t> choose_signals() {
    std::vector<size_t> signals;
    std::uniform_real_distribution<float> coin(0, 1);
    for (size_t s = 0; s < set_.width; ++s) {
      if (s < options_.without.size() && options_.without[s]) continue;
      if (!columns_[s].edges.empty() && coin(random_) < options_.signals_a_tree)
        signals.push_back(s);
    }
    return signals;
  }

  std::vector<Split> all_splits(const std::vector<size_t>& signals, int leaves) {
    std::vector<Split> splits(signals.size());
    auto work = [&](size_t from) {
      std::vector<Sum> histogram;
      for (size_t k = from; k < signals.size(); k += kThreads) {
        splits[k] = best_split(signals[k], leaves, histogram);
      }
    };
    std::vector<std::thread> threads;
    for (size_t t = 1; t < kThreads; ++t) threads.emplace_back(work, t);
    work(0);
    for (std::thread& t : threads) t.join();
    return splits;
  }

  Split best_split(size_t signal, int leaves, std::vector<Sum>& histogram) {
    const Column& column = columns_[signal];
    size_t bins = column.edges.size() + 1;
    histogram.assign(static_cast<size_t>(leaves) * kBins, {});
    for (size_t k = 0; k < rows_.size(); ++k) {
      Sum& sum = histogram[leaf_[k] * kBins + column.bins[rows_[k]]];
      sum.gradient += gradients_[k].gradient;
      sum.weight += gradients_[k].weight;
    }
    std::vector<double> gain(bins, 0);
    for (int leaf = 0; leaf < leaves; ++leaf) {
      const Sum* h = &histogram[static_cast<size_t>(leaf) * kBins];
      double g = 0, w = 0, left_g = 0, left_w = 0;
      for (size_t b = 0; b < bins; ++b) g += h[b].gradient, w += h[b].weight;
      for (size_t b = 0; b + 1 < bins; ++b) {
        left_g += h[b].gradient, left_w += h[b].weight;
        double right_g = g - left_g, right_w = w - left_w;
        gain[b] += left_g * left_g / (left_w + options_.smoothing) +
                   right_g * right_g / (right_w + options_.smoothing);
      }
    }
    Split best{-1, signal, 0};
    for (size_t b = 0; b + 1 < bins; ++b) {
      if (gain[b] > best.gain) best.gain = gain[b], best.bin = static_cast<int>(b);
    }
    return best;
  }

  void add_tree(const std::vector<Split>& splits) {
    std::vector<Sum> sums(kLeaves);
    for (size_t k = 0; k < rows_.size(); ++k) {
      sums[leaf_[k]].gradient += gradients_[k].gradient;
      sums[leaf_[k]].weight += gradients_[k].weight;
    }
    std::vector<float> values;
    for (const Sum& s : sums) {
      values.push_back(options_.rate * s.gradient / (s.weight + options_.smoothing));
    }
    for (size_t i = 0; i < set_.rows(); ++i) {
      int leaf = 0;
      for (int level = 0; level < kForestDepth; ++level) {
        const Split& s = splits[static_cast<size_t>(level)];
        leaf |= (columns_[s.signal].bins[i] > s.bin) << level;
      }
      scores_[i] += values[static_cast<size_t>(leaf)];
    }
    for (const Split& s : splits) {
      questions_.push_back(
          {static_cast<uint16_t>(s.signal), columns_[s.signal].edges[static_cast<size_t>(s.bin)]});
    }
    values_.insert(values_.end(), values.begin(), values.end());
  }

  TrainedForest pack() {
    float largest = 1e-6f;
    for (float v : values_) largest = std::max(largest, std::abs(v));
    TrainedForest forest;
    forest.scale = largest / 32'000;
    forest.base = base_;
    forest.gains = std::move(gains_);
    for (size_t t = 0; t * kLeaves < values_.size(); ++t) {
      Tree tree;
      std::copy_n(questions_.begin() + static_cast<ptrdiff_t>(t * kForestDepth), kForestDepth,
                  tree.questions);
      for (size_t leaf = 0; leaf < kLeaves; ++leaf) {
        tree.leaves[leaf] =
            static_cast<int16_t>(std::lround(values_[t * kLeaves + leaf] / forest.scale));
      }
      forest.trees.push_back(tree);
    }
    return forest;
  }

  const TrainingSet& set_;
  const BoostingOptions& options_;
  std::mt19937_64 random_;
  std::vector<Column> columns_;
  float base_ = 0;
  std::vector<float> scores_;
  std::vector<double> gains_;
  double last_gain_ = 0;
  std::vector<uint32_t> rows_;
  std::vector<Sum> gradients_;
  std::vector<uint8_t> leaf_;
  std::vector<Question> questions_;
  std::vector<float> values_;
};

}  // namespace

TrainedForest train(const TrainingSet& set, const BoostingOptions& options) {
  return Trainer(set, options).run();
}

}  // namespace winnow::score
