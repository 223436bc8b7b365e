#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "crawler/compressor.h"
#include "crawler/ordered_pool.h"
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
  DumpStreamOutput(const std::filesystem::path& path, const DumpFormat& format,
                   const Compression& compression)
      : file_(path) {
    if (format.record_size)
      compressor_ = std::make_unique<RecordCompressor>(format.record_size, compression.make);
    else
      compressor_ = compression.make();
  }

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

// Writes to another output on a thread of its own, so that compressing, hashing and the disk do not
// hold up the reading of the store. At most four pieces wait; what the other throws comes out here.
class ThreadedDumpOutput final : public DumpOutput {
 public:
  explicit ThreadedDumpOutput(std::unique_ptr<DumpOutput> to)
      : to_(std::move(to)),
        thread_(
            1, [this](std::string piece) { return put(piece); }, [](bool) {}) {}

  void write(std::string_view bytes) override { thread_.submit(std::string(bytes)); }
  void finish(const DumpResult& result) override {
    thread_.finish();
    to_->finish(result);
  }

 private:
  bool put(std::string_view piece) {
    to_->write(piece);
    return true;
  }

  std::unique_ptr<DumpOutput> to_;
  OrderedPool<std::string, bool> thread_;
};

}  // namespace winnow
