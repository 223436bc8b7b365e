#include "storage/log_sync_env.h"

#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <memory>
#include <string_view>

namespace winnow {
namespace {

class LogFile : public leveldb::WritableFile {
 public:
  LogFile(leveldb::WritableFile* base, std::atomic<bool>& failed) : base_(base), failed_(failed) {}
  ~LogFile() override {
    if (unsynced_ && !base_->Sync().ok()) failed_ = true;
  }

  leveldb::Status Append(const leveldb::Slice& data) override {
    unsynced_ = true;
    return base_->Append(data);
  }
  leveldb::Status Flush() override { return base_->Flush(); }
  leveldb::Status Close() override {
    const leveldb::Status synced = Sync();
    const leveldb::Status closed = base_->Close();
    return synced.ok() ? closed : synced;
  }
  leveldb::Status Sync() override {
    const leveldb::Status status = base_->Sync();
    unsynced_ = !status.ok();
    return status;
  }

 private:
  std::unique_ptr<leveldb::WritableFile> base_;
  std::atomic<bool>& failed_;
  bool unsynced_ = false;
};

}  // namespace

leveldb::Status LogSyncEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** file) {
  const leveldb::Status status = EnvWrapper::NewWritableFile(name, file);
  if (status.ok() && std::string_view(name).ends_with(".log")) *file = new LogFile(*file, failed_);
  return status;
}

}  // namespace winnow
