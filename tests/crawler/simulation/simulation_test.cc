// The engine against a made-up web of ten tempers, a real store in memory and virtual time.
#include <cstdlib>
#include <iostream>

#include "tests/catch.h"
#include "tests/crawler/simulation/world.h"

namespace winnow::simulation {
namespace {

Config config() {
  Config config;
  config.scope.mode = ScopeMode::kAny;
  config.scope.max_depth = 1000;  // the home pages are a chain
  config.scope.max_pages_per_discovered_host = 100;
  config.scope.max_hosts_per_domain = 25;
  config.fetch.max_connections = 32;
  config.revisit.article = 24h;
  config.revisit.max = 24h * 8;
  return config;
}

// Another seed: WINNOW_SEED=N.
uint64_t seed_of_run() {
  const char* text = std::getenv("WINNOW_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20240601;
}

void check_rules(World& world) {
  CHECK(world.smallest_gap() >= config().politeness.delay);
  for (const std::string& fault : world.faults()) FAIL_CHECK(fault);
  for (const std::string& fault : world.store().check()) FAIL_CHECK("store: " + fault);
}

void check_end(World& world) {
  check_rules(world);
  for (const auto& [name, total] : world.store().counters()) {
    const std::string family = name.substr(0, name.find(':'));
    const bool listed = std::any_of(kCounters.begin(), kCounters.end(),
                                    [&](const CounterInfo& info) { return info.name == family; });
    if (!listed) FAIL_CHECK("not in crawler/counters.h: " << name);
  }
  size_t elsewhere = 0;
  world.store().scan_hosts([&](const HostRecord& host, Time) {
    return elsewhere += host.authority.ends_with("elsewhere.invalid"), true;
  });
  CHECK(elsewhere == config().scope.max_hosts_per_domain);
  size_t missing = 0;
  for (const std::string& href : world.web().expected()) {
    if (world.served(href) == 0 && ++missing <= 5) {
      const auto url = world.store().url(href);
      FAIL_CHECK("never fetched: " << href << (url ? " " : " unknown ")
                                   << name_of(static_cast<Outcome>(url ? url->outcome : 0)));
    }
  }
  CHECK(missing == 0);
}

void check_articles(World& world) {
  Store& store = world.store();
  for (size_t host = 0; host < world.web().hosts(); ++host) {
    const std::string base = Web::home(host);
    CHECK(store.article(base + "p0"));
    CHECK_FALSE(store.article(base + "gone"));     // 410 since the third day
    CHECK_FALSE(store.article(base + "noindex"));  // likewise
    CHECK_FALSE(store.article(base + "p4?v=1"));   // its canonical URL has the article
    const auto denied = store.url(base + "private/a");
    const bool may = Web::temper(host) == kNoRobots;
    REQUIRE(denied);
    CHECK(name_of(static_cast<Outcome>(denied->outcome)) == (may ? "not-found" : "robots-denied"));
    const auto hop = store.url(base + "hop/5");
    REQUIRE(hop);
    CHECK(name_of(static_cast<Outcome>(hop->outcome)) == "redirect-loop");
    CHECK_FALSE(store.url(base + "hop/6"));
  }
}

TEST_CASE("a month of crawling a thousand hosts keeps every rule and loses nothing") {
  const uint64_t seed = seed_of_run();
  INFO("WINNOW_SEED=" << seed);
  World world(config(), 1000, seed);
  for (int day = 3; day <= 30; day += 3) {
    world.run_until(kStart + 24h * day, 0);
    world.check_store();
  }
  check_end(world);
  check_articles(world);
  const uint64_t pages = world.web().expected().size();
  CHECK(world.requests() > 4 * pages);    // revisits happen
  CHECK(world.requests() < 60 * pages);   // and grow rarer
  CHECK(world.most_at_an_address() > 1);  // hosts of one address are asked side by side
  CHECK(world.refused_connections() < world.requests() / 4);
  CHECK(world.store().host(Web::name(0))->false_lastmods == HostRecord::kMaxFalseLastmods);
  CHECK(world.served(Web::home(0) + "p0") < 30);  // not with every reading of the sitemap
  CHECK(world.store().host(Web::name(0))->barren == HostRecord::kMaxBarren);
  CHECK(world.served(Web::home(0) + "lost/250") > 0);
  CHECK(world.served(Web::home(0) + "lost/400") == 0);  // its links are refused in the end
}

TEST_CASE("kill -9 at random steps loses nothing, repeats nothing and keeps every rule") {
  const uint64_t seed = seed_of_run();
  INFO("WINNOW_SEED=" << seed);
  World world(config(), 60, seed);
  for (int i = 1; i <= 20; ++i) world.run_until(world.now() + 1min, 2);  // in its busiest time
  world.run_until(kStart + 24h * 12, 40);
  check_end(world);
  check_articles(world);
}

TEST_CASE("a month of a thousand hosts with a kill every half day keeps every rule") {
  const uint64_t seed = seed_of_run();
  INFO("WINNOW_SEED=" << seed);
  World world(config(), 1000, seed);
  world.run_until(kStart + 24h * 30, 60, 3);
  check_end(world);
  check_articles(world);
}

// Some before they were met, most in the middle of their crawl; a kill may come before the rule is
// stored, then it is asked for again.
TEST_CASE("hosts that are forgotten are asked nothing more, whatever was under way or killed") {
  const uint64_t seed = seed_of_run();
  INFO("WINNOW_SEED=" << seed);
  World world(config(), 60, seed);
  for (size_t host = 3; host < 60; host += 5) {
    world.run_until(world.now() + 20min, host % 2 == 0 ? 1 : 0);
    const std::string name(host_of(parts_of(Web::home(host)).authority));
    while (!world.forgotten().covers_host(name)) {
      world.engine().forget(*forget_rule(ForgetRule::Scope::kHost, name, "", world.now()));
      world.run_until(world.now() + 10ms, host % 3 == 0 ? 1 : 0);
    }
  }
  world.run_until(kStart + 24h * 4, 4);
  check_rules(world);
  for (const ForgetRule& rule : world.store().forget_rules()) CHECK(rule.done);
  for (size_t host = 3; host < 60; host += 5) {
    CHECK_FALSE(world.store().host(std::string(parts_of(Web::home(host)).authority)));
    CHECK_FALSE(world.store().article(Web::home(host) + "p0"));
  }
}

// As many slots as by default, so that the hosts that hang could take them all at once.
TEST_CASE("three hosts in ten that hang take no fifth of the others' pages") {
  const uint64_t seed = seed_of_run();
  INFO("WINNOW_SEED=" << seed);
  Config many = config();
  many.fetch.max_connections = Config{}.fetch.max_connections;
  std::vector<Seed> homes;
  for (size_t host = 0; host < 1000; ++host) homes.push_back({Web::home(host)});
  const auto pages = [&](Trouble trouble, Millis span) {
    World world(many, 1000, seed, trouble);
    world.engine().seed(homes, world.now());
    world.run_until(kStart + span, 0);
    return static_cast<double>(world.pages_of_healthy());
  };
  for (const Millis span : {Millis(5min), Millis(30min), Millis(3h)}) {
    INFO(span.count() / 60'000 << " minutes");
    CHECK(pages(Trouble::kHang, span) >= 0.8 * pages(Trouble::kAbsent, span));
  }
}

TEST_CASE("the same seed gives the same crawl") {
  World one(config(), 20, 7), two(config(), 20, 7);
  one.run_until(kStart + 10h, 3);
  two.run_until(kStart + 10h, 3);
  CHECK(one.requests() == two.requests());
  CHECK(one.store().counters() == two.store().counters());
}

}  // namespace
}  // namespace winnow::simulation
