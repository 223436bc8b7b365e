#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "crawler/commands/command.h"
#include "crawler/demo/demo_config.h"
#include "crawler/demo/server.h"

namespace winnow {
namespace {

struct DemoOptions {
  uint16_t port = 0;
  std::string config_out, store;
  bool print_config = false, pages = false;
};

// One line a page: status, verdict, whether it belongs into the corpus, URL.
int print_pages(const demo::DemoWeb& web) {
  for (const demo::DemoPage& page : web.pages()) {
    std::printf("%u\t%s\t%s\t%s\n", page.status, page.verdict.empty() ? "-" : page.verdict.c_str(),
                page.in_corpus ? "corpus" : page.why_not.c_str(), page.url.c_str());
  }
  return kExitOk;
}

int serve(const DemoOptions& options) {
  // Blocked before the server starts its thread, so that the signal waits for sigwait().
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const demo::DemoWeb web;
  if (options.pages) return print_pages(web);
  const demo::DemoServer server(web, options.port);
  const std::string config = demo::demo_config(web, server.port(), options.store);
  if (!options.config_out.empty()) {
    std::ofstream file(options.config_out, std::ios::trunc);
    if (!(file << config).flush()) {
      std::fprintf(stderr, "winnow demo: cannot write %s\n", options.config_out.c_str());
      return kExitFailed;
    }
  }
  if (options.print_config) {
    std::fputs(config.c_str(), stdout);
  } else {
    std::printf("serving %zu sites, %zu URLs on 127.0.0.1:%u\n", web.sites().size(),
                web.pages().size(), server.port());
    for (const std::string& seed : web.seeds()) std::printf("%s\n", seed.c_str());
  }
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  std::fprintf(stderr, "winnow demo: answered %zu requests\n", server.log().size());
  return kExitOk;
}

}  // namespace

void add_demo(CLI::App& app, Run& run) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* command = app.add_subcommand(
      "demo", "Serve a small web of invented sites on 127.0.0.1, until SIGINT or SIGTERM");
  command->add_option("--port", options->port, "Port to listen on; 0 chooses a free one");
  command->add_option("--config-out", options->config_out,
                      "Write a config that crawls it, ready for `winnow run --config FILE`");
  command->add_option("--store", options->store,
                      "Where that config keeps its store and socket; default: beside FILE");
  command->add_flag("--print-config", options->print_config,
                    "Print that config in place of the seeds");
  command->add_flag("--pages", options->pages,
                    "List the URLs with what is expected of them, and serve nothing");
  command->callback([options, &run] {
    run = [options] {
      if (options->store.empty()) {
        const auto beside = std::filesystem::absolute(
            options->config_out.empty() ? "winnow-demo" : options->config_out);
        options->store = beside.parent_path().string();
      }
      return serve(*options);
    };
  });
}

}  // namespace winnow
