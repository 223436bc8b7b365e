#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "crawler/robots_cache.h"
#include "crawler/window.h"
#include "parser/url.h"
#include "storage/records.h"

namespace winnow {

struct Address;
struct Host;

// A robots.txt to fetch. It is a request of the host that `target` names and obeys that host's
// clock; a redirect may have led away from the host that waits for it.
struct RobotsErrand {
  Host* origin = nullptr;
  bool https = false;  // which of the origin's two
  Url target;
  uint32_t hops = 0;
};

// What RAM holds of a host that is being worked on. All but the errands is on disk too.
struct WarmHost {
  explicit WarmHost(size_t window_limit) : window(window_limit) {}

  HostRecord record;
  std::array<RobotsCache, 2> robots;  // http, https
  Window window;
  std::list<Host*>::iterator recent;  // its place in the frontier's order of use

  size_t robots_bytes() const { return robots[0].bytes() + robots[1].bytes(); }
};

// A host as the frontier keeps it: some hundred bytes while it only waits.
struct Host {
  static constexpr uint32_t kNotScheduled = UINT32_MAX;

  const std::string* authority = nullptr;  // the frontier's key
  std::unique_ptr<WarmHost> warm;          // none: cold, to be loaded when its turn comes
  Time ready{Time::max()};                 // its place in the heap
  Time due{Time::max()};                   // while cold: when an entry is due, whatever the clock
  Time not_before{};                       // while cold: what the host's clock said
  uint32_t heap_index = kNotScheduled;
  Address* address =
      nullptr;          // where it was last connected to, if limits are kept (address_clocks.h)
  bool placed = false;  // it holds one of that address's places
  bool loading = false;
  bool busy = false;                                  // a request or its commit is under way
  std::optional<uint64_t> taken;                      // sequence of the entry that is under way
  std::unique_ptr<std::deque<RobotsErrand>> errands;  // robots.txt to fetch from this host
  uint32_t awaited = 0;  // errands elsewhere that are to come back to it

  bool has_errands() const { return errands && !errands->empty(); }
  bool pinned() const { return busy || loading || awaited > 0 || has_errands(); }
};

}  // namespace winnow
