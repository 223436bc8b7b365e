#pragma once
#include <memory>
#include <string_view>

#include "crawler/compressor.h"
#include "crawler/output_file.h"
#include "storage/dump.h"

namespace winnow {

// Where a dump goes. Throws std::runtime_error when writing fails; what was not finished leaves
// nothing that could be taken for a whole dump.
class DumpOutput {
 public:
  virtual ~DumpOutput() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void finish(const DumpResult& result) = 0;  // all has come
};

// One stream: a file, or stdout.
class DumpStreamOutput final : public DumpOutput {
 public:
  DumpStreamOutput(const std::filesystem::path& path, const Compression& compression)
      : file_(path), compressor_(compression.make()) {}

  void write(std::string_view bytes) override {
    compressor_->add(bytes, ready_);
    flush();
  }
  void finish(const DumpResult&) override {
    compressor_->finish(ready_);
    flush();
    file_.commit();
  }

 private:
  void flush() {
    file_.write(ready_);
    ready_.clear();
  }

  OutputFile file_;
  std::unique_ptr<Compressor> compressor_;
  std::string ready_;
};

}  // namespace winnow
