#pragma once
#include <string>

#include "config/time.h"

namespace winnow {

// Appends the time in UTC as RFC 3339 has it, to the second: 2023-11-06T01:42:17Z.
void append_time(Time time, std::string& out);
std::string iso_time(Time time);

}  // namespace winnow
