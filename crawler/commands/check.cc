// winnow check: every fault of a config, and the invariants of its store.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/seed_reader.h"
#include "storage/store.h"

namespace winnow {
namespace {

struct Options {
  std::string config = kDefaultConfigPath;
  bool store = false;
};

// The faults that only show when a crawl is to begin: identity and seeds.
class CrawlCheck {
 public:
  explicit CrawlCheck(LoadedConfig& loaded) : loaded_(loaded), file_(loaded.origin) {}

  void run() {
    const Config& c = loaded_.config;
    const uint32_t contact = loaded_.line_of("identity.contact");
    if (c.identity.contact.empty() && !has_fault(contact) &&
        c.fetch.addresses != Addresses::kLoopback) {
      fault(contact,
            "identity.contact: is demanded unless fetch.addresses is \"loopback\": how does a site "
            "owner reach you?");
    }
    check_list("seeds.urls", c.seeds.urls);
    check_list("seeds.sitemaps", c.seeds.sitemaps);
    check_list("seeds.feeds", c.seeds.feeds);
    for (size_t i = 0; i < c.seeds.files.size(); ++i) check_file(i, c.seeds.files[i]);
  }

 private:
  bool has_fault(uint32_t line) const {
    return line != 0 && std::any_of(loaded_.faults.begin(), loaded_.faults.end(),
                                    [&](const Fault& fault) { return fault.line == line; });
  }

  void fault(uint32_t line, std::string message) {
    loaded_.faults.push_back({file_, line, std::move(message)});
  }

  void check_list(const std::string& setting, const std::vector<std::string>& urls) {
    for (size_t i = 0; i < urls.size(); ++i) {
      const auto seed = parse_seed_line(urls[i], FetchKind::kPage);
      if (!seed || *seed) continue;
      const std::string name = setting + "[" + std::to_string(i) + "]";
      fault(loaded_.line_of(name), name + ": " + seed->error());
    }
  }

  void check_file(size_t index, const std::filesystem::path& path) {
    const std::string name = "seeds.files[" + std::to_string(index) + "]";
    std::ifstream file(path);
    if (!file) return fault(loaded_.line_of(name), name + ": " + path.string() + " cannot be read");
    uint32_t number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      const auto seed = parse_seed_line(line, FetchKind::kPage);
      if (seed && !*seed) loaded_.faults.push_back({path.string(), number, seed->error()});
    }
  }

  LoadedConfig& loaded_;
  std::string file_;
};

int check_store(const Config& config) {
  if (!std::filesystem::exists(config.storage.path)) {
    std::printf("%s: there is no store yet\n", config.storage.path.c_str());
    return kExitOk;
  }
  StoreOptions options;
  options.read_only = true;
  options.paranoid = true;
  const auto store = Store::open(config.storage.path, options);
  const std::vector<std::string> faults = store->check();
  for (const std::string& fault : faults)
    std::printf("%s: %s\n", config.storage.path.c_str(), fault.c_str());
  if (faults.empty())
    std::printf("%s: sound; %llu URLs known\n", config.storage.path.c_str(),
                static_cast<unsigned long long>(store->url_count()));
  return faults.empty() ? kExitOk : kExitFailed;
}

int run_check(const Options& options) {
  LoadedConfig loaded = load_config(options.config);
  const bool readable = loaded.faults.empty() || !loaded.lines.empty();
  if (readable) CrawlCheck(loaded).run();
  std::fputs(to_string(loaded.faults).c_str(), stdout);
  const bool sound = loaded.faults.empty();
  if (sound) std::printf("%s: no faults\n", options.config.c_str());
  // The store can be looked at as long as its path is known.
  const int store = options.store && (sound || loaded.line_of("storage.path"))
                        ? check_store(loaded.config)
                        : kExitOk;
  return sound ? store : kExitFailed;
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("check", "List every fault of a config, and check the store");
  command->add_option("--config", options->config, "Config file")->capture_default_str();
  command->add_flag(
      "--store", options->store,
      "Also read the whole store and check its invariants (the daemon must be stopped)");
  command->footer(
      "Prints a line for each fault, with the file's line. Exits with 1 if there is any.");
  command->callback([options, &run] { run = [options] { return run_check(*options); }; });
}

}  // namespace winnow
