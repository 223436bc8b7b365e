// A store of many known URLs: scale_bench [MILLIONS [SECONDS [FOLDER]]]. Makes URLs until there are
// MILLIONS (10) of millions or SECONDS (240) are over, a thousand a host, all of them queued, in a
// new store in FOLDER (default: a temporary one). At 100,000 URLs and then at each million that
// doubles, up to the last: what a page of 40 links costs the store, a check of a known and of an
// unknown URL, and memory. At the end: bytes a URL on disk, and what a stop and a start take.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include "crawler/engine.h"
#include "crawler/process_info.h"
#include "storage/store.h"
#include "tests/bench/clocks.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kUrlsPerHost = 1000, kPages = 1000, kLinks = 40;

std::string host_of(uint64_t host) { return "www.site-" + std::to_string(host) + ".example"; }

// Number `n` of a host; the store knows those below kUrlsPerHost.
NewUrl link_to(uint64_t host, uint64_t n) {
  NewUrl link;
  link.authority = host_of(host);
  link.entry.url = "https://" + link.authority + "/2023/" + std::to_string(n % 12 + 1) +
                   "/an-article-about-something-" + std::to_string(n) + ".html";
  link.entry.priority = 1;
  link.entry.depth = 1;
  return link;
}

class Bench {
 public:
  Bench(fs::path folder, uint64_t urls, double seconds)
      : folder_(std::move(folder)), wanted_(urls), deadline_(wall() + seconds) {}

  void run() {
    {
      const auto store = Store::open(folder_);
      std::puts("       URLs  us a new one  us a page  us a known link  us an unknown one  MiB");
      for (uint64_t mark = 100'000;; mark = std::max<uint64_t>(1'000'000, mark * 2)) {
        const double before = cpu();
        const uint64_t had = hosts_;
        const bool more = fill(*store, std::min(mark, wanted_));
        const double spent = cpu() - before;
        const auto made = static_cast<double>((hosts_ - had) * kUrlsPerHost);
        report(*store, made == 0 ? 0 : spent / made * 1e6);
        if (!more || mark >= wanted_) break;
      }
      const double before = wall();
      store->close_cleanly();
      stopped_ = before;
    }
    std::printf("stop: %.2f s\n", wall() - stopped_);
    start();
  }

 private:
  // False if time is over.
  bool fill(Store& store, uint64_t urls) {
    while (hosts_ * kUrlsPerHost < urls) {
      if (wall() > deadline_) return false;
      Commit commit;
      for (uint64_t n = 0; n < kUrlsPerHost; ++n) commit.links.push_back(link_to(hosts_, n));
      store.apply({commit}, false);
      ++hosts_;
    }
    return true;
  }

  // Until LevelDB has merged what was written: else a page would be charged for it.
  static void settle() {
    for (int i = 0; i < 600; ++i) {
      const double before = cpu();
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      if (cpu() - before < 0.01) return;
    }
  }

  // Pages of hosts in turn, their links to known URLs: most of their own host, some of others.
  double page_us(Store& store) {
    const double before = cpu();
    for (uint64_t page = 0; page < kPages; ++page) {
      const uint64_t host = random_() % hosts_;
      Commit commit;
      commit.host.emplace().authority = host_of(host);
      commit.url.emplace().url = link_to(host, kUrlsPerHost + page).entry.url;
      commit.url->outcome = 1;
      for (uint64_t i = 0; i < kLinks; ++i) {
        const bool away = i % 8 == 0;
        commit.links.push_back(link_to(away ? random_() % hosts_ : host, random_() % kUrlsPerHost));
      }
      store.apply({commit}, false);
    }
    return (cpu() - before) / kPages * 1e6;
  }

  // A thousand links of one host at a time, in the order of their keys or nearly so.
  double check_us(const Store& store, uint64_t first) {
    constexpr uint64_t kHosts = 20;
    const double before = cpu();
    uint64_t known = 0;
    for (uint64_t i = 0; i < kHosts; ++i) {
      const uint64_t host = random_() % hosts_;
      for (uint64_t n = 0; n < kUrlsPerHost; ++n)
        known += store.url(link_to(host, first + n).entry.url).has_value();
    }
    if (known != (first == 0 ? kHosts * kUrlsPerHost : 0)) std::abort();
    return (cpu() - before) / (kHosts * kUrlsPerHost) * 1e6;
  }

  void report(Store& store, double new_us) {
    settle();
    const double page = page_us(store);
    std::printf("%11llu  %12.2f  %9.1f  %15.2f  %17.2f  %3.0f\n",
                static_cast<unsigned long long>(store.url_count()), new_us, page,
                check_us(store, 0), check_us(store, 10 * kUrlsPerHost),
                static_cast<double>(resident_bytes()) / (1 << 20));
    std::fflush(stdout);
  }

  // As the daemon does it: opens the store and gives each host to the engine.
  void start() {
    const double before = wall();
    const auto store = Store::open(folder_);
    const Config config;
    Engine engine(config, {});
    const Time now = wall_clock();
    store->scan_hosts([&](const HostRecord& host, Time due) {
      engine.restore(host, due, store->was_clean(), now);
      return true;
    });
    std::printf("start: %.2f s; %llu hosts, %llu URLs queued\n", wall() - before,
                static_cast<unsigned long long>(engine.stats().hosts),
                static_cast<unsigned long long>(engine.stats().queued));
    uint64_t bytes = 0, of_urls = 0;
    for (const auto& file : fs::directory_iterator(folder_)) bytes += file.file_size();
    for (uint64_t n = 0; n < kUrlsPerHost; ++n) of_urls += link_to(hosts_ / 2, n).entry.url.size();
    std::printf("on disk: %.1f bytes a known URL, queue entry and all; a URL has %.1f\n",
                static_cast<double>(bytes) / static_cast<double>(store->url_count()),
                static_cast<double>(of_urls) / kUrlsPerHost);
    std::printf("resident %.0f MiB, at most %.0f MiB\n",
                static_cast<double>(resident_bytes()) / (1 << 20),
                static_cast<double>(peak_resident_bytes()) / (1 << 20));
  }

  const fs::path folder_;
  const uint64_t wanted_;
  const double deadline_;
  double stopped_ = 0;
  uint64_t hosts_ = 0;
  std::mt19937_64 random_{1};
};

}  // namespace

int main(int argc, char** argv) {
  const double millions = argc > 1 ? std::strtod(argv[1], nullptr) : 10;
  const double seconds = argc > 2 ? std::strtod(argv[2], nullptr) : 240;
  std::string name = (fs::temp_directory_path() / "winnow-scale-XXXXXX").string();
  const fs::path folder = argc > 3 ? fs::path(argv[3]) : fs::path(mkdtemp(name.data()));
  Bench(folder / "store", static_cast<uint64_t>(millions * 1e6), seconds).run();
  if (argc <= 3) fs::remove_all(folder);
}
