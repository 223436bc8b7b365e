#include "storage/known_keys.h"

#include <sys/mman.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "storage/random_seed.h"

namespace winnow {
namespace {

constexpr size_t kPartBits = 10, kParts = 1 << kPartBits;
constexpr size_t kSlotBytes = 5, kBits = 8 * kSlotBytes;
constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;
constexpr uint32_t kFewestSlots = 1024;
constexpr uint32_t kRoom = 128;  // slots at the end of a part in which no value belongs by itself

uint32_t slots_within(uint64_t bytes) {
  constexpr uint64_t kMost = (uint64_t{1} << (64 - kBits)) - 1;  // place_of() multiplies by it
  return static_cast<uint32_t>(
      std::clamp<uint64_t>(bytes / kParts / kSlotBytes, kFewestSlots, kMost));
}

// Memory that is not there before it is written to. Without huge pages, of which each part would
// take a whole one.
uint8_t* reserve(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  madvise(memory, bytes, MADV_NOHUGEPAGE);
  return static_cast<uint8_t*>(memory);
}

size_t part_of(uint64_t hash) { return hash >> (64 - kPartBits); }

uint64_t value_of(uint64_t hash) {  // 0 is an empty slot
  return std::max<uint64_t>(hash >> (64 - kPartBits - kBits) & kMask, 1);
}

}  // namespace

// The slots of one part: values in rising order with gaps, none before its place_of(), and no gap
// between that and where it is.
class KnownKeys::Slots {
 public:
  Slots(uint8_t* memory, Part& part) : memory_(memory), part_(part) {}

  Part& part() { return part_; }
  uint64_t at(size_t slot) const {
    uint64_t value = 0;
    std::memcpy(&value, memory_ + slot * kSlotBytes, kSlotBytes);
    return value;
  }
  void put(size_t slot, uint64_t value) {
    std::memcpy(memory_ + slot * kSlotBytes, &value, kSlotBytes);
  }

  void prefetch(size_t slot) const { __builtin_prefetch(memory_ + slot * kSlotBytes); }

  size_t place_of(uint64_t value) const { return value * (part_.slots - kRoom) >> kBits; }

  // Where the value is or, in order, would be.
  size_t find(uint64_t value) const {
    size_t slot = place_of(value);
    while (slot < part_.slots && at(slot) != 0 && at(slot) < value) ++slot;
    return slot;
  }
  bool has(uint64_t value) const {
    const size_t slot = find(value);
    return slot < part_.slots && at(slot) == value;
  }

  // Adds a value that is not there: what is between its place and the next gap moves by one slot.
  // False: there is no gap.
  bool add(uint64_t value) {
    const size_t slot = find(value);
    size_t gap = slot;
    while (gap < part_.slots && at(gap) != 0) ++gap;
    if (gap >= part_.slots) return false;
    uint8_t* from = memory_ + slot * kSlotBytes;
    std::memmove(from + kSlotBytes, from, (gap - slot) * kSlotBytes);
    put(slot, value);
    ++part_.used;
    return true;
  }

  // Adds one in the place of a neighbour, if it has any.
  void displace(uint64_t value) {
    const size_t slot = find(value);
    if (slot < part_.slots && at(slot) != 0)
      put(slot, value);
    else if (slot > place_of(value))
      put(slot - 1, value);
  }

  std::vector<uint64_t> values() const {
    std::vector<uint64_t> all;
    all.reserve(part_.used);
    for (size_t slot = 0; slot < part_.slots; ++slot)
      if (const uint64_t value = at(slot)) all.push_back(value);
    return all;
  }

 private:
  uint8_t* memory_;
  Part& part_;
};

KnownKeys::KnownKeys(uint64_t most_bytes)
    : seed_(random_seed()),
      most_slots_(slots_within(most_bytes)),
      bytes_(kParts * most_slots_ * kSlotBytes),
      memory_(reserve(bytes_)),
      parts_(kParts, Part{std::min(kFewestSlots, most_slots_)}) {}

KnownKeys::~KnownKeys() { munmap(memory_, bytes_); }

KnownKeys::Slots KnownKeys::slots_of(size_t part) {
  return {memory_ + part * most_slots_ * kSlotBytes, parts_[part]};
}

uint64_t KnownKeys::hash(std::string_view key) const {
  return XXH3_64bits_withSeed(key.data(), key.size(), seed_);
}

void KnownKeys::prefetch(uint64_t hash) {
  Slots slots = slots_of(part_of(hash));
  slots.prefetch(slots.place_of(value_of(hash)));
}

KnownKeys::Answer KnownKeys::find(std::string_view key, uint64_t hash) {
  Slots slots = slots_of(part_of(hash));
  if (slots.has(value_of(hash))) return Answer::kKnown;
  const bool whole = !slots.part().full && (complete_ || key < read_up_to_);
  return whole ? Answer::kNew : Answer::kAskTheStore;
}

void KnownKeys::insert(uint64_t hash) {
  const size_t index = part_of(hash);
  const uint64_t value = value_of(hash);
  Slots slots = slots_of(index);
  Part& part = slots.part();
  if (slots.has(value)) return;
  if (part.full) return slots.displace(value);
  const uint64_t most = uint64_t{part.slots - kRoom} * 9 / 10;
  if (part.used < most && slots.add(value)) return;
  part.full = !grow(index);
  insert(hash);
}

// False: it may not grow, or could not hold its values in order.
bool KnownKeys::grow(size_t index) {
  Slots slots = slots_of(index);
  Part& part = slots.part();
  if (part.slots == most_slots_) return false;
  const std::vector<uint64_t> values = slots.values();
  for (size_t slot = 0; slot < part.slots; ++slot) slots.put(slot, 0);
  part.slots = std::min(most_slots_, part.slots + part.slots / 10);
  part.used = 0;
  size_t next = 0;
  for (const uint64_t value : values) {
    next = std::max(next, slots.place_of(value));
    if (next >= part.slots) return false;
    slots.put(next++, value);
    ++part.used;
  }
  return true;
}

}  // namespace winnow
