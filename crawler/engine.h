#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawler/transport.h"
#include "parser/extraction.h"
#include "storage/store.h"

namespace winnow {

// A fetched page on its way to a worker thread and back.
struct ExtractJob {
  uint64_t id = 0;
  FetchResponse response;
  Url url;
};

struct ExtractDone {
  uint64_t id = 0;
  uint64_t content_hash = 0;  // XXH3-64 of the body as fetched
  Extraction extraction;
};

// What the engine asks of the world. Each call only hands over; the answer comes later through the
// engine's on_...() on the engine's thread, never from inside the call.
struct EnginePorts {
  std::function<void(FetchRequest)> fetch;                        // -> on_fetched
  std::function<void(ExtractJob)> extract;                        // -> on_extracted
  std::function<void(uint64_t id, Commit)> commit;                // -> on_committed
  std::function<void(std::string authority, size_t limit)> load;  // -> on_loaded
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

  // Before the first pump(): each host of the store. `clean`: Store::was_clean(); if not, every
  // host's first request waits one delay from `now`, since one may have been in flight at the
  // crash.
  void restore(const HostRecord& host, Time next_due, bool clean, Time now);

  void seed(const std::vector<NewUrl>& urls, Time now);  // at start or while running

  void on_fetched(FetchResponse response, Time now);
  void on_extracted(ExtractDone done, Time now);
  void on_committed(uint64_t id, Applied applied, Time now);
  void on_loaded(const std::string& authority, Store::Window window, Time now);

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
    uint64_t settled = 0;  // fetches ended since the start: the watchdog's proof of progress
    Time next_due{};       // Time::max(): nothing pending
  };
  Stats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace winnow
