#include "crawler/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace winnow {

OutputFile::OutputFile(const std::filesystem::path& path) : path_(path), file_(stdout) {
  if (path_.empty()) return;
  file_ = nullptr;
  temporary_ = path_.string() + ".XXXXXX";
  const int fd = mkostemp(temporary_.data(), O_CLOEXEC);
  if (fd < 0) {
    temporary_.clear();
    fail("create");
  }
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(fd, 0666 & ~mask);  // as open() would; mkostemp() gives 0600
  file_ = fdopen(fd, "wb");
  if (!file_) fail("create");
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  if (file_) std::fclose(file_);
  unlink(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) fail("write");
}

void OutputFile::commit() {
  if (std::fflush(file_) != 0) fail("write");
  if (temporary_.empty()) return;
  if (fsync(fileno(file_)) != 0) fail("write");
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail("create");
  temporary_.clear();
  std::fclose(file_);
}

void OutputFile::fail(const char* what) const {
  const std::string name = path_.empty() ? "stdout" : path_.string();
  throw std::runtime_error("cannot " + std::string(what) + " " + name + ": " +
                           std::generic_category().message(errno));
}

}  // namespace winnow
