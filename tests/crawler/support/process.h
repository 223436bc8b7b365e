#pragma once
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "config/time.h"

namespace winnow {

// A child process of a test. Killed (SIGKILL) and waited for when destroyed.
class Process {
 public:
  // stdout and stderr go to `output`, appended.
  Process(const std::vector<std::string>& command, const std::string& output);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;

  // Its exit code (128 + the signal that ended it); nothing if it still runs after `limit`.
  std::optional<int> wait(Millis limit);

 private:
  pid_t pid_;
  std::optional<int> exit_;
};

// Runs a command to its end and gives back what it printed.
struct Ran {
  int exit = 0;
  std::string out, err;
};
Ran run_command(const std::vector<std::string>& command);

std::string read_whole_file(const std::string& path);

}  // namespace winnow
