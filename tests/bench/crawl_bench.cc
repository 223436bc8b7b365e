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

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "crawler/process_info.h"
#include "parser/html/charset.h"
#include "tests/bench/daemon_crawl.h"
#include "tests/bench/replay.h"
#include "tests/bench/yardstick.h"

namespace winnow {
namespace {

constexpr uint64_t kHosts = kCrawlHosts, kReplayed = 3000;

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
  Crawled &one = *shared_crawled(), &all = *shared_crawled();
  {
    const BenchWeb web(kHosts, a_host, cpus - 1);
    run_apart(1, one, [&](Crawled& c) { crawl_with_daemon(web, 1, c); });
    report(one, web);
    run_apart(1, one, [&](Crawled& c) {
      c.yardstick = yardstick(web, std::min(pages, std::max(yardstick_pages, kHosts)));
    });
    std::printf("winnow is %.2f times the yardstick\n",
                static_cast<double>(one.pages) / one.cpu / one.yardstick);
    run_apart(1, one, [&](const Crawled& c) { replay(web, c); });
  }
  if (cpus < 2) return;
  const BenchWeb web(kHosts, a_host);
  run_apart(cpus, all, [&](Crawled& c) { crawl_with_daemon(web, static_cast<unsigned>(cpus), c); });
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
