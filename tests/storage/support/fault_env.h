#pragma once
#include <leveldb/env.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace winnow::test {

// A file system that fails and forgets on command. Over any other; for one store at a time.
class FaultEnv : public leveldb::EnvWrapper {
 public:
  explicit FaultEnv(leveldb::Env* base) : EnvWrapper(base) {}

  // After so many more bytes appended every append fails with "No space left on device"; -1: never.
  void fill_up_after(int64_t bytes);

  // While held, no table file (*.ldb) can be made: a full memtable waits to be written out.
  void hold_tables(bool held);

  // What a power cut at this moment leaves: each file as far as it was synced. Files made, renamed
  // and removed are so at once, as on a file system that orders its metadata.
  std::map<std::string, std::string> survivors();

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override;
  leveldb::Status RemoveFile(const std::string& name) override;

 private:
  friend class FaultFile;
  leveldb::Status take_space(size_t bytes);
  void synced(const std::string& name, uint64_t size);

  std::mutex mutex_;
  std::condition_variable released_;
  bool held_ = false;
  int64_t space_ = -1;
  std::map<std::string, uint64_t> synced_;  // bytes that survive, of each file written here
};

}  // namespace winnow::test
