#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "config/result.h"
#include "config/time.h"

namespace winnow {

// A time span as systemd writes it (systemd.time(7)), one number with one unit: "250ms", "5s",
// "10min", "24h", "7d". A number without a unit is an error: nobody should have to guess.
Result<Millis> parse_duration(std::string_view text);
std::string format_duration(Millis span);  // the largest unit that is exact: 90000 ms is "90s"

// A size in bytes: "512", "500KiB", "5MiB", "2GiB" (powers of 1024), "5MB" (powers of 1000).
Result<uint64_t> parse_size(std::string_view text);
std::string format_size(uint64_t bytes);  // the largest binary unit that is exact

}  // namespace winnow
