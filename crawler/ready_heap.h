#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "config/time.h"

namespace winnow {

// Items by the time at which they are ready, the earliest first. An item knows its time (`ready`)
// and its place (`heap_index`), so that it moves or leaves in O(log n).
template <class Item>
class ReadyHeap {
 public:
  // Time::max() takes it out.
  void schedule(Item& item, Time ready) {
    const bool inside = item.heap_index != Item::kNotScheduled;
    const Time before = item.ready;
    item.ready = ready;
    if (!inside && ready == Time::max()) return;
    if (!inside) {
      items_.push_back(&item);
      sift_up(items_.size() - 1, &item);
    } else if (ready == Time::max()) {
      remove(item);
    } else if (ready < before) {
      sift_up(item.heap_index, &item);
    } else {
      sift_down(item.heap_index, &item);
    }
  }

  Item* first() const { return items_.empty() ? nullptr : items_.front(); }
  Time next() const { return items_.empty() ? Time::max() : items_.front()->ready; }
  size_t size() const { return items_.size(); }

 private:
  void remove(Item& item) {
    const size_t hole = item.heap_index;
    item.heap_index = Item::kNotScheduled;
    Item* last = items_.back();
    items_.pop_back();
    if (last == &item) return;
    sift_up(hole, last);
    sift_down(last->heap_index, last);
  }

  void place(size_t i, Item* item) {
    items_[i] = item;
    item->heap_index = static_cast<uint32_t>(i);
  }

  void sift_up(size_t i, Item* item) {
    for (; i > 0 && item->ready < items_[(i - 1) / 2]->ready; i = (i - 1) / 2) {
      place(i, items_[(i - 1) / 2]);
    }
    place(i, item);
  }

  void sift_down(size_t i, Item* item) {
    while (true) {
      size_t child = 2 * i + 1;
      if (child >= items_.size()) break;
      if (child + 1 < items_.size() && items_[child + 1]->ready < items_[child]->ready) ++child;
      if (items_[child]->ready >= item->ready) break;
      place(i, items_[child]);
      i = child;
    }
    place(i, item);
  }

  std::vector<Item*> items_;
};

}  // namespace winnow
