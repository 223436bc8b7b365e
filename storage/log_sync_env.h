#pragma once
#include <leveldb/env.h>

#include <atomic>
#include <string>

namespace winnow {

// LevelDB starts a new log file when a memtable is full and closes the old one unsynced, so a later
// synced write does not make the earlier ones durable: a power cut may lose some in the middle.
// This Env syncs a log file (*.log) before it is closed, which makes a synced write cover all
// before it.
class LogSyncEnv : public leveldb::EnvWrapper {
 public:
  explicit LogSyncEnv(leveldb::Env* base) : EnvWrapper(base) {}

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;

  // True once such a sync failed: LevelDB does not look at the result of closing a log.
  bool failed() const { return failed_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> failed_{false};
};

}  // namespace winnow
