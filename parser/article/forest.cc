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

// The same of a signal that is one bit of the tile's sets.
void count_bits(const float* tile, uint8_t bit, const uint8_t* exceeded_by, uint8_t* counts) {
  for (size_t i = 0; i < SignalTable::kTileRows; ++i) {
    uint32_t set;
    std::memcpy(&set, tile + i, sizeof set);
    counts[i] = exceeded_by[set >> bit & 1];
  }
}

}  // namespace

ForestScorer::ForestScorer(const Forest& forest) : scale_(forest.scale), base_(forest.base) {
  std::map<uint16_t, std::vector<float>> thresholds;
  for (const winnow::Tree& tree : forest.trees) {
    for (const winnow::Question& q : tree.questions) thresholds[q.signal].push_back(q.threshold);
  }
  for (auto& [signal, values] : thresholds) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    assert(values.size() <= UINT8_MAX);
    const auto exceeded_by = [&values = values](float value) {
      const auto end = std::lower_bound(values.begin(), values.end(), value);
      return static_cast<uint8_t>(end - values.begin());
    };
    columns_.push_back({signal, values, {exceeded_by(0), exceeded_by(1)}});
  }
  // One after the other those of equally many thresholds: the processor foresees the next.
  std::stable_sort(columns_.begin(), columns_.end(), [](const Column& a, const Column& b) {
    return a.thresholds.size() < b.thresholds.size();
  });
  std::map<uint16_t, uint16_t> column_of;
  for (size_t c = 0; c < columns_.size(); ++c)
    column_of[columns_[c].signal] = static_cast<uint16_t>(c);
  for (const winnow::Tree& tree : forest.trees) {
    Tree& made = trees_.emplace_back();
    for (size_t i = 0; i < std::size(tree.leaves); ++i) {
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

std::vector<ForestScorer::Source> ForestScorer::sources(const SignalTable& signals,
                                                        const SignalTable& more) const {
  std::vector<Source> sources;
  sources.reserve(columns_.size());
  for (const Column& column : columns_) {
    const bool local = column.signal < signals.width();
    const SignalTable& table = local ? signals : more;
    const auto [at, bit] = table.place(local ? column.signal : column.signal - signals.width());
    sources.push_back({table.tile(0, at), table.columns() * SignalTable::kTileRows, bit});
  }
  return sources;
}

void ForestScorer::note_sums() {
  int sum = 0;
  for (size_t i = 0; i < trees_.size(); ++i) {
    const auto largest_of = [](const Tree& tree) {
      int largest = 0;
      for (size_t l = 0; l < 1 << kForestDepth; ++l)
        largest = std::max(largest, std::abs(tree.leaf(l)));
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
  if (rows == 0) return {};
  std::vector<float> scores(rows);
  const std::vector<Source> from = sources(signals, more);
  std::vector<Bytes> bytes(columns_.size());  // of sixteen rows
  for (size_t row = 0; row < rows; row += kLanes) {
    const size_t lanes = std::min(kLanes, rows - row);
    for (size_t c = 0; c < columns_.size(); ++c) {
      std::array<uint8_t, kLanes> counts{};
      for (size_t lane = 0; lane < lanes; lane += kTileRows) {
        const float* tile = from[c].first + (row + lane) / kTileRows * from[c].apart;
        if (from[c].bit == SignalLayout::kNumber)
          count(tile, columns_[c].thresholds, counts.data() + lane);
        else
          count_bits(tile, from[c].bit, columns_[c].exceeded_by, counts.data() + lane);
      }
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
      for (size_t i = 0; i < kLanes; ++i) sums[i] += tree.leaf(leaf[i]);
    }
    for (size_t i = 0; i < lanes; ++i) {
      scores[row + i] = base_ + scale_ * static_cast<float>(sums[i]);
    }
  }
  return scores;
}

}  // namespace winnow
