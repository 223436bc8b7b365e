#include "crawler/window.h"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace winnow {
namespace {

// The order of the queue on disk; one comparison serves both lanes, since fresh entries have no
// time and the priority of timed ones does not count.
bool before(const QueueEntry& a, const QueueEntry& b) {
  const auto key = [](const QueueEntry& e) {
    return std::tuple(e.due, e.due == Time{} ? e.priority : uint8_t{0}, e.sequence);
  };
  return key(a) < key(b);
}

}  // namespace

Window::Window(size_t limit) : limit_(std::max<size_t>(limit, 1)) {}

void Window::replace(Store::Window loaded, const std::optional<uint64_t>& taken_sequence) {
  fill(timed_, std::move(loaded.timed), taken_sequence);
  fill(fresh_, std::move(loaded.fresh), taken_sequence);
}

void Window::fill(Lane& lane, std::vector<QueueEntry> entries,
                  const std::optional<uint64_t>& taken_sequence) const {
  lane.complete = entries.size() < limit_;
  lane.entries = std::move(entries);
  if (taken_sequence) {
    std::erase_if(lane.entries, [&](const QueueEntry& e) { return e.sequence == *taken_sequence; });
  }
  assert(std::is_sorted(lane.entries.begin(), lane.entries.end(), before));
}

void Window::insert(QueueEntry entry) {
  Lane& lane = entry.due == Time{} ? fresh_ : timed_;
  const auto at = std::upper_bound(lane.entries.begin(), lane.entries.end(), entry, before);
  if (at == lane.entries.end() && !lane.complete) return;
  lane.entries.insert(at, std::move(entry));
  if (lane.entries.size() > 2 * limit_) {
    lane.entries.resize(limit_);
    lane.complete = false;
  }
}

void Window::advance(QueueEntry entry) {
  std::erase_if(timed_.entries,
                [&](const QueueEntry& each) { return each.sequence == entry.sequence; });
  insert(std::move(entry));
}

QueueEntry Window::take(Lane& lane, size_t index) {
  assert(index < lane.entries.size());
  const auto at = lane.entries.begin() + static_cast<ptrdiff_t>(index);
  QueueEntry entry = std::move(*at);
  lane.entries.erase(at);
  return entry;
}

}  // namespace winnow
