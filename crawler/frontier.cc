#include "crawler/frontier.h"

#include <algorithm>
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
  addresses_.forget(host);
  hosts_.erase(hosts_.find(*host.authority));
}

void Frontier::schedule(Host& host, Time ready) {
  const bool was = host.heap_index != Host::kNotScheduled;
  if (host.address != nullptr) {
    addresses_.schedule(host, ready);
  } else {
    elsewhere_.schedule(host, ready);
  }
  scheduled_ += (ready != Time::max() ? 1 : 0);
  scheduled_ -= (was ? 1 : 0);
}

Host* Frontier::pop_due(Time now) {
  if (next() > now) return nullptr;
  --scheduled_;
  if (addresses_.next() < elsewhere_.next()) return addresses_.pop_due();
  Host* host = elsewhere_.first();
  elsewhere_.schedule(*host, Time::max());
  return host;
}

Time Frontier::next() const { return std::min(elsewhere_.next(), addresses_.next()); }

const Host* Frontier::first() const {
  return addresses_.next() < elsewhere_.next() ? addresses_.first() : elsewhere_.first();
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
