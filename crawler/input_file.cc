#include "crawler/input_file.h"

#include <cerrno>
#include <cstring>

namespace winnow {
namespace {

constexpr size_t kStart = 4 << 10;

size_t read_from(std::FILE* file, char* to, size_t room) {
  const size_t got = std::fread(to, 1, room, file);
  if (got == 0 && std::ferror(file))
    throw InputError(std::string("cannot read it: ") + std::strerror(errno));
  return got;
}

}  // namespace

InputFile::InputFile(const std::string& name) {
  file_.reset(name == "-" ? stdin : std::fopen(name.c_str(), "rb"));
  if (!file_) throw InputError(std::string("cannot open it: ") + std::strerror(errno));
}

std::string_view InputFile::start() {
  if (start_.empty()) {
    start_.resize(kStart);
    start_.resize(read_from(file_.get(), start_.data(), kStart));
  }
  return start_;
}

size_t InputFile::read(char* to, size_t room) {
  if (start_.empty()) return read_from(file_.get(), to, room);
  const size_t size = start_.copy(to, room);
  start_.erase(0, size);
  return size;
}

}  // namespace winnow
