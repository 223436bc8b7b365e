// winnow robots: what a robots.txt file says of some URLs.
#include "parser/robots.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "crawler/commands/command.h"
#include "parser/url.h"

namespace winnow {
namespace {

struct Options {
  std::string agent, file;
  std::vector<std::string> urls;
};

int run_robots(const Options& options) {
  std::ifstream file(options.file, std::ios::binary);
  std::string bytes(Robots::kMaxBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.is_open() || file.bad()) {
    std::fprintf(stderr, "winnow robots: %s: cannot be read\n", options.file.c_str());
    return kExitFailed;
  }
  bytes.resize(static_cast<size_t>(file.gcount()));
  const Robots robots = Robots::parse(bytes, options.agent);
  int code = kExitOk;
  for (const std::string& input : options.urls) {
    // A path alone is fine as well: the file is that of its origin.
    const Result<Url> url = Url::parse(input.starts_with('/') ? "http://localhost" + input : input);
    if (!url) {
      std::printf("invalid: %s\t%s\n", url.error().c_str(), input.c_str());
      code = kExitFailed;
      continue;
    }
    const Robots::Decision decision = robots.decide(url->path_and_query());
    const std::string rule = decision.line == 0 ? "no rule"
                                                : "line " + std::to_string(decision.line) + ": " +
                                                      std::string(decision.text);
    std::printf("%s\t%s\t%s\n", decision.allowed ? "allowed" : "disallowed", rule.c_str(),
                input.c_str());
  }
  return code;
}

}  // namespace

void add_robots(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("robots", "Say what a robots.txt file allows (RFC 9309)");
  command->add_option("--agent", options->agent, "Product token of the crawler, like winnow")
      ->required();
  command->add_option("--file", options->file, "The robots.txt file; only its first 500 KiB count")
      ->required();
  command->add_option("URL", options->urls, "URLs, or paths that begin with /")->required();
  command->footer(
      "Prints a line for each URL: allowed or disallowed, a tab, the line of the file that "
      "decided\n"
      "(or: no rule), a tab, the URL. Exits with 1 if a URL is invalid.");
  command->callback([options, &run] { run = [options] { return run_robots(*options); }; });
}

}  // namespace winnow
