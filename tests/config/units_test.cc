#include "config/units.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a time span is a number with a unit") {
  CHECK(*parse_duration("250ms") == Millis(250));
  CHECK(*parse_duration("5s") == Millis(5'000));
  CHECK(*parse_duration("10min") == Millis(600'000));
  CHECK(*parse_duration("24h") == Millis(86'400'000));
  CHECK(*parse_duration("7 d") == Millis(604'800'000));
  CHECK(*parse_duration("0s") == Millis(0));
}

TEST_CASE("a time span without a unit, with a sign or too long is refused") {
  for (auto bad : {"", "5", "s", "-5s", "5 m", "1.5s", "5s5s", "99999999999999999999s",
                   "9223372036854775807d"}) {
    INFO(bad);
    CHECK_FALSE(parse_duration(bad).ok());
  }
}

TEST_CASE("a size is a number of bytes, KiB, MiB, GiB, KB, MB or GB") {
  CHECK(*parse_size("512") == 512);
  CHECK(*parse_size("500KiB") == 512'000);
  CHECK(*parse_size("5MiB") == 5'242'880);
  CHECK(*parse_size("5MB") == 5'000'000);
  CHECK(*parse_size("2GiB") == 2'147'483'648);
  for (auto bad : {"", "MiB", "5mib", "-1", "18446744073709551615KiB"})
    CHECK_FALSE(parse_size(bad).ok());
}

TEST_CASE("spans and sizes are written in the largest exact unit") {
  CHECK(format_duration(Millis(90'000)) == "90s");
  CHECK(format_duration(Millis(86'400'000)) == "1d");
  CHECK(format_duration(Millis(0)) == "0ms");
  CHECK(format_size(512'000) == "500KiB");
  CHECK(format_size(1 << 20) == "1MiB");
}
