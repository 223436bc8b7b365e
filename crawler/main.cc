#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "crawler/commands/command.h"
#include "crawler/process_info.h"

int main(int argc, char** argv) {
  CLI::App app{"winnow: a crawler daemon that builds clean text corpora", "winnow"};
  app.set_version_flag("--version", "winnow " WINNOW_VERSION);
  app.require_subcommand(1);
  winnow::Run run;
  winnow::add_demo(app, run);
  winnow::add_extract(app, run);
  winnow::add_robots(app, run);
  winnow::add_url(app, run);
  winnow::add_check(app, run);
  winnow::add_run(app, run);
  winnow::add_seed(app, run);
  winnow::add_forget(app, run);
  winnow::add_status(app, run);
  winnow::add_dump(app, run);
  winnow::add_stats(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? winnow::kExitOk : winnow::kExitUsage;
  }
  winnow::keep_freed_memory();
  try {
    return run();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "winnow: %s\n", e.what());
    return winnow::kExitFailed;
  }
}
