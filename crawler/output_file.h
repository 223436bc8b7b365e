#pragma once
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace winnow {

// Where a command's data goes: stdout, or a file that appears whole or not at all. Throws
// std::runtime_error when writing fails.
class OutputFile {
 public:
  // Empty: stdout. Else a temporary file beside `path` is made, which commit() renames to it.
  explicit OutputFile(const std::filesystem::path& path);
  ~OutputFile();  // without commit() the temporary file goes
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void commit();

 private:
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path path_;
  std::string temporary_;
  std::FILE* file_ = nullptr;
};

}  // namespace winnow
