#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "config/result.h"

namespace winnow {

// A stream that is compressed as it is written; memory does not grow with it. The same bytes in
// whatever pieces give the same stream: gzip's header has no time and no name.
class Compressor {
 public:
  virtual ~Compressor() = default;

  // Appends to `out` what is ready by then; finish() the rest, and the end of the stream.
  virtual void add(std::string_view bytes, std::string& out) = 0;
  virtual void finish(std::string& out) = 0;
};

struct Compression {
  std::string_view name;    // as --compress takes it
  std::string_view suffix;  // of a file's name
  std::unique_ptr<Compressor> (*make)();
};
std::span<const Compression> compressions();  // the first is none: bytes go through as they are
Result<const Compression*> compression(std::string_view name);

}  // namespace winnow
