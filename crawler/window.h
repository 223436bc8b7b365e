#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "storage/store.h"

namespace winnow {

// The head of one host's queue, kept in RAM. Two lanes as on disk: timed entries by time, fresh
// ones by priority and arrival. Each lane holds the first entries of its queue and leaves out none
// of them; if it is not `complete`, more follow on disk. Entries come in by replace() and insert(),
// which see the store's answers in order (EnginePorts), so a lane is never more than the disk has.
class Window {
 public:
  explicit Window(size_t limit);  // entries a lane that are asked of the store

  // What the store answers. `taken` is the entry whose commit is still under way, hence still
  // there.
  void replace(Store::Window loaded, const std::optional<uint64_t>& taken_sequence);

  // An entry that the store has just queued. Dropped if it belongs behind what RAM holds.
  void insert(QueueEntry entry);

  // A timed entry of the store that is due earlier now.
  void advance(QueueEntry entry);

  const std::vector<QueueEntry>& timed() const { return timed_.entries; }
  const std::vector<QueueEntry>& fresh() const { return fresh_.entries; }
  QueueEntry take_timed(size_t index) { return take(timed_, index); }
  QueueEntry take_fresh(size_t index) { return take(fresh_, index); }

  // Few entries are left and the disk has more: load again.
  bool runs_low() const { return runs_low(timed_) || runs_low(fresh_); }
  // A lane is empty though the disk has more: nothing can be said before the load's answer.
  bool blind() const { return blind(timed_) || blind(fresh_); }
  bool empty() const { return timed_.entries.empty() && fresh_.entries.empty() && !blind(); }

 private:
  struct Lane {
    std::vector<QueueEntry> entries;
    bool complete = false;
  };

  bool runs_low(const Lane& lane) const {
    return !lane.complete && lane.entries.size() <= limit_ / 4;
  }
  static bool blind(const Lane& lane) { return !lane.complete && lane.entries.empty(); }
  void fill(Lane& lane, std::vector<QueueEntry> entries,
            const std::optional<uint64_t>& taken_sequence) const;
  static QueueEntry take(Lane& lane, size_t index);

  size_t limit_;
  Lane timed_, fresh_;
};

}  // namespace winnow
