#include "crawler/frontier.h"

#include <map>
#include <random>

#include "tests/catch.h"

namespace winnow {
namespace {

Time at(int64_t ms) { return Time{Millis{ms}}; }

TEST_CASE("the host that has been ready for longest is next") {
  Frontier frontier;
  frontier.schedule(frontier.get("b"), at(20));
  frontier.schedule(frontier.get("a"), at(10));
  frontier.schedule(frontier.get("c"), at(30));
  CHECK(frontier.next() == at(10));
  CHECK(frontier.pop_due(at(5)) == nullptr);
  CHECK(*frontier.pop_due(at(25))->authority == "a");
  CHECK(*frontier.pop_due(at(25))->authority == "b");
  CHECK(frontier.pop_due(at(25)) == nullptr);
  CHECK(frontier.next() == at(30));
}

TEST_CASE("a host is there once, and can be forgotten") {
  Frontier frontier;
  Host& host = frontier.get("a");
  CHECK(&frontier.get("a") == &host);
  frontier.schedule(host, at(1));
  frontier.forget(host);
  CHECK(frontier.find("a") == nullptr);
  CHECK(frontier.next() == Time::max());
}

TEST_CASE("warm hosts are known in the order of their use") {
  Frontier frontier;
  for (const char* name : {"a", "b", "c"}) {
    frontier.warm(frontier.get(name), std::make_unique<WarmHost>(1));
  }
  frontier.touch(frontier.get("a"));
  CHECK(*frontier.least_recent()->authority == "b");
  frontier.cool(frontier.get("b"));
  CHECK(*frontier.least_recent()->authority == "c");
  CHECK(frontier.warm_count() == 2);
}

TEST_CASE("any order of schedule, reschedule and removal pops by time") {
  const uint64_t seed = 11;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  Frontier frontier;
  std::map<std::string, Time> model;  // what should be scheduled
  for (int step = 0; step < 20'000; ++step) {
    const std::string name = "h" + std::to_string(random() % 200);
    const auto what = random() % 10;
    if (what < 7) {
      model[name] = at(static_cast<int64_t>(random() % 10'000));
      frontier.schedule(frontier.get(name), model[name]);
    } else if (what < 8) {
      model.erase(name);
      frontier.schedule(frontier.get(name), Time::max());
    } else {
      const Time now = at(static_cast<int64_t>(random() % 10'000));
      const Host* host = frontier.pop_due(now);
      Time first = Time::max();
      for (const auto& [other, ready] : model) first = std::min(first, ready);
      REQUIRE((host != nullptr) == (first <= now));
      if (host == nullptr) continue;
      REQUIRE(model.at(*host->authority) == first);
      model.erase(*host->authority);
    }
    REQUIRE(frontier.scheduled_count() == model.size());
  }
}

}  // namespace
}  // namespace winnow
