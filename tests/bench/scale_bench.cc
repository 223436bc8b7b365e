// A store of many known URLs: scale_bench [MILLIONS [SECONDS [FOLDER]]]. Makes URLs, a thousand a
// host, all of them queued, in a new store in FOLDER (default: a temporary one) until there are
// 100,000, 10 million and at last MILLIONS (10) of millions, or SECONDS (1800) are over. Of each
// size: what a page with an article and 40 known links costs the store, a check of a known and of
// an unknown URL, memory, disk, a stop and a start. At the end these beside what they may be; of a
// page with what network, engine and extraction of crawl_bench's pages cost in the same run. For 50
// million: 6 GB of disk and a quarter of an hour.
#include <leveldb/db.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>

#include "crawler/engine.h"
#include "crawler/process_info.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "tests/bench/clocks.h"
#include "tests/bench/daemon_crawl.h"
#include "tests/bench/folder_bytes.h"
#include "tests/bench/frontier_turns.h"
#include "tests/bench/scale_web.h"

using namespace winnow;
using namespace winnow::scale_web;
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kGroup = 32, kWindow = 8;  // pages a call, entries that a host is loaded with
constexpr uint64_t kBefore = 51'200, kPages = 204'800;  // at most
constexpr double kMiB = 1 << 20;

// What a URL takes by itself: a database of nothing but the keys of a million of them.
double bytes_of_a_url(const fs::path& folder) {
  constexpr uint64_t kHosts = 1000;
  leveldb::Options options;
  options.create_if_missing = true;
  leveldb::DB* opened = nullptr;
  if (!leveldb::DB::Open(options, folder.string(), &opened).ok()) std::abort();
  std::unique_ptr<leveldb::DB> db(opened);
  for (uint64_t host = 0; host < kHosts; ++host)
    for (uint64_t n = 0; n < kUrlsPerHost; ++n)
      db->Put({}, keys::url(*split_href(url_of(host, n))), {});
  db->CompactRange(nullptr, nullptr);
  return static_cast<double>(folder_bytes(folder)) / (kHosts * kUrlsPerHost);
}

// What a page costs but for the store: microseconds of CPU of the threads of a daemon.
double elsewhere_us() {
  constexpr uint64_t kPagesOfAll = 3000;
  const auto cpus = static_cast<int>(std::thread::hardware_concurrency());
  const BenchWeb web(kCrawlHosts, kPagesOfAll / kCrawlHosts, cpus - 1);
  Crawled& crawled = *shared_crawled();
  run_apart(1, crawled, [&](Crawled& c) { crawl_with_daemon(web, 1, c); });
  return (crawled.engine + crawled.extract) * 1e6 / static_cast<double>(crawled.pages);
}

// What LevelDB's own thread does, by its messages.
class Compactions {
 public:
  void hear(std::string_view line) {
    ++lines_;
    running_ += line.starts_with("Compacting ") || line.find(": started") != line.npos;
    running_ -= line.starts_with("compacted to: ") || line.find(" bytes OK") != line.npos;
    stalls_ += line.find("; waiting...") != line.npos;
  }
  int stalls() const { return stalls_; }  // of commits, until now

  // Until what was written is merged, as far as LevelDB does that at all.
  void settle() const {
    for (int quiet = 0; quiet < 5;) {
      const int before = lines_;
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      quiet = lines_ == before && running_ <= 0 ? quiet + 1 : 0;
    }
  }

 private:
  std::atomic<int> lines_ = 0, running_ = 0, stalls_ = 0;
};

// Bytes that this process had from the disk ("read_bytes:") or gave to it ("write_bytes:").
uint64_t disk_bytes(std::string_view which) {
  std::ifstream io("/proc/self/io");
  std::string name;
  for (uint64_t value = 0; io >> name >> value;)
    if (name == which) return value;
  return 0;
}

// What pages cost: seconds, of CPU but for `waiting`, which is for the disk and LevelDB's thread.
struct Spent {
  double apply = 0, load = 0, compact = 0, waiting = 0;
  double cpu() const { return apply + load + compact; }
};

// At one size.
struct Figures {
  uint64_t urls = 0;
  double page_us = 0, start = 0, stop = 0;
};

class Bench {
 public:
  Bench(fs::path folder, uint64_t urls, double seconds)
      : folder_(std::move(folder)), wanted_(urls), deadline_(wall() + seconds) {}

