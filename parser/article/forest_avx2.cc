#include "parser/article/forest_avx2.h"

#include <algorithm>
#include <array>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#define WINNOW_AVX2 __attribute__((target("avx2"), always_inline)) static inline
#endif

namespace winnow {

#ifdef __x86_64__

namespace {

constexpr size_t kLanes = 32;  // rows that are scored together
using Bytes = std::array<uint8_t, kLanes>;

WINNOW_AVX2 __m256i load(const uint8_t* bytes) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
}
WINNOW_AVX2 void store(Bytes& bytes, __m256i value) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(bytes.data()), value);
}

constexpr size_t kTiles = kLanes / SignalTable::kTileRows;

// Thirty-two numbers, of -1 to 0 or of 0 to 255, as bytes in their order.
WINNOW_AVX2 __m256i packed(const __m256i (&numbers)[kTiles], bool is_signed) {
  const __m256i low = _mm256_packs_epi32(numbers[0], numbers[1]),
                high = _mm256_packs_epi32(numbers[2], numbers[3]);
  const __m256i bytes = is_signed ? _mm256_packs_epi16(low, high) : _mm256_packus_epi16(low, high);
  return _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

// How many of the thresholds each value of the tiles exceeds, less 128: AVX2 compares only signed
// bytes. `apart`: from a tile to the next.
WINNOW_AVX2 __m256i bytes_of(const float* first, size_t apart, size_t tiles,
                             std::span<const float> thresholds) {
  __m256 values[kTiles];
#pragma GCC unroll 4
  for (size_t part = 0; part < kTiles; ++part)
    values[part] = part < tiles ? _mm256_loadu_ps(first + part * apart) : _mm256_setzero_ps();
  __m256i counts[kTiles] = {};
  for (const float threshold : thresholds) {
    const __m256 limit = _mm256_set1_ps(threshold);
#pragma GCC unroll 4
    for (size_t part = 0; part < kTiles; ++part) {
      const __m256 more = _mm256_cmp_ps(values[part], limit, _CMP_GT_OQ);
      counts[part] = _mm256_sub_epi32(counts[part], _mm256_castps_si256(more));  // true is -1
    }
  }
  return _mm256_xor_si256(packed(counts, false), _mm256_set1_epi8(static_cast<char>(0x80)));
}

// The same of a signal that is one bit of the tiles' sets.
WINNOW_AVX2 __m256i bytes_of_bit(const float* first, size_t apart, size_t tiles, uint8_t bit,
                                 const uint8_t* exceeded_by) {
  const __m256i mask = _mm256_set1_epi32(static_cast<int>(uint32_t{1} << bit));
  __m256i set[kTiles];
#pragma GCC unroll 4
  for (size_t part = 0; part < kTiles; ++part) {
    const auto* sets = reinterpret_cast<const __m256i*>(first + part * apart);
    const __m256i v = part < tiles ? _mm256_loadu_si256(sets) : _mm256_setzero_si256();
    set[part] = _mm256_cmpeq_epi32(_mm256_and_si256(v, mask), mask);
  }
  const __m256i unset = _mm256_set1_epi8(static_cast<char>(exceeded_by[0] ^ 0x80)),
                is_set = _mm256_set1_epi8(static_cast<char>(exceeded_by[1] ^ 0x80));
  return _mm256_blendv_epi8(unset, is_set, packed(set, true));
}

// table[index] for thirty-two indices under 64.
WINNOW_AVX2 __m256i look_up(const uint8_t* table, __m256i index) {
  const auto part = [&](int i) __attribute__((target("avx2"), always_inline)) {
    const auto* sixteen = reinterpret_cast<const __m128i*>(table + 16 * i);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(sixteen)), index);
  };
  const __m256i bit4 = _mm256_slli_epi16(index, 3), bit5 = _mm256_slli_epi16(index, 2);
  return _mm256_blendv_epi8(_mm256_blendv_epi8(part(0), part(1), bit4),
                            _mm256_blendv_epi8(part(2), part(3), bit4), bit5);
}

// The sums of rows 0-7 and 16-23, and of 8-15 and 24-31: as bytes are unpacked.
struct Sums {
  __m256i wide[4];
};

