#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/dump.h"

namespace winnow {

// The trailer fields of a dump over the control socket: they come when all has been sent, so a dump
// without them is not whole.
struct DumpTrailer {
  std::string_view name;
  uint64_t DumpResult::*member;
};

inline constexpr DumpTrailer kDumpTrailers[] = {
    {"Winnow-Cursor", &DumpResult::cursor},
    {"Winnow-Articles", &DumpResult::articles},
    {"Winnow-Joined", &DumpResult::joined},
    {"Winnow-Deleted", &DumpResult::deleted},
};

// Counts by name, as a dictionary of RFC 8941 3.2: "language=12, duplicate=3".
struct DumpCountsTrailer {
  std::string_view name;
  decltype(DumpResult::dropped) DumpResult::*member;
};

inline constexpr DumpCountsTrailer kDumpCountsTrailers[] = {
    {"Winnow-Dropped", &DumpResult::dropped},
    {"Winnow-Redacted", &DumpResult::redacted},
};
std::string counts_field(const decltype(DumpResult::dropped)& counts);
// Nothing if `field` is no such dictionary of counts.
std::optional<decltype(DumpResult::dropped)> parse_counts(std::string_view field);

}  // namespace winnow
