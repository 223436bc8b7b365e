#pragma once
#include <chrono>
#include <ctime>

namespace winnow {

// Seconds.
inline double wall() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

inline double read_clock(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}
// Of all threads, LevelDB's too; of the calling one.
inline double cpu() { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }
inline double thread_cpu() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

}  // namespace winnow
