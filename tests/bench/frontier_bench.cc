// A frontier of a million known hosts, a hundred thousand of them ready: what choosing the next
// host costs, and what a waiting host takes in memory.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "crawler/frontier.h"

namespace {

size_t resident_bytes() {
  size_t total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

int main() {
  using namespace winnow;
  constexpr size_t kHosts = 1'000'000, kReady = 100'000, kTurns = 2'000'000;
  const Time now{Millis{1'700'000'000'000}};
  std::mt19937_64 random(1);
  Frontier frontier;
  const size_t before = resident_bytes();
  for (size_t i = 0; i < kHosts; ++i) {
    Host& host = frontier.get("www.host-" + std::to_string(i) + ".example");
    const auto wait = static_cast<int64_t>(random() % 86'400'000);
    frontier.schedule(host, i < kReady ? now - Millis{wait} : now + Millis{wait + 1});
  }
  const size_t bytes = resident_bytes() - before;

  const auto start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < kTurns; ++i) {  // each host that had its turn waits behind the others
    Host* host = frontier.pop_due(now);
    frontier.schedule(*host, now - Millis{static_cast<int64_t>(random() % 5'000)});
  }
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  std::printf("%zu hosts known, %zu ready: %.2f us a turn, %.0f bytes a host\n", kHosts, kReady,
              took.count() / kTurns, static_cast<double>(bytes) / kHosts);
}
