// Kills the real daemon over and over in mid-crawl and looks at what the sites saw.
#include <signal.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include "crawler/outcome.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/small_web.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

constexpr int kHosts = 6, kPages = 60;
constexpr Millis kDelay = 60ms, kAddressDelay = 10ms;  // all hosts are on one address

std::string page_url(int host, int page) {
  return "http://h" + std::to_string(host) + ".example/" + std::to_string(page);
}

// The pages whose fetch the store reports, and the articles it has; those that are near duplicates.
struct Reported {
  std::set<std::string> fetched, articles, clustered;
};

Reported reported(const std::string& path) {
  StoreOptions options;
  options.read_only = true;
  const auto store = Store::open(path, options);
  Reported all;
  for (int host = 0; host < kHosts; ++host) {
    for (int page = 0; page < kPages; ++page) {
      const std::string url = page_url(host, page);
      const auto record = store->url(url);
      if (record && record->outcome == static_cast<uint8_t>(Outcome::kOk)) all.fetched.insert(url);
    }
  }
  store->scan_dump(0, [&](const DumpItem& item) {
    const auto* article = std::get_if<ArticleRecord>(&item);
    if (article) all.articles.insert(article->url);
    if (article && article->cluster_id) all.clustered.insert(article->url);
    return true;
  });
  CHECK(store->check().empty());
  return all;
}

bool contains(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

TEST_CASE(
    "a daemon killed in mid-crawl loses nothing it reported, asks nothing twice that it "
    "recorded, and asks no host and no address too early") {
  SmallWeb web(kHosts, kPages, 5ms);
  const TemporaryFolder folder;
  const std::string config = web.config(folder.path(), kDelay, "", kAddressDelay),
                    log = folder.path() / "log", store = folder.path() / "store";
  std::mt19937 random(7);
  Reported before;
  std::map<std::string, std::chrono::steady_clock::time_point> recorded_at;
  int kills = 0;
  for (; kills < 20; ++kills) {
    Process daemon({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"}, log);
    const size_t seen = web.server().requests().size();
    // In mid-crawl: some requests after the start, at a random moment.
    const size_t more = 1 + random() % 12;
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (web.server().requests().size() < seen + more &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(1ms);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    REQUIRE_FALSE(daemon.wait(0ms).has_value());
    daemon.signal(SIGKILL);
    REQUIRE(daemon.wait(10s) == 128 + SIGKILL);
    const Reported after = reported(store);
    CHECK(contains(after.fetched, before.fetched));
    CHECK(contains(after.articles, before.articles));
    CHECK(contains(after.clustered, before.clustered));
    CHECK(after.articles == after.fetched);  // one batch a page: both or neither
    const auto now = std::chrono::steady_clock::now();
    for (const std::string& url : after.fetched) recorded_at.emplace(url, now);
    before = after;
  }
  REQUIRE(kills == 20);
  REQUIRE(before.fetched.size() < kHosts * kPages);  // it was in mid-crawl to the last

  Process last({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"}, log);
  REQUIRE(last.wait(200s) == 0);
  const Reported end = reported(store);
  CHECK(end.fetched.size() == kHosts * kPages);
  CHECK(end.articles.size() == kHosts * kPages);
  CHECK(end.clustered.size() > kHosts * kPages / 2);

  // From here on, the sites' own logs.
  std::map<std::string, std::chrono::steady_clock::time_point> last_request;
  std::optional<std::chrono::steady_clock::time_point> last_of_all;
  for (const SeenRequest& request : web.server().requests()) {
    const std::string url = "http://" + request.host + request.target;
    const auto recorded = recorded_at.find(url);
    if (recorded != recorded_at.end()) {
      INFO(url);
      CHECK(request.at < recorded->second);
    }
    const auto previous = last_request.find(request.host);
    if (previous != last_request.end()) {
      INFO(url);
      CHECK(request.at - previous->second >= kDelay);
    }
    if (last_of_all) {
      INFO(url);
      CHECK(request.at - *last_of_all >= kAddressDelay);
    }
    last_of_all = request.at;
    last_request[request.host] = request.at;
  }
}

}  // namespace
}  // namespace winnow
