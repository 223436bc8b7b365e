#include "storage/log_sync_env.h"

#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <memory>
#include <string_view>

namespace winnow {

class LogSyncEnv::SyncedFile : public leveldb::WritableFile {
 public:
  SyncedFile(LogSyncEnv& env, leveldb::WritableFile* base, bool log)
      : env_(env), base_(base), log_(log) {
    const std::lock_guard lock(env_.mutex_);
    if (log_) env_.logs_.insert(this);
  }
  ~SyncedFile() override {
    if (log_ && !Sync().ok()) env_.failed_ = true;
    const std::lock_guard lock(env_.mutex_);
    env_.logs_.erase(this);
  }

  leveldb::Status Append(const leveldb::Slice& data) override {
    const std::lock_guard lock(mutex_);
    unsynced_ = true;
    return base_->Append(data);
  }
  leveldb::Status Flush() override {
    const std::lock_guard lock(mutex_);
    return base_->Flush();
  }
  leveldb::Status Close() override {
    const leveldb::Status synced = log_ ? Sync() : leveldb::Status::OK();
    const leveldb::Status closed = base_->Close();
    return synced.ok() ? closed : synced;
  }
  leveldb::Status Sync() override {
    if (env_.first_) {
      const leveldb::Status first = env_.first_->sync_logs();
      if (!first.ok()) return first;
    }
    return sync();
  }
  leveldb::Status sync() {
    const std::lock_guard lock(mutex_);
    if (!unsynced_) return leveldb::Status::OK();
    const leveldb::Status status = base_->Sync();
    unsynced_ = !status.ok();
    return status;
  }

 private:
  LogSyncEnv& env_;
  std::unique_ptr<leveldb::WritableFile> base_;
  const bool log_;
  std::mutex mutex_;  // LevelDB's writer and whoever calls sync_logs()
  bool unsynced_ = false;
};

leveldb::Status LogSyncEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** file) {
  const leveldb::Status status = EnvWrapper::NewWritableFile(name, file);
  const bool log = std::string_view(name).ends_with(".log");
  if (status.ok() && (log || name.find("/MANIFEST-") != name.npos))
    *file = new SyncedFile(*this, *file, log);
  return status;
}

leveldb::Status LogSyncEnv::sync_logs() {
  const std::lock_guard lock(mutex_);
  for (SyncedFile* log : logs_) {
    const leveldb::Status status = log->sync();
    if (status.ok()) continue;
    failed_ = true;
    return status;
  }
  return leveldb::Status::OK();
}

}  // namespace winnow
