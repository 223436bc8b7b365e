#include "crawler/watchdog.h"

#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Clock = Watchdog::Clock;

TEST_CASE("a stage that holds work must get on with it") {
  Watchdog dog;
  const Clock::time_point start{};
  CHECK(dog.stalled({{"fetch", 5, 2, 10s}}, start) == "");
  CHECK(dog.stalled({{"fetch", 5, 2, 10s}}, start + 9s) == "");
  CHECK(dog.stalled({{"fetch", 9, 2, 10s}}, start + 11s) == "fetch");  // only more was asked
  CHECK(dog.stalled({{"fetch", 9, 3, 10s}}, start + 12s) == "");
  CHECK(dog.stalled({{"fetch", 9, 3, 10s}}, start + 23s) == "fetch");
}

TEST_CASE("a stage with nothing to do is alive, and its time begins with the next work") {
  Watchdog dog;
  const Clock::time_point start{};
  CHECK(dog.stalled({{"store", 7, 7, 1s}}, start) == "");
  CHECK(dog.stalled({{"store", 7, 7, 1s}}, start + 1h) == "");
  CHECK(dog.stalled({{"store", 8, 7, 1s}}, start + 1h + 1s) == "");
  CHECK(dog.stalled({{"store", 8, 7, 1s}}, start + 1h + 3s) == "store");
}

TEST_CASE("the first stalled stage is named") {
  Watchdog dog;
  const Clock::time_point start{};
  dog.stalled({{"fetch", 1, 1, 1s}, {"extract", 1, 0, 1s}, {"store", 1, 0, 1s}}, start);
  CHECK(dog.stalled({{"fetch", 1, 1, 1s}, {"extract", 1, 0, 1s}, {"store", 1, 0, 1s}},
                    start + 2s) == "extract");
}

}  // namespace
}  // namespace winnow
