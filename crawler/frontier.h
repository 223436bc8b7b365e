#pragma once
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawler/address_clocks.h"
#include "crawler/host.h"

namespace winnow {

// Which host is next. Hosts with something to do stand in a heap by the time at which they are
// ready; choosing and rescheduling cost O(log n). Only a bounded number is warm; the others keep a
// name and three times. A host with nothing pending is forgotten. Host pointers hold until
// forget(). Hosts whose address is known stand in a heap of that address, and the addresses in one
// by the time at which they take a request: however many hosts share one, choosing costs the same.
class Frontier {
 public:
  explicit Frontier(const AddressLimits& limits = {}) : addresses_(limits) {}

  Host* find(std::string_view authority);
  Host& get(std::string_view authority);  // created cold and unscheduled if it is not there
  void forget(Host& host);                // it must not be pinned

  void schedule(Host& host, Time ready);  // Time::max(): takes it out of the heap
  Host* pop_due(Time now);                // the host that has been ready for longest, or nullptr
  Time next() const;                      // when the first host is ready; Time::max(): never

  void warm(Host& host, std::unique_ptr<WarmHost> state);
  void cool(Host& host);
  void touch(Host& host);  // it was used just now
  Host* least_recent();    // the warm host that was not used for longest, or nullptr

  AddressClocks& addresses() { return addresses_; }

  // Is there a scheduled host of which `is` says so?
  template <class Is>
  bool any_scheduled(const Is& is) const {
    for (const auto& [name, host] : hosts_) {
      if (host.heap_index != Host::kNotScheduled && is(host)) return true;
    }
    return false;
  }
  const Host* first() const;  // whose turn comes next, or nullptr
  size_t scheduled_count() const { return scheduled_; }
  size_t size() const { return hosts_.size(); }
  size_t warm_count() const { return recent_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };

  std::unordered_map<std::string, Host, Hash, std::equal_to<>> hosts_;
  ReadyHeap<Host> elsewhere_;  // hosts whose address is not known
  AddressClocks addresses_;
  size_t scheduled_ = 0;
  std::list<Host*> recent_;  // warm hosts, the least recently used first
};

}  // namespace winnow
