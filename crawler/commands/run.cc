#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/daemon.h"
#include "crawler/log.h"
#include "crawler/process_info.h"

namespace winnow {
namespace {

struct RunArguments {
  std::string config = kDefaultConfigPath;
  DaemonOptions options;
};

int run_daemon(const RunArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config);
  if (!loaded.faults.empty()) {
    std::fputs(to_string(loaded.faults).c_str(), stderr);
    return kExitFailed;
  }
  set_up_logging(loaded.config.log.level);
  raise_file_limit();
  return Daemon(loaded.config, arguments.options).run() ? kExitOk : kExitFailed;
}

}  // namespace

void add_run(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand(
      "run",
      "Crawl: the daemon, in the foreground. SIGTERM drains and stops, a second one stops at once; "
      "SIGHUP reads the seeds again");
  const auto arguments = std::make_shared<RunArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  command->add_flag(
      "--exit-when-idle", arguments->options.exit_when_idle,
      "End when nothing is due any more, instead of waiting for revisits and retries");
  command->callback([arguments, &run] { run = [arguments] { return run_daemon(*arguments); }; });
}

}  // namespace winnow
