#include "parser/text/counts.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("keys are numbered in the order in which they come, and counted") {
  Counts counts;
  CHECK(counts.count(7) == 0);
  CHECK(counts.add(7) == 1);
  CHECK(counts.add(0) == 2);
  CHECK(counts.add(7) == 1);
  CHECK(counts.count(7) == 2);
  CHECK(counts[2] == 1);
  CHECK(counts.different() == 2);
  CHECK(counts.all()[0].key == 7);
  counts.clear(1);
  CHECK(counts.different() == 0);
  CHECK(counts.count(7) == 0);
}

TEST_CASE("more keys than announced find room") {
  Counts counts;
  counts.clear(1);
  for (int round = 0; round < 2; ++round)
    for (uint64_t key = 0; key < 5000; ++key) CHECK(counts.add(key << 40) == key + 1);
  CHECK(counts.different() == 5000);
  for (uint64_t key = 0; key < 5000; ++key) CHECK(counts.count(key << 40) == 2);
  CHECK(counts.count(1) == 0);
}
