#include "storage/dump.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/control_client.h"
#include "crawler/output_file.h"

namespace winnow {
namespace {

struct DumpArguments {
  std::string config = kDefaultConfigPath;
  std::string format = std::string(dump_formats()[0].name);
  std::string since, host;
  std::string output;  // empty: stdout
  bool duplicates = false, blocks = false, templates = false;
};

unsigned long long number(uint64_t n) { return n; }

void report(const DumpResult& result) {
  std::fprintf(stderr,
               "%llu articles, %llu more pages of theirs, %llu deleted, %llu duplicates left out\n"
               "cursor: %llu\n",
               number(result.articles), number(result.joined), number(result.deleted),
               number(result.duplicates), number(result.cursor));
}

void dump_store(const StorageConfig& config, const DumpOptions& options, OutputFile& output) {
  StoreOptions store_options;
  store_options.read_only = true;
  store_options.cache_bytes = config.cache_bytes;
  const auto store = Store::open(config.path, store_options);
  const auto result = dump(*store, options, [&](std::string_view bytes) {
    output.write(bytes);
    return true;
  });
  if (!result.ok()) throw std::runtime_error(result.error());
  output.commit();
  if (store->damaged())
    std::fprintf(stderr, "winnow: %llu damaged records were left out; see winnow check --store\n",
                 number(store->damaged()));
  report(*result);
}

// The daemon has the store open: it writes the dump to its control socket.
void dump_of_daemon(const ControlConfig& config, const DumpOptions& options, OutputFile& output) {
  const ControlReply reply = control_stream(config.socket, "/dump?" + query_of(options),
                                            [&](std::string_view bytes) { output.write(bytes); });
  if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
  if (!reply.dump) throw std::runtime_error("the daemon broke off the dump");
  output.commit();
  report(*reply.dump);
}

int run_dump(const DumpArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config);
  if (!loaded.faults.empty()) {
    std::fputs(to_string(loaded.faults).c_str(), stderr);
    return kExitFailed;
  }
  auto options = dump_options(arguments.format, arguments.since, arguments.host);
  if (!options.ok()) {
    std::fprintf(stderr, "winnow: %s\n", options.error().c_str());
    return kExitUsage;
  }
  options->duplicates = arguments.duplicates;
  options->blocks = arguments.blocks;
  options->templates = arguments.templates;
  OutputFile output(arguments.output);
  try {
    dump_store(loaded.config.storage, *options, output);
  } catch (const StoreInUse&) {
    if (!is_daemon_running(loaded.config.control.socket)) throw;
    dump_of_daemon(loaded.config.control, *options, output);
  }
  return kExitOk;
}

}  // namespace

void add_dump(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand("dump", "Write the corpus: every article, or what changed");
  const auto arguments = std::make_shared<DumpArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  std::string formats;
  for (const DumpFormat& format : dump_formats())
    formats.append(formats.empty() ? "" : "; ")
        .append(format.name)
        .append(": ")
        .append(format.summary);
  command->add_option("--format", arguments->format, formats)->capture_default_str();
  command->add_option("--since", arguments->since,
                      "Cursor that the last dump gave on stderr: only what came, changed or was "
                      "deleted after it");
  command->add_option("--host", arguments->host, "Only of this host and its subdomains");
  command->add_option("--output", arguments->output,
                      "Write to this file, which appears when it is whole; else to stdout");
  command->add_flag("--duplicates", arguments->duplicates,
                    "Also articles whose exact text came under another URL before");
  command->add_flag("--blocks", arguments->blocks, "jsonl: add the blocks with their kinds");
  command->add_flag("--keep-templates", arguments->templates,
                    "Leave in the blocks that a host repeats from article to article");
  command->callback([arguments, &run] { run = [arguments] { return run_dump(*arguments); }; });
}

}  // namespace winnow
