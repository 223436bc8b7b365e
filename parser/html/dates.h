#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace winnow {

struct FoundDate {
  std::string iso;  // ISO 8601, as precise as the text: 2009-06-17, 2023-11-06T09:42+08:00
  size_t begin = 0, end = 0;  // where it stands in the text, in bytes
};

// The first full date (year, month and day, 1990 to 2100) at or behind `from` in running text:
// 2023-11-06 09:42, 2023年11月6日, 6 November 2023, Nov. 6, 2023, 6.11.2023. Of two numbers that
// could both be the month, 06/11/2023, the text alone does not say which is: that is no date.
std::optional<FoundDate> find_date(std::string_view text, size_t from = 0);

// A value that is a date as a whole: as find_date, and also 20231106, 20231106094217 and Unix
// seconds or milliseconds. Empty if it is none. Midnight to the second says nothing of the time of
// day and is dropped.
std::string parse_date(std::string_view value);

// The date that a URL's path names: /2023/11/06/, /2023-11-06/, /20231106/, /t20231106_1.html,
// /2023/1106/. Empty if it names none.
std::string date_in_path(std::string_view path);

}  // namespace winnow
