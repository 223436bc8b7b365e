#include "crawler/politeness.h"

#include <algorithm>
#include <cmath>

#include "crawler/backoff.h"

namespace winnow {
namespace {

// Each so many of HostRecord::barren double the delay: four times at most.
constexpr uint32_t kBarrenStep = HostRecord::kMaxBarren / 4;

// An exponentially weighted mean that follows a change within some ten requests.
uint32_t smoothed(uint32_t mean, Millis sample) {
  const auto ms = static_cast<uint32_t>(std::clamp<int64_t>(sample.count(), 0, 3'600'000));
  return mean == 0 ? ms : static_cast<uint32_t>((uint64_t{mean} * 3 + ms) / 4);
}

}  // namespace

Millis Politeness::delay(const HostRecord& host, const HostPace& pace) const {
  const Millis cap = std::max(pace.delay, config_.max_delay);
  const Millis by_latency{std::llround(config_.latency_factor * host.latency_ms)};
  const Millis adaptive = std::min(cap, std::max(pace.delay, by_latency));
  const uint32_t times = host.errors_in_row + host.barren / kBarrenStep;
  return std::max(pace.crawl_delay, doubled(adaptive, times, cap));
}

void Politeness::settle(HostRecord& host, const HostPace& pace, const RequestEnd& end,
                        Time now) const {
  if (end.outcome != Outcome::kShutdown) {
    if (end.latency > Millis{0}) host.latency_ms = smoothed(host.latency_ms, end.latency);
    if (class_of(end.outcome) == OutcomeClass::kRetry) {
      record_error(host, now);
    } else {
      host.errors_in_row = host.breaker_opened = 0;
      host.breaker_until = Time{};
    }
  }
  host.next_allowed = std::max(host.next_allowed, now + delay(host, pace));
  if (end.retry_after) {
    host.next_allowed =
        std::max(host.next_allowed, now + std::min(*end.retry_after, config_.max_retry_after));
  }
}

void Politeness::record_error(HostRecord& host, Time now) const {
  host.errors_in_row = std::min(host.errors_in_row + 1, 1'000'000u);
  if (host.errors_in_row < config_.breaker_errors) return;
  host.breaker_until =
      now + doubled(config_.breaker_pause, host.breaker_opened, config_.max_breaker_pause);
  host.breaker_opened = std::min(host.breaker_opened + 1, 1'000'000u);
}

Time Politeness::earliest(const HostRecord& host) {
  return std::max(host.next_allowed, host.breaker_until);
}

}  // namespace winnow
