#pragma once
#include <cstdint>
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
    {"Winnow-Duplicates", &DumpResult::duplicates},
};

}  // namespace winnow