WINNOW_AVX2 void add_to(Sums& sums, __m256i& first, __m256i& second) {
  const auto add = [&](int i, __m128i eight) __attribute__((target("avx2"), always_inline)) {
    sums.wide[i] = _mm256_add_epi32(sums.wide[i], _mm256_cvtepi16_epi32(eight));
  };
  add(0, _mm256_castsi256_si128(first));
  add(1, _mm256_castsi256_si128(second));
  add(2, _mm256_extracti128_si256(first, 1));
  add(3, _mm256_extracti128_si256(second, 1));
  first = second = _mm256_setzero_si256();
}

}  // namespace

struct ForestAvx2::Kernel {
  __attribute__((target("avx2"))) static Sums sum(const ForestScorer& forest,
                                                  std::span<const Bytes> bytes) {
    Sums sums{};
    __m256i first = _mm256_setzero_si256(), second = first;
    for (const ForestScorer::Tree& tree : forest.trees_) {
      __m256i leaf = _mm256_setzero_si256();
#pragma GCC unroll 6
      for (int level = 0; level < kForestDepth; ++level) {
        const auto [column, above] = tree.questions[level];
        const __m256i limit = _mm256_set1_epi8(static_cast<char>(above ^ 0x80));
        const __m256i yes = _mm256_cmpgt_epi8(load(bytes[column].data()), limit);
        leaf = _mm256_or_si256(
            leaf, _mm256_and_si256(yes, _mm256_set1_epi8(static_cast<char>(1 << level))));
      }
      const __m256i low = look_up(tree.leaf_bytes.data(), leaf),
                    high = look_up(tree.leaf_bytes.data() + 64, leaf);
      first = _mm256_add_epi16(first, _mm256_unpacklo_epi8(low, high));
      second = _mm256_add_epi16(second, _mm256_unpackhi_epi8(low, high));
      if (tree.fills) add_to(sums, first, second);
    }
    add_to(sums, first, second);
    return sums;
  }

  __attribute__((target("avx2"))) static std::vector<float> score(const ForestScorer& forest,
                                                                  const SignalTable& signals,
                                                                  const SignalTable& more) {
    constexpr size_t kTileRows = SignalTable::kTileRows;
    const size_t rows = signals.rows();
    if (rows == 0) return {};
    std::vector<float> scores(rows);
    const std::vector<ForestScorer::Source> from = forest.sources(signals, more);
    std::vector<Bytes> bytes(forest.columns_.size());
    for (size_t row = 0; row < rows; row += kLanes) {
      const size_t lanes = std::min(kLanes, rows - row);
      const size_t tile = row / kTileRows, tiles = std::min(kTiles, signals.tiles() - tile);
      for (size_t c = 0; c < bytes.size(); ++c) {
        const ForestScorer::Column& column = forest.columns_[c];
        const auto& [start, apart, bit] = from[c];
        const float* first = start + tile * apart;
        store(bytes[c], bit == SignalLayout::kNumber
                            ? bytes_of(first, apart, tiles, column.thresholds)
                            : bytes_of_bit(first, apart, tiles, bit, column.exceeded_by));
      }
      const Sums sums = sum(forest, bytes);
      std::array<int32_t, kLanes> of_rows;
      std::memcpy(of_rows.data(), sums.wide, sizeof of_rows);
      for (size_t i = 0; i < lanes; ++i)
        scores[row + i] = forest.base_ + forest.scale_ * static_cast<float>(of_rows[i]);
    }
    return scores;
  }
};

bool ForestAvx2::can_run() { return __builtin_cpu_supports("avx2"); }

std::vector<float> ForestAvx2::score(const ForestScorer& forest, const SignalTable& signals,
                                     const SignalTable& more) {
  return Kernel::score(forest, signals, more);
}

#else

bool ForestAvx2::can_run() { return false; }

std::vector<float> ForestAvx2::score(const ForestScorer& forest, const SignalTable& signals,
                                     const SignalTable& more) {
  return forest.score_plainly(signals, more);
}

#endif

}  // namespace winnow
