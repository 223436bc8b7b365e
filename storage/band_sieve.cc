#include "storage/band_sieve.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace winnow {
namespace {

constexpr size_t kFewestLines = 1024;
constexpr size_t kNumbersALine = 32;  // of 512 bits
constexpr int kBits = 7;

XXH128_hash_t hash_of(uint64_t number) { return XXH3_128bits(&number, sizeof number); }

size_t line_of(XXH128_hash_t hash, size_t lines) { return (hash.high64 >> 32) * lines >> 32; }

template <class Visit>
bool all_bits(XXH128_hash_t hash, Visit visit) {
  uint64_t bits = hash.low64;
  for (int i = 0; i < kBits; ++i, bits >>= 9)
    if (!visit(bits >> 6 & 7, uint64_t{1} << (bits & 63))) return false;
  return true;
}

}  // namespace

void BandSieve::grow() {
  const size_t lines = layers_.empty() ? kFewestLines : layers_.back().lines.size() * 2;
  full_ = bytes_ + lines * sizeof(Line) > most_bytes_;
  if (full_) return;
  layers_.push_back({std::vector<Line>(lines), lines * kNumbersALine});
  bytes_ += lines * sizeof(Line);
}

void BandSieve::add(uint64_t number) {
  if (full_ || (!layers_.empty() && may_have(number))) return;
  if (layers_.empty() || layers_.back().room == 0) grow();
  if (full_) return;
  Layer& layer = layers_.back();
  --layer.room;
  const XXH128_hash_t hash = hash_of(number);
  Line& line = layer.lines[line_of(hash, layer.lines.size())];
  all_bits(hash, [&](size_t word, uint64_t bit) { return line.words[word] |= bit; });
}

void BandSieve::prefetch(uint64_t number) const {
  if (full_) return;
  const XXH128_hash_t hash = hash_of(number);
  for (const Layer& layer : layers_)
    __builtin_prefetch(&layer.lines[line_of(hash, layer.lines.size())]);
}

bool BandSieve::may_have(uint64_t number) const {
  if (full_) return true;
  const XXH128_hash_t hash = hash_of(number);
  return std::ranges::any_of(layers_, [&](const Layer& layer) {
    const Line& line = layer.lines[line_of(hash, layer.lines.size())];
    return all_bits(hash, [&](size_t word, uint64_t bit) { return line.words[word] & bit; });
  });
}

}  // namespace winnow
