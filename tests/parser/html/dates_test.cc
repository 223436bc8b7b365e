#include "parser/html/dates.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

std::string found(std::string_view text) {
  const auto date = find_date(text);
  return date ? date->iso : "";
}

}  // namespace

TEST_CASE("a date is as precise as the text says it") {
  CHECK(found("2009-06-17") == "2009-06-17");
  CHECK(found("2023-11-06T09:42:17+08:00") == "2023-11-06T09:42:17+08:00");
  CHECK(found("2023-11-06T09:42:17.123Z") == "2023-11-06T09:42:17Z");
  CHECK(found("2023-11-06 09:42") == "2023-11-06T09:42");
  CHECK(found("2023/11/6 9:05:01 +0800") == "2023-11-06T09:05:01+08:00");
  CHECK(found("发布时间：2023.11.06") == "2023-11-06");
}

TEST_CASE("Chinese dates are read") {
  CHECK(found("2023年11月6日") == "2023-11-06");
  CHECK(found("2019年06月15日08:18  来源：") == "2019-06-15T08:18");
  CHECK(found("2013 年 1 月 2 日 下午 3:04") == "2013-01-02T15:04");
  CHECK(found("2022年2月13号 7时05分") == "2022-02-13T07:05");
  CHECK(found("発行 2020年3月4日") == "2020-03-04");
  CHECK(found("2023年11月") == "");
}

TEST_CASE("dates with the names of months are read") {
  CHECK(found("Published November 6, 2023 at 9:42 p.m.") == "2023-11-06T21:42");
  CHECK(found("Nov. 6th 2023") == "2023-11-06");
  CHECK(found("6 November 2023") == "2023-11-06");
  CHECK(found("Mon, 06 Nov 2023 09:42:17 GMT") == "2023-11-06T09:42:17Z");
  CHECK(found("6. März 2023") == "2023-03-06");
  CHECK(found("posted on 八月 26, 2016, 2:43 下午 and") == "2016-08-26T14:43");
  CHECK(found("十二月 3, 2016") == "2016-12-03");
  CHECK(found("6 de noviembre de 2023") == "2023-11-06");
  CHECK(found("le 1er août 2023") == "2023-08-01");
  CHECK(found("we may march on 5 roads in 2020") == "");
}

TEST_CASE("of two numbers the month must be clear") {
  CHECK(found("6.11.2023") == "2023-11-06");
  CHECK(found("25/11/2023") == "2023-11-25");
  CHECK(found("11/25/2023") == "2023-11-25");
  CHECK(found("06/11/2023") == "");
}

TEST_CASE("what is no date is not one") {
  for (const char* text :
       {"", "2023", "2023-13-01", "2023-02-30", "1889-01-01", "2101-01-01", "12:30", "1.2.3.4",
        "192.168.20.21", "20231-11-06", "room 2023-11", "v2.10.2023.1"}) {
    INFO(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("a date tells where it stands") {
  const auto date = find_date("on 2020-01-02, then 2021-03-04 10:00");
  REQUIRE(date);
  CHECK(date->begin == 3);
  CHECK(date->end == 13);
  CHECK(find_date("on 2020-01-02, then 2021-03-04 10:00", date->end)->iso == "2021-03-04T10:00");
}

TEST_CASE("a value may be digits alone, and midnight says no time") {
  CHECK(parse_date("20231106") == "2023-11-06");
  CHECK(parse_date("20231106094217") == "2023-11-06T09:42:17");
  CHECK(parse_date("1699263737") == "2023-11-06T09:42:17Z");
  CHECK(parse_date("1699263737000") == "2023-11-06T09:42:17Z");
  CHECK(parse_date(" 2022-01-28 00:00:00 ") == "2022-01-28");
  CHECK(parse_date("2022-01-28T00:00:00+08:00") == "2022-01-28");
  CHECK(parse_date("99999999") == "");
  CHECK(parse_date("yesterday") == "");
}

TEST_CASE("a path can name the date") {
  CHECK(date_in_path("/2023/11/06/title") == "2023-11-06");
  CHECK(date_in_path("/news/2023-11-06/1.html") == "2023-11-06");
  CHECK(date_in_path("/201206/t20120624_43188.html") == "2012-06-24");
  CHECK(date_in_path("/2019/0926/15409036.shtml") == "2019-09-26");
  CHECK(date_in_path("/a/20190923/000843.htm") == "2019-09-23");
  CHECK(date_in_path("/item/63950501") == "");
  CHECK(date_in_path("/") == "");
}
