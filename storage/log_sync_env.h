#pragma once
#include <leveldb/env.h>

#include <atomic>
#include <mutex>
#include <set>
#include <string>

namespace winnow {

// What becomes durable, and in which order. LevelDB starts a new log file when a memtable is full
// and closes the old one unsynced, so a later synced write does not make the earlier ones durable:
// a power cut may lose some in the middle. This Env syncs a log file (*.log) before it is closed,
// which makes a synced write cover all before it.
//
// Of two databases the logs of `first` are synced before a log or manifest of this one is, so this
// one is never ahead of it by what LevelDB has synced. In the Env, not by a write to the other
// database: that could wait for the very thread of LevelDB's that syncs here.
class LogSyncEnv : public leveldb::EnvWrapper {
 public:
  explicit LogSyncEnv(leveldb::Env* base, LogSyncEnv* first = nullptr)
      : EnvWrapper(base), first_(first) {}

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;

  // Makes all that was written to logs durable. From any thread.
  leveldb::Status sync_logs();

  // True once a sync failed: LevelDB does not look at the result of closing a log.
  bool failed() const { return failed_.load(std::memory_order_relaxed); }

 private:
  class SyncedFile;

  LogSyncEnv* const first_;
  std::mutex mutex_;
  std::set<SyncedFile*> logs_;  // that are open
  std::atomic<bool> failed_{false};
};

}  // namespace winnow
