#include "tests/storage/support/fault_env.h"

#include <leveldb/slice.h>
#include <leveldb/status.h>

#include <algorithm>
#include <memory>

namespace winnow::test {

class FaultFile : public leveldb::WritableFile {
 public:
  FaultFile(FaultEnv& env, std::string name, leveldb::WritableFile* base)
      : env_(env), name_(std::move(name)), base_(base) {}

  leveldb::Status Append(const leveldb::Slice& data) override {
    const leveldb::Status space = env_.take_space(data.size());
    if (!space.ok()) return space;
    size_ += data.size();
    return base_->Append(data);
  }
  leveldb::Status Close() override { return base_->Close(); }
  leveldb::Status Flush() override { return base_->Flush(); }
  leveldb::Status Sync() override {
    const leveldb::Status status = base_->Sync();
    if (status.ok()) env_.synced(name_, size_);
    return status;
  }

 private:
  FaultEnv& env_;
  const std::string name_;
  std::unique_ptr<leveldb::WritableFile> base_;
  uint64_t size_ = 0;
};

void FaultEnv::fill_up_after(int64_t bytes) {
  const std::lock_guard lock(mutex_);
  space_ = bytes;
}

void FaultEnv::hold_tables(bool held) {
  const std::lock_guard lock(mutex_);
  held_ = held;
  released_.notify_all();
}

leveldb::Status FaultEnv::take_space(size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (space_ < 0) return leveldb::Status::OK();
  if (space_ < static_cast<int64_t>(bytes))
    return leveldb::Status::IOError("No space left on device");
  space_ -= static_cast<int64_t>(bytes);
  return leveldb::Status::OK();
}

void FaultEnv::synced(const std::string& name, uint64_t size) {
  const std::lock_guard lock(mutex_);
  if (const auto file = synced_.find(name); file != synced_.end()) file->second = size;
}

std::map<std::string, std::string> FaultEnv::survivors() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::string> files;
  for (const auto& [name, size] : synced_) {
    std::string& content = files[name];
    leveldb::ReadFileToString(target(), name, &content);
    content.resize(std::min<uint64_t>(size, content.size()));
  }
  return files;
}

leveldb::Status FaultEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** file) {
  std::unique_lock lock(mutex_);
  if (name.ends_with(".ldb")) released_.wait(lock, [this] { return !held_; });
  const leveldb::Status status = EnvWrapper::NewWritableFile(name, file);
  if (!status.ok()) return status;
  synced_[name] = 0;
  *file = new FaultFile(*this, name, *file);
  return status;
}

leveldb::Status FaultEnv::RenameFile(const std::string& from, const std::string& to) {
  const std::lock_guard lock(mutex_);
  const leveldb::Status status = EnvWrapper::RenameFile(from, to);
  if (const auto file = synced_.find(from); status.ok() && file != synced_.end()) {
    synced_[to] = file->second;
    synced_.erase(file);
  }
  return status;
}

leveldb::Status FaultEnv::RemoveFile(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const leveldb::Status status = EnvWrapper::RemoveFile(name);
  if (status.ok()) synced_.erase(name);
  return status;
}

}  // namespace winnow::test
