#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace winnow {

// Numbers the different keys from 1 on, in the order in which they come, and counts each. Keeps its
// memory from one text to the next.
class Counts {
 public:
  // For about `keys` different ones; what was counted before goes.
  void clear(size_t keys) {
    entries_.assign(std::bit_ceil(2 * keys + 2), Entry{});
    shift_ = 64 - std::countr_zero(entries_.size());
    counts_.assign(1, 0);
  }

  // Returns the key's number.
  uint32_t add(uint64_t key) {
    Entry* entry = find(key);
    if (entry->number == 0) [[unlikely]]
      entry = enter(entry, key);
    ++counts_[entry->number];
    return entry->number;
  }

  uint32_t count(uint64_t key) const {
    return counts_[const_cast<Counts*>(this)->find(key)->number];
  }
  // By number; that of 0 is 0.
  std::span<const uint32_t> all() const { return counts_; }
  size_t different() const { return counts_.size() - 1; }

 private:
  struct Entry {
    uint64_t key = 0;
    uint32_t number = 0;
  };

  Entry* find(uint64_t key) {
    const size_t mask = entries_.size() - 1;
    size_t i = key * 0x9E3779B97F4A7C15 >> shift_;  // Fibonacci hashing
    while (entries_[i].number != 0 && entries_[i].key != key) i = (i + 1) & mask;
    return &entries_[i];
  }

  [[gnu::noinline]] Entry* enter(Entry* entry, uint64_t key) {
    if (2 * counts_.size() > entries_.size()) {
      grow();
      entry = find(key);
    }
    *entry = {key, static_cast<uint32_t>(counts_.size())};
    counts_.push_back(0);
    return entry;
  }

  void grow() {
    const std::vector<Entry> old = std::exchange(entries_, std::vector<Entry>(2 * entries_.size()));
    --shift_;
    for (const Entry& entry : old)
      if (entry.number != 0) *find(entry.key) = entry;
  }

  std::vector<Entry> entries_ = std::vector<Entry>(2);
  std::vector<uint32_t> counts_ = std::vector<uint32_t>(1);
  int shift_ = 63;
};

}  // namespace winnow
