// crawl_bench [PAGES [YARDSTICK_PAGES]]: crawls a web of 100 hosts on loopback with the real daemon
// (extraction, de-duplication, durable store) and prints what a page costs; then the yardstick in
// the same run: libcurl multi, plain gumbo_parse, links, LevelDB put, and nothing else.
#include <curl/curl.h>
#include <gumbo.h>
#include <leveldb/db.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "crawler/daemon.h"
#include "crawler/process_info.h"
#include "tests/bench/bench_web.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

constexpr uint64_t kHosts = 100;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Measure {
  double cpu = cpu_seconds();
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

  double cpu_spent() const { return cpu_seconds() - cpu; }
  double time_spent() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
};

Config config_for(const BenchWeb& web, const std::filesystem::path& folder) {
  Config config;
  config.seeds.urls = {web.url(0, 0)};
  config.scope.mode = ScopeMode::kAny;
  config.scope.max_pages_per_discovered_host = 0;
  config.fetch.addresses = Addresses::kLoopback;
  config.fetch.connect_to = {web.connect_to()};
  config.politeness.delay = config.politeness.max_delay = Millis(0);
  config.politeness.latency_factor = 0;
  config.revisit.enabled = false;
  config.storage.path = folder / "store";
  config.storage.min_free_bytes = 0;
  config.control.socket = folder / "control.sock";
  return config;
}

// Pages a CPU-second.
double crawl(const BenchWeb& web) {
  const TemporaryFolder folder;
  const Config config = config_for(web, folder.path());
  const Measure measure;
  DaemonOptions options;
  options.exit_when_idle = true;
  options.handle_signals = false;
  Daemon daemon(config, options);
  if (!daemon.run()) std::exit(1);
  const double cpu = measure.cpu_spent(), time = measure.time_spent();
  const CrawlStatus& status = daemon.final_status();
  uint64_t pages = 0, articles = 0;
  for (const auto& [name, value] : status.counters) {
    if (name == "pages_fetched") pages = value;
    if (name == "articles_new") articles = value;
  }
  const auto stage = [&](const char* name, double seconds) {
    std::printf("  %-34s %8.1f us a page\n", name, seconds * 1e6 / double(pages));
  };
  const auto seconds = [](std::chrono::microseconds t) { return double(t.count()) / 1e6; };
  const double engine = seconds(status.engine_cpu), extract = seconds(status.extract_cpu),
               store = seconds(status.store_cpu);
  std::printf(
      "winnow: %llu pages (of %llu), %llu articles in %.1f s: %.0f pages/s, "
      "%.0f pages a CPU-second\n",
      static_cast<unsigned long long>(pages), static_cast<unsigned long long>(web.pages()),
      static_cast<unsigned long long>(articles), time, double(pages) / time, double(pages) / cpu);
  stage("fetch and engine (one thread)", engine);
  stage("extraction (workers)", extract);
  stage("store (writer)", store);
  stage("LevelDB's background and the rest", cpu - engine - extract - store);
  std::printf("  %-34s %8.1f MiB\n", "peak memory", double(peak_resident_bytes()) / (1 << 20));
  return double(pages) / cpu;
}

// One connection of the yardstick: the pages of one host, one after the other.
struct Fetch {
  CURL* easy = nullptr;
  uint64_t host = 0, page = 0;
  std::string body;
};

size_t append_body(char* data, size_t size, size_t count, void* fetch) {
  static_cast<Fetch*>(fetch)->body.append(data, size * count);
  return size * count;
}

size_t count_links(const GumboOutput* output) {
  size_t links = 0;
  std::vector<const GumboNode*> stack = {output->root};
  while (!stack.empty()) {
    const GumboNode* node = stack.back();
    stack.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_A && gumbo_get_attribute(&element.attributes, "href")) ++links;
    for (unsigned i = 0; i < element.children.length; ++i) {
      stack.push_back(static_cast<const GumboNode*>(element.children.data[i]));
    }
  }
  return links;
}

double yardstick(const BenchWeb& web, uint64_t pages) {
  const TemporaryFolder folder;
  leveldb::DB* opened = nullptr;
  leveldb::Options options;
  options.create_if_missing = true;
  if (!leveldb::DB::Open(options, folder.path() / "db", &opened).ok()) std::exit(1);
  const std::unique_ptr<leveldb::DB> db(opened);
  const Measure measure;
  CURLM* multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, long{kHosts} * 2);
  curl_slist* connect_to = curl_slist_append(nullptr, web.connect_to().c_str());
  std::vector<std::unique_ptr<Fetch>> fetches;
  const auto start = [&](Fetch& fetch) {
    fetch.body.clear();
    curl_easy_setopt(fetch.easy, CURLOPT_URL, web.url(fetch.host, fetch.page).c_str());
    curl_multi_add_handle(multi, fetch.easy);
  };
  for (uint64_t host = 0; host < kHosts; ++host) {
    auto fetch = std::make_unique<Fetch>(Fetch{curl_easy_init(), host, 0, ""});
    curl_easy_setopt(fetch->easy, CURLOPT_PRIVATE, fetch.get());
    curl_easy_setopt(fetch->easy, CURLOPT_WRITEFUNCTION, append_body);
    curl_easy_setopt(fetch->easy, CURLOPT_WRITEDATA, fetch.get());
    curl_easy_setopt(fetch->easy, CURLOPT_CONNECT_TO, connect_to);
    start(*fetch);
    fetches.push_back(std::move(fetch));
  }
  uint64_t done = 0, links = 0;
  int running = 1;
  while (running > 0) {
    curl_multi_perform(multi, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      Fetch* fetch = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &fetch);
      curl_multi_remove_handle(multi, fetch->easy);
      GumboOutput* output =
          gumbo_parse_with_options(&kGumboDefaultOptions, fetch->body.data(), fetch->body.size());
      links += count_links(output);
      gumbo_destroy_output(&kGumboDefaultOptions, output);
      db->Put({}, web.url(fetch->host, fetch->page), fetch->body);
      ++done;
      if (++fetch->page < pages / kHosts) start(*fetch), running = 1;
    }
    curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  }
  const double cpu = measure.cpu_spent();
  std::printf("yardstick: %llu pages, %llu links in %.1f s: %.0f pages a CPU-second\n",
              static_cast<unsigned long long>(done), static_cast<unsigned long long>(links),
              measure.time_spent(), double(done) / cpu);
  for (auto& fetch : fetches) curl_easy_cleanup(fetch->easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(connect_to);
  return double(done) / cpu;
}

}  // namespace
}  // namespace winnow

int main(int argc, char** argv) {
  const uint64_t pages = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  const uint64_t yardstick_pages = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5'000;
  spdlog::set_level(spdlog::level::warn);
  const winnow::BenchWeb web(winnow::kHosts, std::max<uint64_t>(1, pages / winnow::kHosts));
  const double ours = winnow::crawl(web);
  const double bare =
      winnow::yardstick(web, std::min(pages, std::max(yardstick_pages, winnow::kHosts)));
  std::printf("winnow is %.2f times the yardstick\n", ours / bare);
}
