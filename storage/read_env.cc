#include "storage/read_env.h"

#include <fcntl.h>
#include <leveldb/slice.h>
#include <leveldb/status.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace winnow {
namespace {

constexpr rlim_t kMostTables = 1000;  // LevelDB's own choice

leveldb::Status failure(const std::string& name) {
  const std::string why = std::strerror(errno);
  return errno == ENOENT ? leveldb::Status::NotFound(name, why)
                         : leveldb::Status::IOError(name, why);
}

class ReadFile : public leveldb::RandomAccessFile {
 public:
  ReadFile(std::string name, int fd) : name_(std::move(name)), fd_(fd) {}
  ~ReadFile() override { close(fd_); }

  // Fewer bytes only at the end of the file.
  leveldb::Status Read(uint64_t offset, size_t size, leveldb::Slice* result,
                       char* scratch) const override {
    size_t done = 0;
    while (done < size) {
      const ssize_t n = pread(fd_, scratch + done, size - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return failure(name_);
      if (n == 0) break;
      done += static_cast<size_t>(n);
    }
    *result = leveldb::Slice(scratch, done);
    return leveldb::Status::OK();
  }

 private:
  std::string name_;
  int fd_;
};

}  // namespace

leveldb::Status ReadEnv::NewRandomAccessFile(const std::string& name,
                                             leveldb::RandomAccessFile** file) {
  *file = nullptr;
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failure(name);
  *file = new ReadFile(name, fd);
  return leveldb::Status::OK();
}

int most_open_tables() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return kMostTables;
  return static_cast<int>(std::clamp<rlim_t>(files.rlim_cur / 2, 64, kMostTables));
}

}  // namespace winnow
