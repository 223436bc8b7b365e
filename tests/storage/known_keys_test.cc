#include "storage/known_keys.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace winnow;
using Answer = KnownKeys::Answer;

namespace {

std::string key_of(uint64_t n) { return "uexample" + std::to_string(n); }

Answer find(KnownKeys& known, const std::string& key) { return known.find(key, known.hash(key)); }

void insert(KnownKeys& known, uint64_t from, uint64_t to) {
  for (uint64_t n = from; n < to; ++n) known.insert(known.hash(key_of(n)));
}

uint64_t count(KnownKeys& known, Answer answer, uint64_t from, uint64_t to) {
  uint64_t found = 0;
  for (uint64_t n = from; n < to; ++n) found += find(known, key_of(n)) == answer;
  return found;
}

}  // namespace

TEST_CASE("a complete table of known URLs has what was inserted and nothing else") {
  KnownKeys known(64 << 20);
  known.set_complete();
  insert(known, 0, 2'000'000);  // each part has grown more than once
  insert(known, 0, 1000);       // again changes nothing
  CHECK(count(known, Answer::kKnown, 0, 2'000'000) == 2'000'000);
  CHECK(count(known, Answer::kNew, 2'000'000, 2'500'000) == 500'000);
}

TEST_CASE("what is not in the table is new only where all keys have been read") {
  KnownKeys known(1 << 20);
  known.insert(known.hash("ub"));
  CHECK(find(known, "ub") == Answer::kKnown);
  CHECK(find(known, "ua") == Answer::kAskTheStore);
  known.read_up_to("uc");
  CHECK(find(known, "ua") == Answer::kNew);
  CHECK(find(known, "uc") == Answer::kAskTheStore);
  known.set_complete();
  CHECK(find(known, "uc") == Answer::kNew);
}

TEST_CASE("a full table of known URLs remembers the latest and says that it may have forgotten") {
  KnownKeys known(1);  // the smallest: some 800 URLs in each of 1024 parts
  known.set_complete();
  constexpr uint64_t kMany = 3'000'000;
  for (uint64_t n = 0; n < kMany; n += 1000) insert(known, n, n + 1000);
  CHECK(count(known, Answer::kNew, kMany, kMany + 10'000) == 0);
  CHECK(count(known, Answer::kKnown, kMany, kMany + 10'000) == 0);
  CHECK(count(known, Answer::kNew, 0, kMany) == 0);
  CHECK(count(known, Answer::kKnown, kMany - 10'000, kMany) > 8000);
  CHECK(count(known, Answer::kKnown, 0, kMany) > 500'000);
}

TEST_CASE("hashes that collide in their first bits are told apart until a part is full") {
  KnownKeys known(1 << 20);
  known.set_complete();
  constexpr uint64_t kTop = uint64_t{7} << 54, kStep = 1 << 14;  // one part, values in a row
  for (uint64_t n = 1; n < 3000; ++n) known.insert(kTop + n * kStep);
  uint64_t found = 0;
  for (uint64_t n = 1; n < 3000; ++n) found += known.find("u", kTop + n * kStep) == Answer::kKnown;
  CHECK(found > 500);
  CHECK(known.find("u", kTop + 5000 * kStep) == Answer::kAskTheStore);
  CHECK(known.find("u", (uint64_t{8} << 54)) == Answer::kNew);
}
