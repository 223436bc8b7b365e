#pragma once
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "config/time.h"

namespace winnow {

// How far one stage of the crawl has come: what it was given, and what it gave back. The limit is
// how long it may hold something without giving anything back.
struct StageProgress {
  std::string_view name;
  uint64_t asked = 0, answered = 0;
  Millis limit{0};
};

// Decides whether the service manager's watchdog is fed: only while every stage that holds work
// gets on with it. A stage with nothing to do is alive.
class Watchdog {
 public:
  using Clock = std::chrono::steady_clock;

  // The name of the first stage that is stalled at `now`, or "" if all are alive. Call it with the
  // same stages in the same order each time.
  std::string_view stalled(const std::vector<StageProgress>& stages, Clock::time_point now);

 private:
  struct Seen {
    uint64_t answered = 0;
    Clock::time_point since;  // when it last got on, or had nothing to do
  };
  std::vector<Seen> seen_;
};

}  // namespace winnow
