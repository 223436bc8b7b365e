#include "parser/article/forest.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <map>

#include "parser/article/forest_avx2.h"

namespace winnow {
namespace {

constexpr size_t kLanes = 16;  // rows that are scored together
using Bytes = uint8_t __attribute__((vector_size(kLanes)));
using Floats = float __attribute__((vector_size(16)));
using Counts = int32_t __attribute__((vector_size(16)));
constexpr size_t kFloats = sizeof(Floats) / sizeof(float);

// How many of the thresholds each value of a tile exceeds.
void count(const float* tile, std::span<const float> thresholds, uint8_t* counts) {
  for (size_t part = 0; part < SignalTable::kTileRows; part += kFloats) {
    Floats v;
    std::memcpy(&v, tile + part, sizeof v);
    Counts exceeded{};
    for (float threshold : thresholds) exceeded -= v > threshold;  // true is -1
    for (size_t i = 0; i < kFloats; ++i) counts[part + i] = static_cast<uint8_t>(exceeded[i]);
  }
}

}  // namespace

ForestScorer::ForestScorer(const Forest& forest) : scale_(forest.scale), base_(forest.base) {
  std::map<uint16_t, std::vector<float>> thresholds;
  for (const winnow::Tree& tree : forest.trees) {
    for (const winnow::Question& q : tree.questions) thresholds[q.signal].push_back(q.threshold);
  }
  std::map<uint16_t, uint16_t> column_of;
  for (auto& [signal, values] : thresholds) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    assert(values.size() <= UINT8_MAX);
    column_of[signal] = static_cast<uint16_t>(columns_.size());
    columns_.push_back({signal, values});
  }
  for (const winnow::Tree& tree : forest.trees) {
    Tree& made = trees_.emplace_back();
    for (size_t i = 0; i < std::size(tree.leaves); ++i) {
      made.leaves[i] = tree.leaves[i];
      made.leaf_bytes[i] = static_cast<uint8_t>(tree.leaves[i]);
      made.leaf_bytes[std::size(tree.leaves) + i] = static_cast<uint8_t>(tree.leaves[i] >> 8);
    }
    for (int level = 0; level < kForestDepth; ++level) {
      const winnow::Question& q = tree.questions[level];
      const uint16_t column = column_of[q.signal];
      const std::vector<float>& values = columns_[column].thresholds;
      const auto at = std::lower_bound(values.begin(), values.end(), q.threshold);
      made.questions[level] = {column, static_cast<uint8_t>(at - values.begin())};
    }
  }
  note_sums();
}

void ForestScorer::note_sums() {
  int sum = 0;
  for (size_t i = 0; i < trees_.size(); ++i) {
    const auto largest_of = [](const Tree& tree) {
      int largest = 0;
      for (const int leaf : tree.leaves) largest = std::max(largest, std::abs(leaf));
      return largest;
    };
    sum += largest_of(trees_[i]);
    const int next = i + 1 < trees_.size() ? largest_of(trees_[i + 1]) : INT16_MAX;
    trees_[i].fills = sum + next > INT16_MAX;
    if (trees_[i].fills) sum = 0;
  }
}

std::vector<float> ForestScorer::score(const SignalTable& signals, const SignalTable& more) const {
  return ForestAvx2::can_run() ? ForestAvx2::score(*this, signals, more)
                               : score_plainly(signals, more);
}

std::vector<float> ForestScorer::score_plainly(const SignalTable& signals,
                                               const SignalTable& more) const {
  constexpr size_t kTileRows = SignalTable::kTileRows;
  const size_t rows = signals.rows();
  std::vector<float> scores(rows);
  std::vector<Bytes> bytes(columns_.size());  // of sixteen rows
  for (size_t row = 0; row < rows; row += kLanes) {
    const size_t lanes = std::min(kLanes, rows - row);
    for (size_t c = 0; c < columns_.size(); ++c) {
      std::array<uint8_t, kLanes> counts{};
      for (size_t lane = 0; lane < lanes; lane += kTileRows)
        count(tile_of(columns_[c], (row + lane) / kTileRows, signals, more), columns_[c].thresholds,
              counts.data() + lane);
      std::memcpy(&bytes[c], counts.data(), sizeof bytes[c]);
    }
    std::array<int32_t, kLanes> sums{};
    for (const Tree& tree : trees_) {
      Bytes leaf{};
      for (int level = 0; level < kForestDepth; ++level) {
        const Question q = tree.questions[level];
        const auto above = reinterpret_cast<Bytes>(bytes[q.column] > q.above);  // 0 or 255
        const auto bit = static_cast<uint8_t>(1 << level);
        leaf |= above & bit;
      }
      for (size_t i = 0; i < kLanes; ++i) sums[i] += tree.leaves[leaf[i]];
    }
    for (size_t i = 0; i < lanes; ++i) {
      scores[row + i] = base_ + scale_ * static_cast<float>(sums[i]);
    }
  }
  return scores;
}

}  // namespace winnow
