#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "config/load.h"
#include "crawler/demo/demo_web.h"
#include "tests/catch.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

struct Ended {
  int code = -1;
  std::string output;
};

Ended run(const std::string& arguments) {
  Ended ended;
  FILE* pipe = popen((WINNOW_BINARY " " + arguments + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) ended.output.append(buffer, n);
  ended.code = WEXITSTATUS(pclose(pipe));
  return ended;
}

}  // namespace

TEST_CASE("winnow demo --pages lists every URL with what is expected of it") {
  const Ended ended = run("demo --pages");
  CHECK(ended.code == 0);
  const size_t lines = std::count(ended.output.begin(), ended.output.end(), '\n');
  CHECK(lines == demo::DemoWeb().pages().size());
  CHECK(ended.output.find("200\tarticle\tcorpus\thttp://www.yunxi.test/tzgg/127.html\n") !=
        std::string::npos);
  CHECK(ended.output.find("\trobots\thttp://news.jiangwan.test/internal/secret.html\n") !=
        std::string::npos);
}

TEST_CASE("winnow demo refuses a port that is none and a config file that it cannot write") {
  CHECK(run("demo --port 70000").code == 2);
  const Ended ended = run("demo --config-out /nonexistent/winnow.toml");
  CHECK(ended.code == 1);
  CHECK(ended.output.find("/nonexistent/winnow.toml") != std::string::npos);
}

TEST_CASE("winnow demo serves until SIGTERM and leaves a config that loads") {
  const fs::path config =
      fs::temp_directory_path() / ("winnow-demo-" + std::to_string(getpid()) + ".toml");
  fs::remove(config);
  const std::string out = config.string();
  const char* arguments[] = {"winnow", "demo", "--config-out", out.c_str(), nullptr};
  pid_t child = 0;
  REQUIRE(posix_spawn(&child, WINNOW_BINARY, nullptr, nullptr, const_cast<char* const*>(arguments),
                      environ) == 0);
  for (int i = 0; i < 1000 && !fs::exists(config); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(child, SIGTERM);
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  const LoadedConfig loaded = load_config(config);
  CHECK(to_string(loaded.faults) == "");
  CHECK(loaded.config.seeds.urls.size() == 10);
  CHECK(loaded.config.storage.path == config.parent_path() / "store");
  fs::remove(config);
}
