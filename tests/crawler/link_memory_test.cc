#include "crawler/link_memory.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a link that was given is remembered until it is cleared") {
  LinkMemory given;
  CHECK_FALSE(given.has("http://a.example/"));
  given.add("http://a.example/");
  CHECK(given.has("http://a.example/"));
  CHECK_FALSE(given.has("http://a.example/1"));
  given.clear();
  CHECK_FALSE(given.has("http://a.example/"));
}

TEST_CASE("of many links the late ones are remembered, and no other passes for one") {
  LinkMemory given;
  const auto link = [](int n) { return "http://a.example/" + std::to_string(n); };
  for (int n = 0; n < 200'000; ++n) given.add(link(n));
  int late = 0, other = 0;
  for (int n = 0; n < 1000; ++n) {
    late += given.has(link(199'999 - n));
    other += given.has(link(200'000 + n));
  }
  CHECK(late > 950);
  CHECK(other == 0);
}
