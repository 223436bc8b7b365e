#include "crawler/politeness.h"

#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
constexpr Time kNow{Millis{1'700'000'000'000}};

TEST_CASE("the delay is the greatest of configured, Crawl-delay and latency's") {
  const PolitenessConfig config;  // 5 s, latency factor 5, at most 60 s
  const Politeness politeness(config);
  HostRecord host;
  CHECK(politeness.delay(host, {5s, 0s}) == 5s);
  CHECK(politeness.delay(host, {5s, 30s}) == 30s);
  CHECK(politeness.delay(host, {0s, 0s}) == 0s);  // a site's owner may say so
  host.latency_ms = 2000;
  CHECK(politeness.delay(host, {5s, 0s}) == 10s);
  CHECK(politeness.delay(host, {90s, 0s}) == 90s);
  host.latency_ms = 40'000;
  CHECK(politeness.delay(host, {5s, 0s}) == 60s);       // capped
  CHECK(politeness.delay(host, {5s, 8760h}) == 8760h);  // Crawl-delay is not
}

TEST_CASE("errors double the delay up to max_delay, a success ends that") {
  const PolitenessConfig config;
  const Politeness politeness(config);
  HostRecord host;
  const HostPace pace{5s, 0s};
  politeness.settle(host, pace, {Outcome::kTimeout, 0ms, {}}, kNow);
  CHECK(host.next_allowed == kNow + 10s);
  politeness.settle(host, pace, {Outcome::kServerError, 0ms, {}}, kNow);
  CHECK(host.next_allowed == kNow + 20s);
  host.errors_in_row = 1000;
  CHECK(politeness.delay(host, pace) == 60s);
  politeness.settle(host, pace, {Outcome::kNotFound, 0ms, {}}, kNow + 1h);
  CHECK(host.errors_in_row == 0);
  CHECK(host.next_allowed == kNow + 1h + 5s);
}

TEST_CASE("a host that brings no new texts is asked at most sixteen times more rarely") {
  PolitenessConfig config;
  config.max_delay = 10min;
  const Politeness politeness(config);
  HostRecord host;
  host.barren = HostRecord::kMaxBarren / 4 - 1;
  CHECK(politeness.delay(host, {5s, 0s}) == 5s);
  host.barren = HostRecord::kMaxBarren / 4;
  CHECK(politeness.delay(host, {5s, 0s}) == 10s);
  host.barren = HostRecord::kMaxBarren;
  CHECK(politeness.delay(host, {5s, 0s}) == 80s);
  CHECK(politeness.delay(host, {60s, 0s}) == 10min);  // max_delay
  CHECK(politeness.delay(host, {0s, 0s}) == 0s);
}

TEST_CASE("latency is smoothed") {
  const PolitenessConfig config;
  const Politeness politeness(config);
  HostRecord host;
  politeness.settle(host, {}, {Outcome::kOk, 400ms, {}}, kNow);
  CHECK(host.latency_ms == 400);
  politeness.settle(host, {}, {Outcome::kOk, 800ms, {}}, kNow);
  CHECK(host.latency_ms == 500);
}

TEST_CASE("Retry-After moves the clock further, never nearer, and is capped") {
  const PolitenessConfig config;  // max_retry_after 24 h
  const Politeness politeness(config);
  const HostPace pace{5s, 0s};
  HostRecord host;
  politeness.settle(host, pace, {Outcome::kRateLimited, 0ms, 2h}, kNow);
  CHECK(host.next_allowed == kNow + 2h);
  politeness.settle(host, pace, {Outcome::kOk, 0ms, 1s}, kNow);
  CHECK(host.next_allowed == kNow + 2h);
  politeness.settle(host, pace, {Outcome::kRateLimited, 0ms, Millis{87'600h}}, kNow);
  CHECK(host.next_allowed == kNow + 24h);
}

TEST_CASE("the breaker opens after errors in a row, lets one try through, and doubles") {
  const PolitenessConfig config;  // 5 errors, 1 h, at most 24 h
  const Politeness politeness(config);
  HostRecord host;
  for (int i = 0; i < 4; ++i) politeness.settle(host, {}, {Outcome::kTimeout, 0ms, {}}, kNow);
  CHECK(host.breaker_until == Time{});
  politeness.settle(host, {}, {Outcome::kTimeout, 0ms, {}}, kNow);
  CHECK(Politeness::earliest(host) == kNow + 1h);
  politeness.settle(host, {}, {Outcome::kTimeout, 0ms, {}}, kNow + 1h);  // the half-open try
  CHECK(Politeness::earliest(host) == kNow + 3h);
  for (int i = 0; i < 10; ++i) politeness.settle(host, {}, {Outcome::kTimeout, 0ms, {}}, kNow);
  CHECK(host.breaker_until == kNow + 24h);
  politeness.settle(host, {}, {Outcome::kOk, 0ms, {}}, kNow + 24h);
  CHECK(host.breaker_until == Time{});
  CHECK(host.breaker_opened == 0);
}

TEST_CASE("what we refuse is no error of the host; a shutdown says nothing of it") {
  const PolitenessConfig config;
  const Politeness politeness(config);
  HostRecord host;
  host.errors_in_row = 3;
  politeness.settle(host, {5s, 0s}, {Outcome::kShutdown, 9s, {}}, kNow);
  CHECK(host.errors_in_row == 3);
  CHECK(host.latency_ms == 0);
  CHECK(host.next_allowed > kNow);  // it may have been asked
  politeness.settle(host, {5s, 0s}, {Outcome::kTooLarge, 0ms, {}}, kNow);
  CHECK(host.errors_in_row == 0);
}

}  // namespace
}  // namespace winnow
