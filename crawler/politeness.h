#pragma once
#include <optional>

#include "config/config.h"
#include "crawler/outcome.h"
#include "storage/records.h"

namespace winnow {

// What the site and the operator ask of us for one host, beside [politeness].
struct HostPace {
  Millis delay{0};        // [[site]] delay, else [politeness] delay
  Millis crawl_delay{0};  // of robots.txt, any length; zero if it says none
};

// How one request of a host ended.
struct RequestEnd {
  Outcome outcome = Outcome::kNone;
  Millis latency{0};
  std::optional<Millis> retry_after;
};

// The clock of a host: when may it be asked again? All of a host's requests count, robots.txt too.
class Politeness {
 public:
  explicit Politeness(const PolitenessConfig& config) : config_(config) {}

  // The pause after a request of this host: the greatest of the configured delay, Crawl-delay, and
  // what the host's latency, errors and lack of new texts ask for (at most max_delay).
  Millis delay(const HostRecord& host, const HostPace& pace) const;

  // Records a request that ended at `now`: latency, errors in a row, circuit breaker, next_allowed.
  // The breaker opens after breaker_errors in a row; when its pause is over one request is let
  // through (half-open), and an error opens it again for twice as long. Retry-After, capped, moves
  // next_allowed further but never nearer.
  void settle(HostRecord& host, const HostPace& pace, const RequestEnd& end, Time now) const;

  // The earliest start of a request, whatever is queued.
  static Time earliest(const HostRecord& host);

 private:
  void record_error(HostRecord& host, Time now) const;

  const PolitenessConfig& config_;
};

}  // namespace winnow
