#include "storage/dump.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/load.h"
#include "config/units.h"
#include "crawler/commands/command.h"
#include "crawler/dump_folder.h"
#include "crawler/dump_output.h"
#include "crawler/dump_source.h"

namespace winnow {
namespace {

struct DumpArguments {
  std::string config = kDefaultConfigPath;
  std::vector<std::pair<std::string, std::string>> options;  // of dump_option_table()
  std::string output;                                        // empty: stdout
  std::string folder;                                        // instead of `output`
  std::string compress = std::string(compressions()[0].name);
  std::string shard_size = "256MiB";
  bool list_profiles = false;
};

unsigned long long number(uint64_t n) { return n; }

void report(const DumpResult& result) {
  std::fprintf(stderr, "%llu articles, %llu more pages of theirs, %llu deleted\n",
               number(result.articles), number(result.joined), number(result.deleted));
  for (const auto& [filter, count] : result.dropped)
    std::fprintf(stderr, "left out by %s: %llu\n", filter.c_str(), number(count));
  for (const auto& [kind, count] : result.redacted)
    std::fprintf(stderr, "redacted %s: %llu\n", kind.c_str(), number(count));
  std::fprintf(stderr, "cursor: %llu\n", number(result.cursor));
}

Result<std::unique_ptr<DumpOutput>> output_of(const DumpArguments& arguments,
                                              const DumpOptions& options) {
  const auto compressed = compression(arguments.compress);
  if (!compressed.ok()) return Error{compressed.error()};
  if (arguments.folder.empty())
    return {std::make_unique<DumpStreamOutput>(arguments.output, *options.format, **compressed)};
  const auto size = parse_size(arguments.shard_size);
  if (!size.ok()) return Error{"--shard-size: " + size.error()};
  if (*size == 0) return Error{"--shard-size: a shard of no bytes holds nothing"};
  if (options.format != &kJsonlDump) return Error{"--out takes the format jsonl"};
  return {std::make_unique<DumpFolder>(arguments.folder, options, **compressed, *size)};
}

int list_profiles() {
  for (const ShippedProfile& shipped : shipped_profiles()) {
    const auto profile = parse_profile(shipped.toml, shipped.name);
    const std::string name(shipped.name);
    std::printf("%-16s %s\n%-16s %s\n", name.c_str(), profile->title.c_str(), "",
                profile->source.c_str());
  }
  return kExitOk;
}

int run_dump(const DumpArguments& arguments) {
  if (arguments.list_profiles) return list_profiles();
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
  auto target = output_of(arguments, *options);
  if (!target.ok()) {
    std::fprintf(stderr, "winnow: %s\n", target.error().c_str());
    return kExitUsage;
  }
  ThreadedDumpOutput output(std::move(*target));
  const DumpResult result =
      read_dump(loaded.config, *options, [&](std::string_view bytes) { output.write(bytes); });
  output.finish(result);
  report(result);
  return kExitOk;
}

std::string help_of(const DumpOption& option) {
  std::string help(option.help);
  if (option.name != "format") return help;
  for (const DumpFormat& format : dump_formats())
    help.append("; ").append(format.name).append(": ").append(format.summary);
  return help;
}

void add_option(CLI::App& command, const DumpOption& option,
                const std::shared_ptr<DumpArguments>& arguments) {
  const std::string name(option.name);
  if (option.flag) {
    command.add_flag_callback(
        "--" + name, [=] { arguments->options.emplace_back(name, "1"); }, help_of(option));
    return;
  }
  const auto take = [=](const std::string& value) { arguments->options.emplace_back(name, value); };
  auto* added = command.add_option_function<std::string>("--" + name, take, help_of(option));
  if (std::string value = option.get({}); !value.empty()) added->default_str(value);
}

}  // namespace

void add_dump(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand("dump", "Write the corpus: every article, or what changed");
  const auto arguments = std::make_shared<DumpArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  auto* output =
      command->add_option("--output", arguments->output,
                          "Write to this file, which appears when it is whole; else to stdout");
  command
      ->add_option(
          "--out", arguments->folder,
          "Write to this folder: jsonl in shards, manifest.json, and a data card, README.md")
      ->excludes(output);
  command
      ->add_option("--shard-size", arguments->shard_size,
                   "Of the files in the folder, before compression: 256MiB, 1GB")
      ->capture_default_str();
  command->add_option("--compress", arguments->compress, "none, gzip or zstd")
      ->capture_default_str();
  command->add_flag("--list-profiles", arguments->list_profiles,
                    "List the quality profiles that come with winnow, with their sources");
  for (const DumpOption& option : dump_option_table()) add_option(*command, option, arguments);
  command->callback([arguments, &run] { run = [arguments] { return run_dump(*arguments); }; });
}

}  // namespace winnow
