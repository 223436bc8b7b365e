#pragma once
#include <boost/asio/ip/address.hpp>
#include <unordered_map>
#include <vector>

#include "crawler/host.h"
#include "crawler/ready_heap.h"

namespace winnow {

// [politeness] address_delay and address_connections; 0: no limit.
struct AddressLimits {
  Millis delay{0};
  uint32_t connections = 0;
};

// An IP address with the hosts that were last found there. A host is there by what its last
// connection saw; one that was not connected to yet belongs to none.
struct Address {
  static constexpr uint32_t kNotScheduled = UINT32_MAX;

  Time ready{Time::max()};  // when the first of its hosts may have its turn
  uint32_t heap_index = kNotScheduled;
  ReadyHeap<Host> hosts;  // those that have something to do
  uint32_t known = 0;     // hosts that are there
  uint32_t places = 0;    // taken: by hosts that have their turn, and by connections
  Time clear{};           // no request starts before
  Time planned{};         // one that was given to the network starts before this; others wait
};

// What one request has to do with addresses: libcurl may try several.
struct Visit {
  std::vector<Address*> entered;
  Address* refused = nullptr;
};

// The addresses' clocks. Which address a host has is known only when it is connected to, so there
// the rule is enforced, by enter(); the frontier's order by address only spares vain tries.
class AddressClocks {
 public:
  explicit AddressClocks(const AddressLimits& limits) : limits_(limits) {}

  // All wait for one delay from `now`: before the start a request may just have ended.
  void rest(Time now) { floor_ = now + limits_.delay; }

  void schedule(Host& host, Time ready);  // `host` has an address
  Host* pop_due();                        // of the address that is ready first; takes a place there
  Time next() const { return open_.next(); }
  Host* first() const { return open_.first() ? open_.first()->hosts.first() : nullptr; }
  bool is_clear(const Host& host, Time now) const;
  void plan(Host& host, Time now);  // its request starts as soon as the network gets to it

  // A request of `host` is about to connect, or to use an open connection. False: not now; nothing
  // may be sent. No request starts within the delay after another one to that address started or
  // ended, and at most `connections` are under way.
  bool enter(Host& host, Visit& visit, const boost::asio::ip::address& ip, Time now);
  void leave(Host& host, Visit& visit, Time now);  // the request ended
  void forget(Host& host);                         // it is in no heap

 private:
  Address& get(const boost::asio::ip::address& ip, Time now);
  void give_back(Host& host);
  void settle(Host& host, Address* address);  // the host is there from now on
  void rekey(Address& address);
  bool is_full(const Address& address) const {
    return limits_.connections > 0 && address.places >= limits_.connections;
  }

  AddressLimits limits_;
  Time floor_{};
  std::unordered_map<boost::asio::ip::address, Address> all_;
  size_t sweep_at_ = 1024;  // addresses, before those of no host are dropped
  ReadyHeap<Address> open_;
};

}  // namespace winnow
