#include "crawler/frontier.h"

#include <cassert>

namespace winnow {

Host* Frontier::find(std::string_view authority) {
  const auto it = hosts_.find(authority);
  return it == hosts_.end() ? nullptr : &it->second;
}

Host& Frontier::get(std::string_view authority) {
  if (Host* host = find(authority)) return *host;
  const auto it = hosts_.try_emplace(std::string(authority)).first;
  it->second.authority = &it->first;
  return it->second;
}

void Frontier::forget(Host& host) {
  assert(!host.pinned());
  schedule(host, Time::max());
  if (host.warm) cool(host);
  hosts_.erase(hosts_.find(*host.authority));
}

void Frontier::schedule(Host& host, Time ready) {
  const bool in_heap = host.heap_index != Host::kNotScheduled;
  const Time before = host.ready;
  host.ready = ready;
  if (!in_heap && ready == Time::max()) return;
  if (!in_heap) {
    heap_.push_back(&host);
    sift_up(heap_.size() - 1, &host);
  } else if (ready == Time::max()) {
    const size_t hole = host.heap_index;
    host.heap_index = Host::kNotScheduled;
    Host* last = heap_.back();
    heap_.pop_back();
    if (last == &host) return;
    sift_up(hole, last);
    sift_down(last->heap_index, last);
  } else if (ready < before) {
    sift_up(host.heap_index, &host);
  } else {
    sift_down(host.heap_index, &host);
  }
}

Host* Frontier::pop_due(Time now) {
  if (heap_.empty() || heap_.front()->ready > now) return nullptr;
  Host* host = heap_.front();
  schedule(*host, Time::max());
  return host;
}

Time Frontier::next() const { return heap_.empty() ? Time::max() : heap_.front()->ready; }

void Frontier::place(size_t i, Host* host) {
  heap_[i] = host;
  host->heap_index = static_cast<uint32_t>(i);
}

void Frontier::sift_up(size_t i, Host* host) {
  for (; i > 0 && host->ready < heap_[(i - 1) / 2]->ready; i = (i - 1) / 2) {
    place(i, heap_[(i - 1) / 2]);
  }
  place(i, host);
}

void Frontier::sift_down(size_t i, Host* host) {
  while (true) {
    size_t child = 2 * i + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->ready < heap_[child]->ready) ++child;
    if (heap_[child]->ready >= host->ready) break;
    place(i, heap_[child]);
    i = child;
  }
  place(i, host);
}

void Frontier::warm(Host& host, std::unique_ptr<WarmHost> state) {
  assert(!host.warm);
  host.warm = std::move(state);
  host.warm->recent = recent_.insert(recent_.end(), &host);
}

void Frontier::cool(Host& host) {
  recent_.erase(host.warm->recent);
  host.warm.reset();
}

void Frontier::touch(Host& host) { recent_.splice(recent_.end(), recent_, host.warm->recent); }

Host* Frontier::least_recent() { return recent_.empty() ? nullptr : recent_.front(); }

}  // namespace winnow
