#pragma once
#include <cstdint>
#include <filesystem>

namespace winnow {

// Of the files in it and in the folders within.
inline uint64_t folder_bytes(const std::filesystem::path& folder) {
  uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file()) bytes += file.file_size();
  return bytes;
}

}  // namespace winnow
