#pragma once
#include <bit>
#include <cstddef>
#include <vector>

namespace winnow {

// Values by keys that are hashes already, for at most `keys` of them. Lives no longer than a page,
// so two things with one hash are one to it.
template <class Value>
class HashTable {
 public:
  explicit HashTable(size_t keys) : entries_(std::bit_ceil(2 * keys + 1)) {}

  // The key's value, which is a fresh one when it is asked for first.
  Value& operator[](size_t key) {
    const size_t mask = entries_.size() - 1;
    size_t i = key & mask;
    while (entries_[i].used && entries_[i].key != key) i = (i + 1) & mask;
    entries_[i].used = true;
    entries_[i].key = key;
    return entries_[i].value;
  }

 private:
  struct Entry {
    size_t key = 0;
    Value value{};
    bool used = false;
  };
  std::vector<Entry> entries_;
};

}  // namespace winnow
