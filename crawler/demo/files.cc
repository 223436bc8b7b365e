#include "crawler/demo/files.h"

#include <cstdint>

extern "C" {
struct WinnowEmbeddedFile {
  const char* name;
  const char* data;
  uint64_t size;
};
// Laid down by embed.cmake; ended by a null name.
extern const WinnowEmbeddedFile winnow_demo_files[];
}

namespace winnow::demo {

Files embedded_files() {
  Files files;
  for (const WinnowEmbeddedFile* file = winnow_demo_files; file->name; ++file) {
    files.emplace(file->name, std::string_view(file->data, file->size));
  }
  return files;
}

}  // namespace winnow::demo
