#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/time.h"

namespace winnow {

// A folder of WARC files of which one is being written: winnow-20240501102030-00000.warc.gz, with
// the suffix .open until it is whole. A kill leaves at most a part of the last record, which the
// next start cuts off; the file is locked (flock), so that a folder may be shared. Throws
// StoreError when the file system fails, also when it is full: then the file still ends with a
// whole record.
class WarcFiles {
 public:
  // The first record of a file of this name, as a gzip member.
  using Begin = std::function<std::string(const std::string& file_name, Time now)>;

  // Makes the folder, and finishes what an earlier process has left open there.
  WarcFiles(std::filesystem::path folder, uint64_t max_file_bytes, Begin begin);
  ~WarcFiles();  // as close(), but tells nobody of a failure
  WarcFiles(const WarcFiles&) = delete;
  WarcFiles& operator=(const WarcFiles&) = delete;

  // Call it before each append(): closes the file if it is full, begins one if there is none.
  void prepare(Time now);

  // Whole records, each a gzip member.
  void append(std::string_view members);

  // Makes the file durable and takes its suffix off.
  void close();

  // What was done about files that had been left open: a line for the log each.
  const std::vector<std::string>& recovered() const { return recovered_; }

 private:
  void recover();
  void open(Time now);

  const std::filesystem::path folder_;
  const uint64_t max_file_bytes_;
  Begin begin_;
  std::vector<std::string> recovered_;
  int file_ = -1;
  std::filesystem::path path_;  // of the file that is open, with its suffix
  uint64_t size_ = 0;           // of its whole records
};

}  // namespace winnow
