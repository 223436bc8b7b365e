#include "crawler/response_head.h"

#include <string>

#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

const Time kNow{Seconds(784'111'777)};  // Sun, 06 Nov 1994 08:49:37 GMT

bool feed(ResponseHead& head, std::initializer_list<const char*> lines) {
  for (const char* line : lines) {
    if (!head.add(line, kNow)) return false;
  }
  return true;
}

TEST_CASE("an interim response is forgotten") {
  ResponseHead head;
  REQUIRE(feed(head, {"HTTP/1.1 103 Early Hints\r\n", "ETag: \"no\"\r\n", "\r\n"}));
  CHECK_FALSE(head.complete());
  REQUIRE(feed(head, {"HTTP/1.1 200 OK\r\n", "Content-Length: 12\r\n", "\r\n"}));
  CHECK(head.complete());
  CHECK(head.content_length() == 12);
  CHECK(head.take().etag.empty());
}

TEST_CASE("the last of two fields counts, and robots tags add up") {
  ResponseHead head;
  REQUIRE(feed(head, {"HTTP/1.1 200 OK\r\n", "content-TYPE: a/b\r\n", "Content-Type:c/d \r\n",
                      "X-Robots-Tag: noindex\r\n", "X-Robots-Tag: nofollow\r\n", "\r\n"}));
  const FetchResponse r = head.take();
  CHECK(r.content_type == "c/d");
  CHECK(r.x_robots_tag == "noindex, nofollow");
}

TEST_CASE("fields that say rights are kept, each by itself") {
  ResponseHead head;
  REQUIRE(feed(head, {"HTTP/1.1 200 OK\r\n", "Content-Usage: train-ai=n,\r\n", " search=y\r\n",
                      "content-usage: x=y\r\n", "TDM-Reservation: 1\r\n", "\r\n"}));
  using Lines = std::vector<std::pair<std::string, std::string>>;
  CHECK(head.take().rights_fields == Lines{{"Content-Usage", "train-ai=n, search=y"},
                                           {"content-usage", "x=y"},
                                           {"TDM-Reservation", "1"}});
}

TEST_CASE("a folded line continues its field") {
  ResponseHead head;
  REQUIRE(feed(head, {"HTTP/1.1 200 OK\r\n", "X-Robots-Tag: noindex,\r\n", "\t nofollow\r\n",
                      "Other: x\r\n", " y\r\n", "\r\n"}));
  CHECK(head.take().x_robots_tag == "noindex, nofollow");
}

TEST_CASE("a value too long to be meant is left out") {
  ResponseHead head;
  const std::string line = "Location: /" + std::string(9000, 'x') + "\r\n";
  REQUIRE(head.add("HTTP/1.1 301 Moved\r\n", kNow));
  REQUIRE(head.add(line, kNow));
  CHECK(head.take().location.empty());
}

TEST_CASE("control characters and endless heads are refused") {
  ResponseHead nul;
  CHECK_FALSE((nul.add("HTTP/1.1 200 OK\r\n", kNow) && nul.add(std::string("A: \0\r\n", 6), kNow)));
  ResponseHead cr;
  CHECK_FALSE((cr.add("HTTP/1.1 200 OK\r\n", kNow) && cr.add("A: b\rX: c\r\n", kNow)));
  ResponseHead many;
  bool more = many.add("HTTP/1.1 200 OK\r\n", kNow);
  int lines = 0;
  while (more && lines < 1000) more = many.add("A: b\r\n", kNow), ++lines;
  CHECK(lines == int{ResponseHead::kMaxFields} + 1);
}

TEST_CASE("Retry-After is seconds or a date") {
  CHECK(parse_retry_after("120", kNow) == Millis(120s));
  CHECK(parse_retry_after(" 0 ", kNow) == Millis(0));
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", kNow) == Millis(60s));
  CHECK(parse_retry_after("Sunday, 06-Nov-94 08:50:37 GMT", kNow) == Millis(60s));
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:00:00 GMT", kNow) == Millis(0));
  const Millis ten_years = 24h * 3650;
  CHECK(parse_retry_after("99999999999999999999999", kNow) == ten_years);
  CHECK(parse_retry_after("9999999999", kNow) == ten_years);
  for (const char* bad : {"", "-5", "soon", "1.5x", "0x10"}) {
    INFO(bad);
    CHECK_FALSE(parse_retry_after(bad, kNow).has_value());
  }
}

}  // namespace
}  // namespace winnow
