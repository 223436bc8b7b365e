#pragma once
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace winnow {

struct ProgramResult {
  int code = -1;
  std::string out;  // stdout; stderr is let through
};

// Runs the real binary with these arguments and waits for its end.
inline ProgramResult run_winnow(const std::vector<std::string>& arguments) {
  std::string line = "exec '" WINNOW_BINARY "'";
  for (const std::string& argument : arguments) {
    line += " '";
    for (char c : argument) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  std::FILE* pipe = popen(line.c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot start: " + line);
  ProgramResult result;
  std::array<char, 4096> buffer;
  while (const size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.out.append(buffer.data(), read);
  }
  const int status = pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace winnow
