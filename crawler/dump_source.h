#pragma once
#include <functional>
#include <string_view>

#include "config/config.h"
#include "storage/dump.h"

namespace winnow {

// A dump of the configured store: read here, or written by the daemon if that has the store open.
// `take` gets its bytes. Damaged records are left out and reported on stderr. Throws
// std::runtime_error if it does not come whole, and what `take` throws.
DumpResult read_dump(const Config& config, const DumpOptions& options,
                     const std::function<void(std::string_view bytes)>& take);

}  // namespace winnow
