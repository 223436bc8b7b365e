#pragma once
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace winnow {

// A file that a user names cannot be read, or is not what it should be. Says why, without its name.
class InputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Where a command's data comes from: a file, or stdin for "-". Throws InputError.
class InputFile {
 public:
  explicit InputFile(const std::string& name);

  // The first bytes, at most 4 KiB; they stay to be read. For a look at what it is.
  std::string_view start();

  // At most `room` bytes; how many, 0 at the end.
  size_t read(char* to, size_t room);

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string start_;  // read, and not given yet
};

}  // namespace winnow
