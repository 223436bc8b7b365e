#include "tests/score/boosting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace winnow::score {
namespace {

constexpr int kBins = 64;
constexpr size_t kThreads = 2;
constexpr size_t kLeaves = 1 << kForestDepth;

struct Sum {
  float gradient = 0, weight = 0;

  void operator+=(const Sum& other) { gradient += other.gradient, weight += other.weight; }
  void operator-=(const Sum& other) { gradient -= other.gradient, weight -= other.weight; }
};

// A signal's values as bins: bin b holds values <= edges[b] that bin b-1 does not.
struct Column {
  std::vector<float> edges;
  std::vector<uint8_t> bins;
  uint8_t usual = 0;  // the bin of most rows
};

Column make_column(const TrainingSet& set, size_t signal) {
  const std::vector<float>& values = set.signals[signal];
  const size_t rows = set.rows();
  std::vector<float> sample;
  size_t step = std::max<size_t>(1, rows / 50'000);
  for (size_t i = 0; i < rows; i += step) sample.push_back(values[i]);
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
  std::array<size_t, kBins> counts{};
  for (size_t i = 0; i < rows; ++i) {
    column.bins[i] = static_cast<uint8_t>(std::ranges::lower_bound(column.edges, values[i]) -
                                          column.edges.begin());
    ++counts[column.bins[i]];
  }
  column.usual = static_cast<uint8_t>(std::ranges::max_element(counts) - counts.begin());
  return column;
}

// Calls work(0), work(1)… at the same time.
template <class Work>
void in_threads(size_t count, Work&& work) {
  std::vector<std::thread> threads;
  for (size_t t = 1; t < count; ++t) threads.emplace_back(work, t);
  work(0);
  for (std::thread& t : threads) t.join();
}

// Numbers of [0, 1) at random (splitmix64): the same on every machine.
class Draws {
 public:
  explicit Draws(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u) {}
  float next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<float>((z ^ (z >> 31)) >> 40) * 0x1p-24f;
  }

 private:
  uint64_t state_;
};

// What all forests of one set share.
struct Binned {
  const TrainingSet& set;
  std::vector<Column> columns;
  float base = 0;

  explicit Binned(const TrainingSet& from) : set(from), columns(from.signals.size()) {
    in_threads(kThreads, [&](size_t first) {
      for (size_t s = first; s < columns.size(); s += kThreads) columns[s] = make_column(set, s);
    });
    double content = 0, all = 0;
    for (size_t i = 0; i < set.rows(); ++i) {
      content += set.targets[i] * set.weights[i];
      all += set.weights[i];
    }
    base = static_cast<float>(std::log((content + 1e-6) / (all - content + 1e-6)));
  }
};

// Grows one forest.
class Grower {
 public:
  Grower(const Binned& binned, const BoostingOptions& options, uint64_t seed)
      : set_(binned.set), options_(options), columns_(binned.columns), random_(seed) {
    gains.assign(columns_.size(), 0);
    scores_.assign(set_.rows(), binned.base);
  }

  void run() {
    for (int t = 0; t < options_.trees; ++t) grow();
  }

  std::vector<Question> questions;
  std::vector<float> values;
  std::vector<double> gains;  // per signal

 private:
  struct Split {
    double gain = -1;
    size_t signal = 0;
    int bin = 0;
  };
  struct Range {
    size_t begin = 0, end = 0;
    size_t size() const { return end - begin; }
  };
  // What one signal's values say in each leaf: sums by bin.
  struct Histogram {
    size_t signal = 0, bins = 0;
    std::vector<Sum> sums;
  };

  void grow() {
    choose_rows();
    choose_signals();
    leaves_.assign(1, {0, rows_.size()});
    add_totals();
    for (Histogram& h : histograms_) {
      std::fill_n(h.sums.begin(), h.bins, Sum());
      add_rows(h, 0);
    }
    std::vector<Split> splits;
    for (int level = 0; level < kForestDepth; ++level) {
      Split best;
      for (const Histogram& h : histograms_) {
        const Split split = best_split(h);
        if (split.gain > best.gain) best = split;
      }
      gains[best.signal] += best.gain - last_gain_;
      last_gain_ = best.gain;
      splits.push_back(best);
      part(best);
      if (level + 1 == kForestDepth) break;
      for (Histogram& h : histograms_) part(h);
    }
    last_gain_ = 0;
    add_tree(splits);
  }

