#include "storage/band_sieve.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("what was added to the sieve passes, and of what was not few do") {
  BandSieve sieve(64 << 20);
  CHECK_FALSE(sieve.may_have(1));
  constexpr uint64_t kNumbers = 300'000;
  for (uint64_t i = 0; i < kNumbers; ++i) sieve.add(i * 3);
  size_t passed = 0;
  for (uint64_t i = 0; i < kNumbers; ++i) {
    REQUIRE(sieve.may_have(i * 3));
    passed += sieve.may_have(i * 3 + 1);
  }
  CHECK(passed < kNumbers / 100);
  CHECK(sieve.bytes() < kNumbers * 5);
  for (uint64_t i = 0; i < kNumbers; ++i) sieve.add(i * 3);
  CHECK(sieve.bytes() < kNumbers * 5);
}

TEST_CASE("a sieve that may not grow any more lets all pass") {
  BandSieve sieve(100 << 10);
  for (uint64_t i = 0; i < 32'000; ++i) sieve.add(i);
  CHECK_FALSE(sieve.may_have(1'000'000));
  for (uint64_t i = 32'000; i < 50'000; ++i) sieve.add(i);
  CHECK(sieve.may_have(1'000'000));
  CHECK(sieve.may_have(0));
  CHECK(sieve.bytes() <= 100 << 10);
}
