#pragma once
// The real daemon (extraction, de-duplication, durable store) crawls a BenchWeb: what that costs.
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <new>

#include "crawler/daemon.h"
#include "crawler/process_info.h"
#include "tests/bench/bench_web.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {

inline constexpr uint64_t kCrawlHosts = 100;

// A crawl of all of a BenchWeb without delays.
inline Config config_of_crawl() {
  Config config;
  config.scope.mode = ScopeMode::kAny;
  config.scope.max_pages_per_discovered_host = 0;
  config.fetch.addresses = Addresses::kLoopback;
  config.politeness.delay = config.politeness.max_delay = Millis(0);
  config.politeness.latency_factor = 0;
  config.politeness.address_delay = Millis(0);  // all its hosts are on one address
  config.politeness.address_connections = 0;
  return config;
}

inline double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

inline Config config_for(const BenchWeb& web, const std::filesystem::path& folder) {
  Config config = config_of_crawl();
  config.seeds.urls = {web.url(0, 0)};
  config.fetch.connect_to = {web.connect_to()};
  config.revisit.enabled = false;
  config.storage.path = folder / "store";
  config.storage.min_free_bytes = 0;
  config.control.socket = folder / "control.sock";
  return config;
}

// What the parts of a run tell each other. In shared memory, since each part is a process of its
// own: LevelDB's thread does not live on in a fork.
struct Crawled {
  bool ok = false;
  uint64_t pages = 0, articles = 0, peak_bytes = 0;
  double seconds = 0, server_cpu = 0;                  // of wall time; of the server
  double cpu = 0, engine = 0, extract = 0, store = 0;  // CPU seconds of the crawler
  double yardstick = 0;                                // its pages a CPU-second
};

inline Crawled* shared_crawled() {
  return new (mmap(nullptr, sizeof(Crawled), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                   0)) Crawled;
}

// Calls part(shared) in a process that stays on the first `cpus` processors.
template <class Part>
void run_apart(int cpus, Crawled& shared, Part part) {
  std::fflush(stdout);
  int status = 0;
  if (const pid_t child = fork(); child != 0) {
    waitpid(child, &status, 0);
    if (status != 0 || !shared.ok) std::exit(1);
    return;
  }
  keep_freed_memory();  // as winnow does
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  keep_on_cpus(0, cpus - 1);
  part(shared);
  std::fflush(stdout);
  _exit(0);
}

inline void crawl_with_daemon(const BenchWeb& web, unsigned workers, Crawled& out) {
  const TemporaryFolder folder;
  Config config = config_for(web, folder.path());
  config.extract.workers = workers;
  const double server_before = web.cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  DaemonOptions options;
  options.exit_when_idle = true;
  options.handle_signals = false;
  Daemon daemon(config, options);
  out.ok = daemon.run();
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.server_cpu = web.cpu_seconds() - server_before;
  out.cpu = process_cpu_seconds();
  out.peak_bytes = peak_resident_bytes();
  const CrawlStatus& status = daemon.final_status();
  for (const auto& [name, value] : status.counters) {
    if (name == "pages_fetched") out.pages = value;
    if (name == "articles_new") out.articles = value;
  }
  const auto seconds = [](std::chrono::microseconds t) {
    return static_cast<double>(t.count()) / 1e6;
  };
  out.engine = seconds(status.engine_cpu);
  out.extract = seconds(status.extract_cpu);
  out.store = seconds(status.store_cpu);
}

}  // namespace winnow
