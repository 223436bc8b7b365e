// winnow url: the canonical form of URLs.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "crawler/commands/command.h"
#include "parser/canonical.h"

namespace winnow {
namespace {

struct Options {
  std::string base;
  std::vector<std::string> urls;
};

int run_url(const Options& options) {
  std::optional<Url> base;
  if (!options.base.empty()) {
    Result<Url> parsed = Url::parse(options.base);
    if (!parsed) {
      std::fprintf(stderr, "winnow url: --base %s: %s\n", options.base.c_str(),
                   parsed.error().c_str());
      return kExitUsage;
    }
    base = std::move(parsed).value();
  }
  int code = kExitOk;
  for (const std::string& input : options.urls) {
    const Result<Url> url = canonicalize(input, base ? &*base : nullptr);
    if (url) {
      std::puts(url->href().c_str());
    } else {
      std::printf("invalid: %s\n", url.error().c_str());
      code = kExitFailed;
    }
  }
  return code;
}

}  // namespace

void add_url(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("url", "Print the canonical form of URLs, as the crawler uses it");
  command->add_option("--base", options->base, "Resolve relative URLs against this one");
  command->add_option("URL", options->urls, "URLs; put -- before one that begins with -")
      ->required();
  command->footer(
      "Prints a line for each URL, in the order given: its canonical form (URL Standard; without "
      "fragment,\n"
      "tracking parameters and session ids), or: invalid: WHY. Exits with 1 if any is invalid.");
  command->callback([options, &run] { run = [options] { return run_url(*options); }; });
}

}  // namespace winnow
