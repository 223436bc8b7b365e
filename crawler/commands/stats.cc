#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/dump_source.h"
#include "crawler/output_file.h"
#include "crawler/stats_page.h"
#include "storage/dump_statistics.h"

namespace winnow {
namespace {

struct StatsArguments {
  std::string config = kDefaultConfigPath, page;
  bool json = false;
  std::vector<std::pair<std::string, std::string>> options;  // of dump_option_table()
};

// The lines of a dump, however its bytes are cut.
class LineCounter {
 public:
  void add(std::string_view bytes) {
    for (size_t end; (end = bytes.find('\n')) != bytes.npos; bytes.remove_prefix(end + 1)) {
      begun_ += bytes.substr(0, end);
      statistics_.add(begun_);
      begun_.clear();
    }
    begun_ += bytes;
  }
  const DumpStatistics& statistics() const { return statistics_; }

 private:
  DumpStatistics statistics_;
  std::string begun_;
};

int run_stats(const StatsArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config);
  if (!loaded.faults.empty()) {
    std::fputs(to_string(loaded.faults).c_str(), stderr);
    return kExitFailed;
  }
  const auto options = dump_options(arguments.options);
  if (!options.ok()) {
    std::fprintf(stderr, "winnow: %s\n", options.error().c_str());
    return kExitUsage;
  }
  LineCounter counter;
  const DumpResult result =
      read_dump(loaded.config, *options, [&](std::string_view bytes) { counter.add(bytes); });
  if (!arguments.page.empty()) {
    OutputFile page(arguments.page);
    page.write(stats_page(counter.statistics(), result));
    page.commit();
  }
  OutputFile out({});
  out.write(arguments.json ? stats_json(counter.statistics(), result)
                           : stats_text(counter.statistics(), result));
  out.commit();
  return kExitOk;
}

}  // namespace

void add_stats(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand("stats", "Say what the corpus holds");
  const auto arguments = std::make_shared<StatsArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  command->add_flag("--json", arguments->json, "One JSON object, with every host");
  command->add_option("--html", arguments->page, "Also write a page with plots to this file")
      ->type_name("FILE");
  for (const DumpOption& option : dump_option_table()) {
    const std::string name(option.name);
    if (name == "format" || name == "since" || name == "blocks") continue;
    if (option.flag) {
      command->add_flag_callback(
          "--" + name, [=] { arguments->options.emplace_back(name, "1"); },
          std::string(option.help));
    } else {
      command->add_option_function<std::string>(
          "--" + name,
          [=](const std::string& value) { arguments->options.emplace_back(name, value); },
          std::string(option.help));
    }
  }
  command->footer("Counts what `winnow dump` with the same options would write.");
  command->callback([arguments, &run] { run = [arguments] { return run_stats(*arguments); }; });
}

}  // namespace winnow
