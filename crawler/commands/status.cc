#include "crawler/status.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/control_client.h"
#include "crawler/process_info.h"

namespace winnow {
namespace {

struct StatusArguments {
  std::string config = kDefaultConfigPath;
  bool json = false;
};

std::string read_status(const Config& config) {
  if (is_daemon_running(config.control.socket)) {
    const ControlReply reply = control_get(config.control.socket, "/status");
    if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
    return reply.body;
  }
  StoreOptions options;
  options.read_only = true;
  const auto store = Store::open(config.storage.path, options);
  CrawlStatus status = stopped_status(*store, wall_clock());
  status.disk_free_bytes = disk_free_bytes(config.storage.path);
  return status_json(status);
}

int run_status(const StatusArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config);
  if (!loaded.faults.empty()) {
    std::fputs(to_string(loaded.faults).c_str(), stderr);
    return kExitFailed;
  }
  const std::string json = read_status(loaded.config);
  std::fputs((arguments.json ? json + "\n" : status_text(json)).c_str(), stdout);
  return kExitOk;
}

}  // namespace

void add_status(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand(
      "status", "What the crawl does and what it waits for, from the daemon or from its store");
  const auto arguments = std::make_shared<StatusArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  command->add_flag("--json", arguments->json, "As one JSON object");
  command->callback([arguments, &run] { run = [arguments] { return run_status(*arguments); }; });
}

}  // namespace winnow
