#include "crawler/link_memory.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "storage/random_seed.h"

namespace winnow {
namespace {

constexpr size_t kSlots = 1 << 16;

}  // namespace

LinkMemory::LinkMemory() : seed_(random_seed()), hashes_(kSlots) {}

uint64_t LinkMemory::hash(std::string_view href) const {
  return XXH3_64bits_withSeed(href.data(), href.size(), seed_);
}

bool LinkMemory::has(std::string_view href) const {
  const uint64_t h = hash(href);
  return hashes_[h % kSlots] == h;
}

void LinkMemory::add(std::string_view href) {
  const uint64_t h = hash(href);
  hashes_[h % kSlots] = h;
}

void LinkMemory::clear() { std::fill(hashes_.begin(), hashes_.end(), 0); }

}  // namespace winnow
