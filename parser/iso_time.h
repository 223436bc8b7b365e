#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "config/time.h"

namespace winnow {

// Appends the time in UTC as RFC 3339 has it, to the second: 2023-11-06T01:42:17Z.
void append_time(Time time, std::string& out);
std::string iso_time(Time time);

// A time in UTC as the W3C's profile of ISO 8601 has it, and so WARC-Date: a year, month, day,
// minute, second or fraction of one (cut to milliseconds); the beginning of what is named.
std::optional<Time> parse_iso_time(std::string_view text);

}  // namespace winnow
