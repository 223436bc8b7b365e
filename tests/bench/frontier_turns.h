#pragma once
#include <cstdint>
#include <random>
#include <string>

#include "crawler/frontier.h"
#include "crawler/process_info.h"
#include "tests/bench/clocks.h"

namespace winnow {

inline constexpr size_t kKnownHosts = 1'000'000, kReadyHosts = 100'000;

struct FrontierCost {
  double turn_us = 0;  // of choosing the next host and putting it back, in CPU time
  double host_bytes = 0;
};

// A frontier of kKnownHosts, kReadyHosts of them ready.
inline FrontierCost frontier_cost() {
  constexpr size_t kTurns = 2'000'000;
  const Time now{Millis{1'700'000'000'000}};
  std::mt19937_64 random(1);
  Frontier frontier;
  const uint64_t before = resident_bytes();
  for (size_t i = 0; i < kKnownHosts; ++i) {
    Host& host = frontier.get("www.host-" + std::to_string(i) + ".example");
    const auto wait = static_cast<int64_t>(random() % 86'400'000);
    frontier.schedule(host, i < kReadyHosts ? now - Millis{wait} : now + Millis{wait + 1});
  }
  const uint64_t bytes = resident_bytes() - before;
  const double start = thread_cpu();
  for (size_t i = 0; i < kTurns; ++i) {  // each host that had its turn waits behind the others
    Host* host = frontier.pop_due(now);
    frontier.schedule(*host, now - Millis{static_cast<int64_t>(random() % 5'000)});
  }
  return {(thread_cpu() - start) / kTurns * 1e6,
          static_cast<double>(bytes) / static_cast<double>(kKnownHosts)};
}

}  // namespace winnow
