// What choosing the next host costs among a million known ones, a hundred thousand of them ready,
// and what a waiting host takes in memory.
#include <cstdio>

#include "tests/bench/frontier_turns.h"

int main() {
  const winnow::FrontierCost cost = winnow::frontier_cost();
  std::printf("%zu hosts known, %zu ready: %.2f us a turn, %.0f bytes a host\n",
              winnow::kKnownHosts, winnow::kReadyHosts, cost.turn_us, cost.host_bytes);
}
