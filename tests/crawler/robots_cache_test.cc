#include "crawler/robots_cache.h"

#include "parser/robots.h"
#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Gate = RobotsCache::Gate;
constexpr Time kNow{Millis{1'700'000'000'000}};

FetchResponse answer(Outcome outcome, std::string body = "") {
  FetchResponse response;
  response.outcome = outcome;
  response.body = std::move(body);
  return response;
}

struct Fixture {
  PolitenessConfig config;  // robots_max_age 24 h, robots_error_age 1 h
  RobotsCache cache;
  void settle(FetchResponse response, Time now = kNow) {
    cache.settle(std::move(response), config, now);
  }
  Gate gate(Time now) const { return cache.gate(config, now); }
};

TEST_CASE("robots.txt is asked for first, and again when it is a day old") {
  Fixture f;
  CHECK(f.gate(kNow) == Gate::kFetch);
  f.cache.wait();
  CHECK(f.gate(kNow) == Gate::kBlocked);
  CHECK(f.cache.blocked_until() == Time::max());
  f.settle(answer(Outcome::kOk, "User-agent: *\nDisallow: /x\nCrawl-delay: 7\nSitemap: http://s/"));
  CHECK(f.gate(kNow + 24h - 1ms) == Gate::kUse);
  CHECK(f.gate(kNow + 24h) == Gate::kFetch);
  CHECK_FALSE(f.cache.allows("/x", "winnow"));
  CHECK(f.cache.allows("/y", "winnow"));
  CHECK(f.cache.crawl_delay("winnow") == 7s);
  CHECK(f.cache.sitemaps("winnow") == std::vector<std::string>{"http://s/"});
}

TEST_CASE("4xx but 429 allows everything") {
  for (const Outcome outcome : {Outcome::kNotFound, Outcome::kGone, Outcome::kForbidden,
                                Outcome::kRedirect, Outcome::kRedirectLoop}) {
    Fixture f;
    f.settle(answer(outcome, "User-agent: *\nDisallow: /"));
    CHECK(f.gate(kNow + 1h) == Gate::kUse);
    CHECK(f.cache.allows("/x", "winnow"));
    CHECK(f.cache.record().state == RobotsRecord::State::kAbsent);
  }
}

TEST_CASE("what is unreachable disallows everything until it is asked again") {
  for (const Outcome outcome : {Outcome::kServerError, Outcome::kRateLimited, Outcome::kTimeout,
                                Outcome::kDnsFailed, Outcome::kHostDown}) {
    Fixture f;
    f.settle(answer(outcome));
    CHECK(f.gate(kNow + 59min) == Gate::kBlocked);
    CHECK(f.cache.blocked_until() == kNow + 1h);
    CHECK(f.gate(kNow + 1h) == Gate::kFetch);
  }
}

TEST_CASE("Retry-After of robots.txt is kept, up to its cap") {
  Fixture f;
  FetchResponse busy = answer(Outcome::kRateLimited);
  busy.retry_after = Millis{24h * 365};
  f.settle(busy);
  CHECK(f.cache.blocked_until() == kNow + 24h);
}

TEST_CASE("the last good copy serves a day longer than its age, asked again meanwhile") {
  Fixture f;
  f.settle(answer(Outcome::kOk, "User-agent: *\nDisallow: /x\n"));
  f.settle(answer(Outcome::kServerError), kNow + 24h);
  CHECK(f.gate(kNow + 24h + 1min) == Gate::kUse);
  CHECK_FALSE(f.cache.allows("/x", "winnow"));
  CHECK(f.gate(kNow + 25h) == Gate::kFetch);
  f.settle(answer(Outcome::kServerError), kNow + 48h);
  CHECK(f.gate(kNow + 48h + 1min) == Gate::kBlocked);
}

TEST_CASE("a record survives a restart; a shutdown changes nothing") {
  Fixture f;
  f.settle(answer(Outcome::kOk, "User-agent: *\nDisallow: /x\n"));
  RobotsCache other;
  other.load(f.cache.record());
  CHECK_FALSE(other.allows("/x", "winnow"));
  other.settle(answer(Outcome::kShutdown), f.config, kNow + 1h);
  CHECK(other.gate(f.config, kNow + 1h) == Gate::kUse);
}

TEST_CASE("500 KiB are kept") {
  Fixture f;
  f.settle(answer(Outcome::kOk, std::string(600 << 10, '#')));
  CHECK(f.cache.record().body.size() == 500 << 10);
}

}  // namespace
}  // namespace winnow
