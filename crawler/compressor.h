#pragma once
#include <cstdint>
#include <memory>
#include <optional>
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

// Compresses each record by itself, as a gzip member or a zstd frame of its own: a reader can begin
// at any of them (ISO 28500 Annex D). Memory: one record.
class RecordCompressor final : public Compressor {
 public:
  using RecordSize = std::optional<size_t> (*)(std::string_view bytes);  // DumpFormat::record_size
  using Make = std::unique_ptr<Compressor> (*)();

  RecordCompressor(RecordSize size, Make make) : size_(size), make_(make) {}
  void add(std::string_view bytes, std::string& out) override;
  void finish(std::string& out) override;

 private:
  void put(std::string_view record, std::string& out) const;

  const RecordSize size_;
  const Make make_;
  std::string begun_;  // of a record whose end has not come
};

struct Compression {
  std::string_view name;    // as --compress takes it
  std::string_view suffix;  // of a file's name
  std::unique_ptr<Compressor> (*make)();
};
std::span<const Compression> compressions();  // the first is none: bytes go through as they are
Result<const Compression*> compression(std::string_view name);

}  // namespace winnow