  void run() {
    std::puts(
        "           CPU us a page: CPU us of a   KiB a page:    us     wait-  CPU us a link:\n"
        "    URLs    all  apply  load  compact  new URL   read  written  ing  stalls  known  "
        "unknown    MiB   stop s  start s");
    open();
    for (const uint64_t mark : {uint64_t{100'000}, uint64_t{10'000'000}, wanted_}) {
      if (mark > wanted_) continue;
      const bool whole = fill(mark);
      measure();
      if (!whole || mark == wanted_) break;
    }
    peak_ = static_cast<double>(peak_resident_bytes()) / kMiB;
    store_.reset();
  }

  void compare(double url_bytes, double turn_us, double elsewhere) const {
    std::puts("\n                                                  measured  at most");
    const auto row = [](const std::string& what, double value, double most) {
      std::printf("%-48s  %8.2f  %7.1f%s\n", what.c_str(), value, most,
                  value <= most ? "" : "  exceeded");
    };
    for (size_t i = 1; i < figures_.size(); ++i)
      row("a page at " + millions(figures_[i]) + ", to one at 0.1 million",
          (figures_[i].page_us + elsewhere) / (figures_[0].page_us + elsewhere), 1.3);
    for (const Figures& size : figures_) {
      row("start with " + millions(size) + " queued, s", size.start, 5);
      row("stop, s", size.stop, 10);
    }
    row("resident, MiB", peak_, 600);
    row("on disk a known URL beyond its text, bytes", known_bytes() - text_bytes(), 30);
    row("choosing the next of a million hosts, us", turn_us, 5);
    for (const Figures& size : figures_)
      std::printf("a page at %s: %.0f us of the store, %.0f of network, engine and extraction\n",
                  millions(size).c_str(), size.page_us, elsewhere);
    std::printf(
        "a known URL and its queue entry take %.1f bytes: its text has %.1f, "
        "a database of URLs alone %.1f\n",
        known_bytes(), text_bytes(), url_bytes);
  }

 private:
  static std::string millions(const Figures& size) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f million", static_cast<double>(size.urls) / 1e6);
    return text;
  }

  double known_bytes() const {
    return static_cast<double>(filled_bytes_) / static_cast<double>(hosts_ * kUrlsPerHost);
  }

  // Of a URL that is neither of the first nor of the last.
  double text_bytes() const { return static_cast<double>(url_of(hosts_ / 2, 500).size()); }

  void open() {
    StoreOptions options;
    options.log = [this](std::string_view line) { compactions_.hear(line); };
    store_ = Store::open(folder_, options);
  }

  // False if time is over.
  bool fill(uint64_t urls) {
    const uint64_t had = hosts_, bytes = hosts_ == 0 ? 0 : folder_bytes(folder_);
    const double before = cpu();
    while (hosts_ * kUrlsPerHost < urls && wall() < deadline_)
      store_->apply({all_of(hosts_++)}, false);
    compactions_.settle();
    const auto made = static_cast<double>((hosts_ - had) * kUrlsPerHost);
    new_us_ = (cpu() - before) / std::max(made, 1.0) * 1e6;
    filled_bytes_ += folder_bytes(folder_) - bytes;
    return hosts_ * kUrlsPerHost >= urls;
  }

  void measure() {
    Figures figures;
    figures.urls = store_->url_count();
    std::printf("%8llu ", static_cast<unsigned long long>(figures.urls));
    figures.page_us = pages();
    std::printf("%6.2f  %7.2f  ", check_us(0), check_us(10 * kUrlsPerHost));
    std::printf("%5.0f ", static_cast<double>(resident_bytes()) / kMiB);
    const double before = wall();
    store_->close_cleanly();
    store_.reset();
    figures.stop = wall() - before;
    figures.start = start();
    std::printf("%8.2f %8.2f\n", figures.stop, figures.start);
    std::fflush(stdout);
    figures_.push_back(figures);
  }

  // After others, so that what the filling left half merged is not charged to them; many, as
  // LevelDB merges in long bursts.
  double pages() {
    const auto whole = [](uint64_t count) { return count / (kGroup * kWindow) * kGroup * kWindow; };
    const uint64_t pages = whole(std::min(kPages, hosts_ * kUrlsPerHost / 2));
    crawl(whole(std::min(kBefore, hosts_ * kUrlsPerHost / 4)));
    const uint64_t read = disk_bytes("read_bytes:"), written = disk_bytes("write_bytes:");
    const int stalls = compactions_.stalls();
    const Spent spent = crawl(pages);
    const auto count = static_cast<double>(pages);
    const double us = 1e6 / count, kib = 1.0 / 1024 / count;
    std::printf("%6.1f %6.1f %5.1f %8.1f %8.2f %6.1f %8.1f %5.1f %6d ", spent.cpu() * us,
                spent.apply * us, spent.load * us, spent.compact * us, new_us_,
                static_cast<double>(disk_bytes("read_bytes:") - read) * kib,
                static_cast<double>(disk_bytes("write_bytes:") - written) * kib, spent.waiting * us,
                compactions_.stalls() - stalls);
    std::fflush(stdout);
    return spent.cpu() * us;
  }

  // Hosts in turn, not in the order of their keys; as many at once as are applied together.
  Spent crawl(uint64_t pages) {
    Spent spent;
    const double begin = cpu();
    double making = 0;
    for (uint64_t page = 0; page < pages; page += kGroup * kWindow) {
      const double loading = thread_cpu();
      std::vector<std::pair<uint64_t, std::vector<QueueEntry>>> windows;
      while (windows.size() < kGroup) {  // a host that is crawled out is passed over
        const uint64_t host = turn_++ * 7'919 % hosts_;
        std::vector<QueueEntry> fresh = store_->pending(host_of(host), kWindow).fresh;
        if (fresh.size() == kWindow) windows.emplace_back(host, std::move(fresh));
      }
      spent.load += thread_cpu() - loading;
      for (uint64_t i = 0; i < kWindow; ++i) {
        const double making_from = thread_cpu();
        std::vector<Commit> group;
        for (const auto& [host, window] : windows)
          group.push_back(page_of(host, window.at(i), hosts_, random_));
        const double from = thread_cpu(), wall_from = wall();
        making += from - making_from;
        store_->apply(std::move(group), false);
        const double took = thread_cpu() - from;
        spent.apply += took;
        spent.waiting += wall() - wall_from - took;
      }
    }
    compactions_.settle();
    spent.compact = cpu() - begin - spent.apply - spent.load - making;
    return spent;
  }

  // A thousand links of one host at a time, in the order of their keys or nearly so.
  double check_us(uint64_t first) {
    constexpr uint64_t kHosts = 20;
    uint64_t known = 0;
    double spent = 0;
    for (uint64_t i = 0; i < kHosts; ++i) {
      const uint64_t host = random_() % hosts_;
      std::vector<std::string> urls;
      for (uint64_t n = 0; n < kUrlsPerHost; ++n) urls.push_back(url_of(host, first + n));
      const double before = cpu();
      for (const std::string& url : urls) known += store_->url(url).has_value();
      spent += cpu() - before;
    }
    if (known != (first == 0 ? kHosts * kUrlsPerHost : 0)) std::abort();
    return spent / (kHosts * kUrlsPerHost) * 1e6;
  }

  // As the daemon does it: opens the store and gives each host to the engine.
  double start() {
    const double before = wall();
    open();
    const Config config;
    Engine engine(config, {});
    const Time now = wall_clock();
    store_->scan_hosts([&](const HostRecord& host, Time due) {
      engine.restore(host, due, store_->was_clean(), now);
      return true;
    });
    if (engine.stats().hosts != hosts_) std::abort();
    return wall() - before;
  }

  const fs::path folder_;
  const uint64_t wanted_;
  const double deadline_;
  Compactions compactions_;
  std::unique_ptr<Store> store_;
  uint64_t hosts_ = 0, turn_ = 0, filled_bytes_ = 0;
  double new_us_ = 0, peak_ = 0;
  std::vector<Figures> figures_;
  std::mt19937_64 random_{1};
};

}  // namespace

int main(int argc, char** argv) {
  const double millions = argc > 1 ? std::strtod(argv[1], nullptr) : 10;
  const double seconds = argc > 2 ? std::strtod(argv[2], nullptr) : 1800;
  std::string name = (fs::temp_directory_path() / "winnow-scale-XXXXXX").string();
  const fs::path folder = argc > 3 ? fs::path(argv[3]) : fs::path(mkdtemp(name.data()));
  spdlog::set_level(spdlog::level::warn);
  const double elsewhere = elsewhere_us();  // first: LevelDB's thread does not live on in a fork
  {
    Bench bench(folder / "store", static_cast<uint64_t>(millions * 1e6), seconds);
    bench.run();
    bench.compare(bytes_of_a_url(folder / "urls"), frontier_cost().turn_us, elsewhere);
  }
  if (argc <= 3) fs::remove_all(folder);
}
