#include "crawler/window.h"

#include "tests/catch.h"

namespace winnow {
namespace {

QueueEntry fresh(uint64_t sequence, uint8_t priority = 1) {
  QueueEntry entry;
  entry.priority = priority;
  entry.sequence = sequence;
  return entry;
}

QueueEntry timed(uint64_t sequence, int64_t due) {
  QueueEntry entry = fresh(sequence);
  entry.due = Time{Millis{due}};
  return entry;
}

std::vector<uint64_t> sequences(const std::vector<QueueEntry>& lane) {
  std::vector<uint64_t> all;
  for (const QueueEntry& entry : lane) all.push_back(entry.sequence);
  return all;
}

using Sequences = std::vector<uint64_t>;

TEST_CASE("an entry that is due earlier takes its new place, whether RAM had it or not") {
  Window window(3);
  window.replace({{}, {timed(1, 10), timed(2, 20), timed(3, 30)}}, {});
  window.advance(timed(3, 15));
  CHECK(sequences(window.timed()) == Sequences{1, 3, 2});
  window.advance(timed(9, 5));
  CHECK(sequences(window.timed()) == Sequences{9, 1, 3, 2});
  window.advance(timed(8, 40));  // behind what RAM holds
  CHECK(sequences(window.timed()) == Sequences{9, 1, 3, 2});
}

TEST_CASE("a window that was never filled knows nothing") {
  const Window window(4);
  CHECK(window.blind());
  CHECK(window.runs_low());
}

TEST_CASE("entries stand in the queue's order: by priority and arrival, or by time") {
  Window window(8);
  window.replace({{fresh(5, 0), fresh(2, 1)}, {timed(9, 100)}}, {});
  window.insert(fresh(7, 0));
  window.insert(fresh(1, 2));
  window.insert(timed(3, 50));
  CHECK(sequences(window.fresh()) == Sequences{5, 7, 2, 1});
  CHECK(sequences(window.timed()) == Sequences{3, 9});
  CHECK_FALSE(window.runs_low());  // the disk has no more
}

TEST_CASE("what belongs behind the last entry in RAM stays on disk") {
  Window window(2);
  window.replace({{fresh(1), fresh(2)}, {}}, {});
  window.insert(fresh(3));
  CHECK(sequences(window.fresh()) == Sequences{1, 2});
  window.insert(fresh(9, 0));
  CHECK(sequences(window.fresh()) == Sequences{9, 1, 2});
}

TEST_CASE("a window that grows too long drops its tail and remembers that there is more") {
  Window window(2);
  window.replace({{}, {}}, {});
  for (uint64_t i = 1; i <= 5; ++i) window.insert(fresh(i));
  CHECK(sequences(window.fresh()) == Sequences{1, 2});
  window.insert(fresh(6));
  CHECK(sequences(window.fresh()) == Sequences{1, 2});
  window.take_fresh(0);
  window.take_fresh(0);
  CHECK(window.blind());
}

TEST_CASE("the entry under way is left out of a reload, which is no sign of the end") {
  Window window(2);
  window.replace({{fresh(1), fresh(2)}, {}}, 1);
  CHECK(sequences(window.fresh()) == Sequences{2});
  window.insert(fresh(3));
  CHECK(sequences(window.fresh()) == Sequences{2});
}

}  // namespace
}  // namespace winnow
