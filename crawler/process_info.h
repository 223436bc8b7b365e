#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "config/time.h"

namespace winnow {

uint64_t resident_bytes();       // of this process; 0 if unknown
uint64_t peak_resident_bytes();  // the most so far

// Lets this process keep up to 64 MiB of what it frees: a page's memory is asked for again at once,
// and fresh memory costs more than what is done with it. Call it before threads start.
void keep_freed_memory();

// Free bytes for us on the file system of `path`. Throws std::system_error.
uint64_t disk_free_bytes(const std::filesystem::path& path);

// Raises the soft limit of open files to the hard one. Returns the limit.
uint64_t raise_file_limit();

Time wall_clock();

}  // namespace winnow