  void choose_rows() {
    rows_.clear();
    for (size_t i = 0; i < set_.rows(); ++i) {
      if (random_.next() >= options_.rows_a_tree) continue;
      rows_.push_back({static_cast<uint32_t>(i), sum_of(i)});
    }
  }

  // What the row asks of its score.
  Sum sum_of(size_t row) const {
    const float p = 1 / (1 + std::exp(-scores_[row]));
    return {(set_.targets[row] - p) * set_.weights[row],
            std::max(p * (1 - p), 1e-3f) * set_.weights[row]};
  }

  void choose_signals() {
    size_t n = 0;
    for (size_t s = 0; s < columns_.size(); ++s) {
      if (s < options_.without.size() && options_.without[s]) continue;
      if (columns_[s].edges.empty() || random_.next() >= options_.signals_a_tree) continue;
      if (n == histograms_.size()) histograms_.emplace_back();
      Histogram& h = histograms_[n++];
      h.signal = s;
      h.bins = columns_[s].edges.size() + 1;
      h.sums.resize(h.bins * kLeaves / 2);
    }
    histograms_.resize(n);
  }

  // What is in the usual bin is what is in no other: most rows need not be looked at twice.
  void add_rows(Histogram& h, size_t leaf) {
    const uint8_t* bins = columns_[h.signal].bins.data();
    const uint8_t usual = columns_[h.signal].usual;
    Sum* sums = h.sums.data() + leaf * h.bins;
    for (size_t k = leaves_[leaf].begin; k < leaves_[leaf].end; ++k) {
      const Row& row = rows_[k];
      const uint8_t bin = bins[row.index];
      if (bin != usual) sums[bin] += row.sum;
    }
    Sum rest = totals_[leaf];
    for (size_t k = 0; k < h.bins; ++k) rest -= sums[k];
    sums[usual] = rest;
  }

  void add_totals() {
    totals_.assign(leaves_.size(), Sum());
    for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      for (size_t k = leaves_[leaf].begin; k < leaves_[leaf].end; ++k) {
        totals_[leaf] += rows_[k].sum;
      }
    }
  }

  // Divides the rows of each leaf; those that answer yes go to a leaf behind all of today's.
  void part(const Split& split) {
    const auto& bins = columns_[split.signal].bins;
    const size_t n = leaves_.size();
    for (size_t leaf = 0; leaf < n; ++leaf) {
      const Range all = leaves_[leaf];
      auto begin = rows_.begin() + static_cast<ptrdiff_t>(all.begin);
      auto end = rows_.begin() + static_cast<ptrdiff_t>(all.end);
      auto middle = std::stable_partition(begin, end,
                                          [&](const Row& r) { return bins[r.index] <= split.bin; });
      const auto at = static_cast<size_t>(middle - rows_.begin());
      leaves_[leaf] = {all.begin, at};
      leaves_.push_back({at, all.end});
    }
    add_totals();
  }

  // Makes the sums of the leaves that part() made: the smaller of two is counted, the other is what
  // is left.
  void part(Histogram& h) {
    const size_t n = leaves_.size() / 2;
    for (size_t leaf = 0; leaf < n; ++leaf) {
      Sum* no = h.sums.data() + leaf * h.bins;
      Sum* yes = h.sums.data() + (leaf + n) * h.bins;
      const bool fewer_yes = leaves_[leaf + n].size() < leaves_[leaf].size();
      Sum* fewer = fewer_yes ? yes : no;
      Sum* more = fewer_yes ? no : yes;
      if (!fewer_yes) std::copy_n(no, h.bins, yes);
      std::fill_n(fewer, h.bins, Sum());
      add_rows(h, fewer_yes ? leaf + n : leaf);
      for (size_t k = 0; k < h.bins; ++k) more[k] -= fewer[k];
    }
  }

