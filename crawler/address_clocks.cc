#include "crawler/address_clocks.h"

#include <algorithm>
#include <cassert>

namespace winnow {

void AddressClocks::schedule(Host& host, Time ready) {
  give_back(host);
  host.address->hosts.schedule(host, ready);
  rekey(*host.address);
}

Host* AddressClocks::pop_due() {
  Address& address = *open_.first();
  Host* host = address.hosts.first();
  address.hosts.schedule(*host, Time::max());
  host->placed = true;
  ++address.places;
  rekey(address);
  return host;
}

bool AddressClocks::is_clear(const Host& host, Time now) const {
  return host.address == nullptr || now >= std::max(host.address->clear, host.address->planned);
}

void AddressClocks::plan(Host& host, Time now) {
  if (host.address == nullptr) return;
  host.address->planned = now + limits_.delay;
  rekey(*host.address);
}

bool AddressClocks::enter(Host& host, Visit& visit, const boost::asio::ip::address& ip, Time now) {
  Address& address = get(ip, now);
  const auto& entered = visit.entered;
  if (std::find(entered.begin(), entered.end(), &address) != entered.end()) return true;
  const bool has_place = host.placed && host.address == &address;
  if (now < address.clear || (!has_place && is_full(address))) {
    visit.refused = &address;
    return false;
  }
  if (!has_place) ++address.places;
  address.clear = now + limits_.delay;
  visit.entered.push_back(&address);
  rekey(address);
  return true;
}

void AddressClocks::leave(Host& host, Visit& visit, Time now) {
  for (Address* address : visit.entered) {
    address->clear = now + limits_.delay;
    if (!host.placed || host.address != address) --address->places;
    rekey(*address);
  }
  give_back(host);
  Address* at = visit.entered.empty() ? visit.refused : visit.entered.back();
  if (at != nullptr) settle(host, at);
  visit = {};
}

void AddressClocks::forget(Host& host) {
  assert(host.heap_index == Host::kNotScheduled);
  give_back(host);
  settle(host, nullptr);
}

Address& AddressClocks::get(const boost::asio::ip::address& ip, Time now) {
  if (all_.size() >= sweep_at_) {
    std::erase_if(all_, [&](const auto& entry) {
      const Address& address = entry.second;
      return address.known == 0 && address.places == 0 && address.clear <= now;
    });
    sweep_at_ = std::max<size_t>(1024, 2 * all_.size());
  }
  const auto [it, is_new] = all_.try_emplace(ip);
  if (is_new) it->second.clear = floor_;
  return it->second;
}

void AddressClocks::give_back(Host& host) {
  if (!host.placed) return;
  host.placed = false;
  --host.address->places;
  rekey(*host.address);
}

void AddressClocks::settle(Host& host, Address* address) {
  if (host.address != nullptr) --host.address->known;
  if (address != nullptr) ++address->known;
  host.address = address;
}

void AddressClocks::rekey(Address& address) {
  const bool waits = address.hosts.size() == 0 || is_full(address);
  const Time ready = std::max({address.hosts.next(), address.clear, address.planned});
  open_.schedule(address, waits ? Time::max() : ready);
}

}  // namespace winnow
