#include "parser/iso_time.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

int64_t millis(std::string_view text) {
  const auto time = parse_iso_time(text);
  return time ? time->time_since_epoch().count() : -1;
}

}  // namespace

TEST_CASE("a time is read with whatever precision it has") {
  CHECK(millis("1970-01-02T00:00:01Z") == 86'401'000);
  CHECK(millis("2024-05-01T10:20:30Z") == 1'714'558'830'000);
  CHECK(millis("2024-05-01T10:20:30.5Z") == 1'714'558'830'500);
  CHECK(millis("2024-05-01T10:20:30.123456789Z") == 1'714'558'830'123);
  CHECK(millis("2024-05-01T10:20Z") == 1'714'558'800'000);
  CHECK(millis("2024-05-01") == 1'714'521'600'000);
  CHECK(millis("2024-05") == 1'714'521'600'000);
  CHECK(millis("2024") == 1'704'067'200'000);
}

TEST_CASE("what is no time is none") {
  for (const char* text :
       {"", "yesterday", "2024-", "2024-5-1", "2024-02-30", "2024-13-01", "2024-05-01T10:20:30",
        "2024-05-01T10:20:30+02:00", "2024-05-01 10:20:30Z", "2024-05-01T25:00:00Z",
        "2024-05-01T10:20:30.Z", "2024-05-01T10:20:30Z ", "2024-05T10:20:30Z", "20240501102030"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_time(text));
  }
}
