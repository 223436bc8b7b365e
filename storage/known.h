#pragma once
#include <cstdint>
#include <vector>

namespace winnow {

// URLs lately seen to be known, by the XXH3-64 of their keys: answers most repeated links of a host
// without asking the database. Bounded: a newer hash takes an older one's slot. It may forget; that
// it takes a new URL for a known one has a chance of about 2^-45 a link.
class RecentlyKnown {
 public:
  bool contains(uint64_t hash) const { return slots_[hash & kMask] == hash; }
  void insert(uint64_t hash) { slots_[hash & kMask] = hash; }

 private:
  static constexpr uint64_t kSlots = 1 << 19, kMask = kSlots - 1;  // 4 MiB
  std::vector<uint64_t> slots_ = std::vector<uint64_t>(kSlots);
};

}  // namespace winnow
