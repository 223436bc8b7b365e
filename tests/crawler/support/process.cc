#include "tests/crawler/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

pid_t start(const std::vector<std::string>& command, const std::string& out,
            const std::string& err) {
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("fork");
  if (pid > 0) return pid;
  const int mode = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  dup2(open(out.c_str(), mode, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), mode, 0600), STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::string& output)
    : pid_(start(command, output, output)) {}

Process::~Process() {
  if (exit_) return;
  signal(SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Process::signal(int number) const { kill(pid_, number); }

std::optional<int> Process::wait(Millis limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!exit_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      exit_ = exit_code(status);
    } else if (std::chrono::steady_clock::now() > deadline) {
      break;
    } else {
      std::this_thread::sleep_for(Millis(5));
    }
  }
  return exit_;
}

Ran run_command(const std::vector<std::string>& command) {
  const TemporaryFolder folder;
  const std::string out = folder.path() / "out", err = folder.path() / "err";
  int status = 0;
  waitpid(start(command, out, err), &status, 0);
  return {exit_code(status), read_whole_file(out), read_whole_file(err)};
}

std::string read_whole_file(const std::string& path) {
  std::stringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

}  // namespace winnow
