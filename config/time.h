#pragma once
#include <chrono>
#include <cstdint>

namespace winnow {

// A point of wall-clock time, milliseconds since the Unix epoch, UTC. Wall-clock because it is
// stored: a host's next allowed request must hold across restarts. Whoever needs "now" is given it.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

}  // namespace winnow
