#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

// Keys that the store knows, of URLs or of texts, in memory: 40 bits of the hash of each, in a
// table of 1024 parts, so that a new one is taken for one of N known ones with a chance of N *
// 2^-50 (4e-8 at 50 million). 5.9 bytes a key; grows with them up to a limit, in steps of a tenth
// of a part.
//
// It starts empty. read_up_to() says how far the keys that were there before have been read in;
// before that point, and while its part is not full, what is not in the table is not known at all.
// A full part goes on as a cache: a new hash takes a neighbour's place.
class KnownKeys {
 public:
  enum class Answer { kKnown, kNew, kAskTheStore };

  // `most_bytes` of address space are reserved; memory is taken as the table grows.
  explicit KnownKeys(uint64_t most_bytes);
  ~KnownKeys();
  KnownKeys(const KnownKeys&) = delete;
  KnownKeys& operator=(const KnownKeys&) = delete;

  uint64_t hash(std::string_view key) const;  // seeded, so that nobody can make keys that collide
  void prefetch(uint64_t hash);               // what find() and insert() will look at
  Answer find(std::string_view key, uint64_t hash);
  void insert(uint64_t hash);

  bool complete() const { return complete_; }
  const std::string& read_up_to() const { return read_up_to_; }  // keys before it are in the table
  void read_up_to(std::string key) { read_up_to_ = std::move(key); }
  void set_complete() { complete_ = true; }

 private:
  struct Part {
    uint32_t slots = 0, used = 0;
    bool full = false;
  };
  class Slots;

  Slots slots_of(size_t part);
  bool grow(size_t part);

  const uint64_t seed_;
  const uint32_t most_slots_;  // of a part
  const size_t bytes_;
  uint8_t* const memory_;  // most_slots_ for each part
  std::vector<Part> parts_;
  bool complete_ = false;
  std::string read_up_to_;
};

}  // namespace winnow
