#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "config/time.h"
#include "crawler/engine.h"
#include "storage/store.h"

namespace winnow {

// All that is told of a crawl to the outside, at one moment.
struct CrawlStatus {
  std::string state;   // running, paused, stopping; stopped: no daemon, the store was read
  std::string reason;  // why paused
  int64_t pid = 0;     // 0: no daemon
  Time now{}, started{};
  Engine::Stats engine;
  uint64_t max_connections = 0;
  uint64_t fetching = 0, extracting = 0, storing = 0;  // what each stage holds
  uint64_t urls = 0, last_sequence = 0, damaged_records = 0;
  std::vector<std::pair<std::string, uint64_t>> counters;  // of the store: since it was made
  uint64_t resident_bytes = 0;
  uint64_t disk_free_bytes = 0;
  std::chrono::microseconds engine_cpu{}, extract_cpu{}, store_cpu{};
};

// One JSON object; its members are described in crawler/README.md.
std::string status_json(const CrawlStatus& status);

// The same for a person, from the JSON, which may come from a daemon of another version: members
// that are missing are left out. Some twenty lines.
std::string status_text(const std::string& json);

// One line: what `systemctl status` shows, and the log once a minute.
std::string status_line(const CrawlStatus& status);

// Reads the store of a crawl that no daemon runs.
CrawlStatus stopped_status(const Store& store, Time now);

std::string format_time(Time time);  // 2026-01-31T23:59:59Z

}  // namespace winnow
