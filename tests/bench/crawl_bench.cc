// What a crawl costs, by stage.
//
//   crawl_bench [PAGES [YARDSTICK_PAGES]]
//
// 1. The real daemon (extraction, de-duplication, durable store) crawls PAGES (20,000) pages of 30
//    KB with 40 links (bench_page.h) on 100 hosts on loopback, with one worker on one processor;
//    the server has another. CPU time by thread, peak memory, and what the server saw: every page
//    once.
// 2. The yardstick in the same run (yardstick.h).
// 3. Some of the same pages once more without a network, in one thread: CPU time by stage.
// 4. With more than one processor: the crawl with a worker on each, the server's time discounted.
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <thread>

#include "crawler/daemon.h"
#include "crawler/process_info.h"
#include "parser/html/charset.h"
#include "tests/bench/replay.h"
#include "tests/bench/yardstick.h"

namespace winnow {
namespace {

constexpr uint64_t kHosts = 100, kReplayed = 3000;

double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Config config_for(const BenchWeb& web, const std::filesystem::path& folder) {
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

// Calls part(shared) in a process that stays on the first `cpus` processors.
template <class Part>
void run(int cpus, Crawled& shared, Part part) {
  std::fflush(stdout);
  int status = 0;
  if (const pid_t child = fork(); child != 0) {
    waitpid(child, &status, 0);
    if (status != 0 || !shared.ok) std::exit(1);
    return;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  keep_on_cpus(0, cpus - 1);
  part(shared);
  std::fflush(stdout);
  _exit(0);
}

void crawl(const BenchWeb& web, unsigned workers, Crawled& out) {
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

void stage(const char* name, double us) { std::printf("  %-36s %8.1f us a page\n", name, us); }

void report(const Crawled& c, const BenchWeb& web) {
  const auto pages = static_cast<double>(c.pages);
  const auto count = [](uint64_t n) { return static_cast<unsigned long long>(n); };
  std::printf(
      "winnow: %llu pages, %llu articles in %.1f s: %.0f pages/s, %.0f pages a CPU-second\n",
      count(c.pages), count(c.articles), c.seconds, pages / c.seconds, pages / c.cpu);
  std::printf("  of %llu pages %llu were missed, %llu asked for more than once\n",
              count(web.pages()), count(web.served(0)),
              count(web.pages() - web.served(0) - web.served(1)));
  std::printf("  peak memory %.1f MiB\n", static_cast<double>(c.peak_bytes) / (1 << 20));
  const double us = 1e6 / pages;
  stage("thread: network and engine", c.engine * us);
  stage("threads: extraction", c.extract * us);
  stage("thread: store", c.store * us);
  stage("LevelDB's background and the rest", (c.cpu - c.engine - c.extract - c.store) * us);
  stage("all", c.cpu * us);
}

// The stages of extract(), each a sum of those of extract_stages.h.
void replay_extraction(const BenchWeb& web) {
  Stages all;
  for (uint64_t i = 0; i < kReplayed / 10; ++i) {
    const std::string body = bench_page(i % kHosts, i / kHosts, kHosts, web.pages() / kHosts);
    Stages stages;
    Decoded decoded(std::string_view(), "", CharsetSource::kDefault);
    stages.time("decode", [&] { decoded = decode(body, "text/html; charset=utf-8"); });
    Dom dom;
    stages.time("Dom::parse", [&] { dom = Dom::parse(decoded.text()); });
    time_tree(decoded.text(), stages);
    time_extraction(dom, decoded.charset(), *Url::parse(web.url(i % kHosts, i / kHosts)), stages);
    all.add(stages);
  }
  const auto us = [&](std::initializer_list<const char*> names) {
    double sum = 0;
    for (const char* name : names) sum += all[name];
    return sum / (kReplayed / 10);
  };
  const double bytes = us({"preprocess", "skeleton and guard"});
  stage("  byte pass", us({"decode"}) + bytes);
  stage("  tree", us({"Dom::parse"}) - bytes);
  stage("  metadata", us({"metadata"}));
  stage("  links, canonical", us({"links"}));
  stage("  blocks and outline", us({"blocks", "outline", "teasers"}));
  stage("  chrome rules, labels, body",
        us({"chrome rules", "signals", "labels", "body", "verdict"}));
  stage("  language", us({"language"}));
  stage("  fingerprint", us({"block hashes, fingerprint"}));
  stage("  quality signals", us({"quality signals"}));
}

// `crawled`: what the network's share and LevelDB's background are told from.
void replay(const BenchWeb& web, const Crawled& crawled) {
  const TemporaryFolder folder;
  const Config config = config_for(web, folder.path());
  const auto store = Store::open(config.storage.path);
  Replay replay(config, web, *store);
  const uint64_t pages = replay.run(std::min(kReplayed, web.pages()));
  std::printf("by stage, of %llu pages once more in one thread, without a network:\n",
              static_cast<unsigned long long>(pages));
  stage("fetch (the thread less the engine)",
        crawled.engine * 1e6 / static_cast<double>(crawled.pages) - replay.us("engine"));
  stage("extraction", replay.us("extract"));
  replay_extraction(web);
  stage("engine: scope, politeness, frontier", replay.us("engine"));
  stage("store: known links, new ones queued", replay.us("links"));
  stage("store: dedupe, commit", replay.us("commit"));
  stage("store: queue heads loaded", replay.us("load"));
}

void measure(uint64_t pages, uint64_t yardstick_pages) {
  const int cpus = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const uint64_t a_host = std::max<uint64_t>(1, pages / kHosts);
  auto* shared = new (mmap(nullptr, 2 * sizeof(Crawled), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Crawled[2];
  Crawled &one = shared[0], &all = shared[1];
  {
    const BenchWeb web(kHosts, a_host, cpus - 1);
    run(1, one, [&](Crawled& c) { crawl(web, 1, c); });
    report(one, web);
    run(1, one, [&](Crawled& c) {
      c.yardstick = yardstick(web, std::min(pages, std::max(yardstick_pages, kHosts)));
    });
    std::printf("winnow is %.2f times the yardstick\n",
                static_cast<double>(one.pages) / one.cpu / one.yardstick);
    run(1, one, [&](const Crawled& c) { replay(web, c); });
  }
  if (cpus < 2) return;
  const BenchWeb web(kHosts, a_host);
  run(cpus, all, [&](Crawled& c) { crawl(web, static_cast<unsigned>(cpus), c); });
  const auto rate = [](const Crawled& c, double discount) {
    return static_cast<double>(c.pages) / (c.seconds - discount);
  };
  std::printf("%d workers on %d processors, less the server's time: %.2f times one on one\n", cpus,
              cpus, rate(all, all.server_cpu / cpus) / rate(one, 0));
}

}  // namespace
}  // namespace winnow

int main(int argc, char** argv) {
  winnow::keep_freed_memory();  // as winnow does
  const uint64_t pages = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  const uint64_t yardstick_pages = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5'000;
  spdlog::set_level(spdlog::level::warn);
  winnow::measure(pages, yardstick_pages);
}
