#include "crawler/link_memory.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <random>

namespace winnow {
namespace {

constexpr size_t kSlots = 1 << 16;

uint64_t random_seed() {
  std::random_device device;
  return uint64_t{device()} << 32 | device();
}

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
