#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace winnow {

// Numbers the different keys from 1 on, in the order in which they come, and counts each. Keeps its
// memory from one text to the next.
class Counts {
 public:
  struct Record {
    uint64_t key;
    uint32_t count;
  };

  Counts() { clear(0); }

  // For about `keys` different ones; what was counted before goes.
  void clear(size_t keys) {
    reserve(std::bit_ceil(2 * keys + 2));
    used_ = 1;
    records_[0] = {};
  }

  // Returns the key's number.
  uint32_t add(uint64_t key) {
    uint32_t* slot = find(key);
    if (*slot == 0) [[unlikely]]
      slot = enter(slot, key);
    ++records_[*slot].count;
    return *slot;
  }

  uint32_t count(uint64_t key) const {
    return records_[*const_cast<Counts*>(this)->find(key)].count;
  }
  // By number; that of 0 is 0.
  uint32_t operator[](uint32_t number) const { return records_[number].count; }
  size_t different() const { return used_ - 1; }
  // In the order of their numbers.
  std::span<const Record> all() const { return {records_.get() + 1, used_ - 1}; }

 private:
  void reserve(size_t slots) {
    slots_.assign(slots, 0);
    mask_ = slots - 1;
    shift_ = 64 - std::countr_zero(slots);
    const size_t most = slots / 2 + 2;  // that there are until there are more slots
    if (most <= room_) return;
    auto records = std::make_unique_for_overwrite<Record[]>(most);
    std::copy_n(records_.get(), used_, records.get());
    records_ = std::move(records);
    room_ = most;
  }

  uint32_t* find(uint64_t key) {
    size_t i = key * 0x9E3779B97F4A7C15 >> shift_;  // Fibonacci hashing
    while (slots_[i] != 0 && records_[slots_[i]].key != key) i = (i + 1) & mask_;
    return &slots_[i];
  }

  uint32_t* enter(uint32_t* slot, uint64_t key) {
    if (2 * used_ > slots_.size()) [[unlikely]]
      slot = grow(key);
    *slot = used_;
    records_[used_++] = {key, 0};
    return slot;
  }

  [[gnu::noinline]] uint32_t* grow(uint64_t key) {
    reserve(2 * slots_.size());
    for (uint32_t i = 1; i < used_; ++i) *find(records_[i].key) = i;
    return find(key);
  }

  std::vector<uint32_t> slots_;        // numbers, by the keys' hashes
  std::unique_ptr<Record[]> records_;  // by number
  size_t room_ = 0;                    // for so many
  uint32_t used_ = 0;
  size_t mask_ = 0;
  int shift_ = 0;
};

}  // namespace winnow
