#pragma once
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "crawler/process.h"
#include "crawler/transport.h"
#include "storage/store.h"

namespace winnow {

// What the engine asks of the world. Each call only hands over; the answer comes later through the
// engine's on_...() on the engine's thread, never from inside the call.
//
// commit, load, recall and forget are answered in the order in which they were asked, and each sees
// exactly the commits asked before it: one queue, one thread that serves it. This is what keeps the
// RAM window of a host equal to the head of its queue on disk without any further bookkeeping.
struct EnginePorts {
  std::function<void(FetchRequest)> fetch;          // -> on_fetched
  std::function<void(ExtractJob)> extract;          // process() (crawler/process.h) -> on_extracted
  std::function<void(uint64_t id, Commit)> commit;  // -> on_committed
  std::function<void(std::string authority, size_t limit)> load;  // -> on_loaded
  std::function<void(uint64_t id, std::string href)> recall;      // Store::url() -> on_recalled
  // Store::forget() of the rule, if any, then Store::forget_more() -> on_forgotten
  std::function<void(std::optional<ForgetRule>)> forget;
};

// All that is needed to take up a host: Store::host() (none: unknown yet), robots(), pending().
struct HostLoaded {
  std::optional<HostRecord> host;
  std::array<RobotsRecord, 2> robots;
  Store::Window window;
};

// A rule was stored, or a part of what is forgotten deleted.
struct Forgotten {
  std::vector<ForgetRule> rules;  // new ones
  Forgetting part;
};

// A canonical URL to begin with, and what it is.
struct Seed {
  std::string url;
  FetchKind kind = FetchKind::kPage;
};

// What the crawl does next, and nothing else: no clock, no socket, no thread, no disk. Handlers
// record, pump(now) acts and says when it wants to be called again. So the same calls give the same
// crawl, and a test can run a month in seconds.
//
// A slot is held from take to settle (the commit's answer). max_connections slots bound open pages,
// memory and every queue behind them.
class Engine {
 public:
  Engine(const Config& config, EnginePorts ports);
  ~Engine();

  // Before restore(): each rule of the store.
  void remember(const ForgetRule& rule);

  // Before the first pump(): each host of the store. `clean`: Store::was_clean(); if not, every
  // host's first request waits one delay from `now`, since one may have been in flight at the
  // crash.
  void restore(const HostRecord& host, Time next_due, bool clean, Time now);

  // At start or while running. Marks the hosts as seeded, which is what scope goes by; a URL that
  // is known already is not fetched anew. For long seed files: call it with some thousands at a
  // time.
  void seed(const std::vector<Seed>& seeds, Time now);

  // At start or while running. No request for what it covers starts after this; what is under way
  // is thrown away. What is stored is deleted bit by bit, beside the crawl.
  void forget(const ForgetRule& rule);
  bool forgets(std::string_view href) const;  // canonical

  // Of a fetch that is about to connect to `address`, or to use an open connection to it: may it,
  // by the limits for addresses? If not, it ends with kAddressBusy and is asked again by itself.
  // Not to be called for a proxy's address.
  bool may_connect(uint64_t id, const boost::asio::ip::address& address, Time now);

  void on_fetched(FetchResponse response, Time now);
  void on_extracted(ExtractDone done, Time now);
  void on_committed(uint64_t id, Applied applied, Time now);
  void on_loaded(const std::string& authority, HostLoaded loaded, Time now);
  void on_recalled(uint64_t id, std::optional<UrlRecord> record, Time now);

  void on_forgotten(const Forgotten& forgotten);

  // Does all that is due. Returns when it wants to be called again at the latest; Time::max(): only
  // after the next on_...().
  Time pump(Time now);

  void pause(bool paused);  // no new fetches (disk nearly full); what is in flight ends
  void stop();              // as pause, for good
  bool drained() const;     // no slot held, no commit under way
  bool idle(
      Time now) const;  // drained, and nothing is due at `now`: what --exit-when-idle waits for

  struct Stats {
    uint64_t hosts = 0, hosts_ready = 0, slots_held = 0, queued = 0;
    uint64_t settled = 0;   // fetches ended since the start: the watchdog's proof of progress
    Time next_due{};        // Time::max(): nothing pending
    std::string next_host;  // whose turn comes then
  };
  Stats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace winnow