  double gain_of(const Sum& s) const {
    return static_cast<double>(s.gradient * s.gradient / (s.weight + options_.smoothing));
  }

  Split best_split(const Histogram& h) const {
    std::vector<double> gain(h.bins, 0);
    for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      const Sum* sums = h.sums.data() + leaf * h.bins;
      Sum no, yes = totals_[leaf];
      for (size_t b = 0; b + 1 < h.bins; ++b) {
        no += sums[b];
        yes -= sums[b];
        gain[b] += gain_of(no) + gain_of(yes);
      }
    }
    Split best{-1, h.signal, 0};
    for (size_t b = 0; b + 1 < h.bins; ++b) {
      if (gain[b] > best.gain) best.gain = gain[b], best.bin = static_cast<int>(b);
    }
    return best;
  }

  void add_tree(const std::vector<Split>& splits) {
    leaf_of_.assign(set_.rows(), 0);
    for (size_t level = 0; level < kForestDepth; ++level) {
      const Split& s = splits[level];
      const uint8_t* bins = columns_[s.signal].bins.data();
      for (size_t i = 0; i < leaf_of_.size(); ++i) {
        leaf_of_[i] |= static_cast<uint8_t>((bins[i] > s.bin) << level);
      }
    }
    for (const Sum& s : totals_) {
      values.push_back(options_.rate * s.gradient / (s.weight + options_.smoothing));
    }
    const float* leaves = values.data() + values.size() - kLeaves;
    for (size_t i = 0; i < leaf_of_.size(); ++i) scores_[i] += leaves[leaf_of_[i]];
    for (const Split& s : splits) {
      questions.push_back(
          {static_cast<uint16_t>(s.signal), columns_[s.signal].edges[static_cast<size_t>(s.bin)]});
    }
  }

  struct Row {
    uint32_t index;
    Sum sum;
  };

  const TrainingSet& set_;
  const BoostingOptions& options_;
  const std::vector<Column>& columns_;
  Draws random_;
  std::vector<float> scores_;     // per row of the set
  std::vector<uint8_t> leaf_of_;  // per row, of the last tree
  double last_gain_ = 0;
  // Of the tree that grows:
  std::vector<Row> rows_;  // in the order of leaves_
  std::vector<Range> leaves_;
  std::vector<Sum> totals_;  // per leaf
  std::vector<Histogram> histograms_;
};

TrainedForest pack(const std::vector<Grower>& growers, float base) {
  const auto share = 1 / static_cast<float>(growers.size());
  float largest = 1e-6f;
  for (const Grower& g : growers) {
    for (float v : g.values) largest = std::max(largest, std::abs(v) * share);
  }
  TrainedForest forest;
  forest.scale = largest / 32'000;
  forest.base = base;
  forest.gains.assign(growers[0].gains.size(), 0);
  for (const Grower& g : growers) {
    for (size_t s = 0; s < g.gains.size(); ++s) forest.gains[s] += g.gains[s];
    for (size_t t = 0; t * kLeaves < g.values.size(); ++t) {
      Tree tree;
      std::copy_n(g.questions.begin() + static_cast<ptrdiff_t>(t * kForestDepth), kForestDepth,
                  tree.questions);
      for (size_t leaf = 0; leaf < kLeaves; ++leaf) {
        tree.leaves[leaf] =
            static_cast<int16_t>(std::lround(g.values[t * kLeaves + leaf] * share / forest.scale));
      }
      forest.trees.push_back(tree);
    }
  }
  return forest;
}

}  // namespace

TrainedForest train(const TrainingSet& set, const BoostingOptions& options) {
  const Binned binned(set);
  std::vector<Grower> growers;
  const auto forests = static_cast<size_t>(options.forests);
  for (size_t f = 0; f < forests; ++f) {
    growers.emplace_back(binned, options, options.seed * 1000 + f);
  }
  in_threads(forests, [&](size_t f) { growers[f].run(); });
  return pack(growers, binned.base);
}

}  // namespace winnow::score
