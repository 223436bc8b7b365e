#include "storage/warc_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "parser/iso_time.h"
#include "parser/warc/gzip_members.h"
#include "storage/store.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOpen = ".open";
constexpr int kMaxSerial = 99'999;

[[noreturn]] void fail(const char* what, const fs::path& path) {
  throw StoreError("cannot " + std::string(what) + " " + path.string() + ": " +
                   std::generic_category().message(errno));
}

struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

fs::path without_suffix(const fs::path& path) {
  const std::string name = path.string();
  return name.substr(0, name.size() - kOpen.size());
}

void sync_folder(const fs::path& folder) {
  const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (descriptor.number >= 0) fsync(descriptor.number);
}

// Durable, and under its final name.
void finish(int file, const fs::path& path) {
  if (fsync(file) != 0) fail("write", path);
  if (std::rename(path.c_str(), without_suffix(path).c_str()) != 0) fail("rename", path);
  sync_folder(path.parent_path());
}

// winnow-20240501102030-00000.warc.gz
std::string name_of(Time now, int serial) {
  std::string digits;
  for (const char c : iso_time(now))
    if (c >= '0' && c <= '9') digits += c;
  char name[80];
  std::snprintf(name, sizeof name, "winnow-%s-%05d.warc.gz", digits.c_str(), serial);
  return name;
}

// What became of a file that was left open; empty if another process has it.
std::string recover_file(const fs::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
  if (file.number < 0) fail("open", path);
  if (flock(file.number, LOCK_EX | LOCK_NB) != 0) return "";
  bool failed = false;
  const uint64_t whole = whole_members_size([&](char* to, size_t room) {
    const ssize_t got = read(file.number, to, room);
    failed |= got < 0;
    return static_cast<size_t>(std::max<ssize_t>(got, 0));
  });
  if (failed) fail("read", path);
  const uint64_t size = fs::file_size(path);
  if (whole == 0) {
    fs::remove(path);
    return path.string() + ": was left open without a whole record, and is removed";
  }
  if (ftruncate(file.number, static_cast<off_t>(whole)) != 0) fail("cut", path);
  finish(file.number, path);
  return without_suffix(path).string() + ": was left open; kept its whole records, " +
         std::to_string(whole) + " of " + std::to_string(size) + " bytes";
}

}  // namespace

WarcFiles::WarcFiles(fs::path folder, uint64_t max_file_bytes, Begin begin)
    : folder_(std::move(folder)), max_file_bytes_(max_file_bytes), begin_(std::move(begin)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw StoreError("cannot make " + folder_.string() + ": " + error.message());
  recover();
}

WarcFiles::~WarcFiles() {
  try {
    close();
  } catch (const StoreError&) {
  }
}

void WarcFiles::recover() {
  std::vector<fs::path> left;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with("winnow-") && name.ends_with(kOpen)) left.push_back(entry->path());
  }
  if (error) throw StoreError("cannot read " + folder_.string() + ": " + error.message());
  for (const fs::path& path : left) {
    std::string line = recover_file(path);
    if (!line.empty()) recovered_.push_back(std::move(line));
  }
}

void WarcFiles::prepare(Time now) {
  if (file_ >= 0 && size_ >= max_file_bytes_) close();
  if (file_ < 0) open(now);
}

void WarcFiles::open(Time now) {
  for (int serial = 0; serial <= kMaxSerial; ++serial) {
    const std::string name = name_of(now, serial);
    path_ = folder_ / (name + std::string(kOpen));
    if (fs::exists(folder_ / name)) continue;
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file_ < 0 && errno == EEXIST) continue;
    if (file_ < 0) fail("make", path_);
    flock(file_, LOCK_EX | LOCK_NB);
    size_ = 0;
    return append(begin_(name, now));
  }
  throw StoreError("cannot make a file in " + folder_.string() + ": too many of one second");
}

// What cannot be written whole is taken back.
void WarcFiles::append(std::string_view bytes) {
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t written = ::write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int why = errno;
      if (ftruncate(file_, static_cast<off_t>(size_)) == 0) lseek(file_, 0, SEEK_END);
      errno = why;
      fail("write", path_);
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
  size_ += bytes.size();
}

void WarcFiles::close() {
  if (file_ < 0) return;
  const Descriptor file{std::exchange(file_, -1)};
  if (size_ == 0) {
    ::unlink(path_.c_str());
    return;
  }
  finish(file.number, path_);
}

}  // namespace winnow
