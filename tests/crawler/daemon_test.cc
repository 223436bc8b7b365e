// The real daemon, as a process, on a small web on loopback; the commands beside it and without it.
#include <signal.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <thread>

#include "crawler/control_client.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/small_web.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

struct Crawl {
  explicit Crawl(const SmallWeb& web, Millis delay = 1ms, const std::string& more = "")
      : config(web.config(folder.path(), delay, more)) {}

  std::vector<std::string> command(const std::string& name,
                                   const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {WINNOW_BINARY, name, "--config", config};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  std::string log() const { return read_whole_file(folder.path() / "log"); }
  std::string socket() const { return folder.path() / "c.sock"; }
  std::unique_ptr<Process> start(const std::vector<std::string>& more = {}) const {
    return std::make_unique<Process>(command("run", more), folder.path() / "log");
  }
  std::unique_ptr<Store> store() const { return Store::open(folder.path() / "store"); }

  TemporaryFolder folder;
  std::string config;
};

template <class Condition>
bool wait_for(Condition condition, Millis limit = 60s) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

uint64_t count_articles(const Store& store) {
  uint64_t count = 0;
  store.scan_dump(0, [&](const DumpItem& item) {
    count += std::holds_alternative<ArticleRecord>(item);
    return true;
  });
  return count;
}

TEST_CASE("a crawl from one seed ends with every page fetched once and every article stored") {
  SmallWeb web(4, 15);
  Crawl crawl(web);
  auto daemon = crawl.start({"--exit-when-idle"});
  REQUIRE(daemon->wait(120s) == 0);
  std::map<std::string, int> asked;
  for (const SeenRequest& r : web.server().requests()) ++asked[r.host + r.target];
  CHECK(asked.size() == 64);  // 60 pages, 4 robots.txt
  for (const auto& [url, times] : asked) {
    INFO(url);
    CHECK(times == 1);
  }
  CHECK_FALSE(std::filesystem::exists(crawl.socket()));
  const auto store = crawl.store();
  CHECK(store->was_clean());
  CHECK(count_articles(*store) == 60);
  CHECK(store->check().empty());
}

TEST_CASE("SIGTERM while every request hangs ends the daemon in order within 10 s") {
  SmallWeb web(3, 5);
  web.hang(true);
  Crawl crawl(web);
  auto daemon = crawl.start();
  REQUIRE(wait_for([&] { return web.server().requests().size() >= 2; }));
  const auto begin = std::chrono::steady_clock::now();
  daemon->signal(SIGTERM);
  CHECK(daemon->wait(10s) == 0);
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  const auto store = crawl.store();
  CHECK(store->was_clean());
  CHECK(store->pending("h0.example", 10).fresh.size() == 1);
}

TEST_CASE("a second SIGTERM ends the daemon at once") {
  SmallWeb web(1, 5);
  web.hang(true);
  Crawl crawl(web);
  auto daemon = crawl.start();
  REQUIRE(wait_for([&] { return web.server().requests().size() >= 2; }));
  daemon->signal(SIGTERM);
  REQUIRE(wait_for([&] { return crawl.log().find("stopping") != std::string::npos; }));
  daemon->signal(SIGTERM);
  CHECK(daemon->wait(2s) == 1);
}

TEST_CASE("seed and status work beside the daemon, and its socket speaks JSON and Prometheus") {
  SmallWeb web(2, 3);
  Crawl crawl(web);
  auto daemon = crawl.start();
  REQUIRE(wait_for([&] { return is_daemon_running(crawl.socket()); }));

  const Ran seeded = run_command(crawl.command("seed", {"http://h1.example/2", "http://[bad/"}));
  CHECK(seeded.out == "1 taken, 1 refused\n");
  CHECK(seeded.err.find("http://[bad/") != std::string::npos);
  CHECK(seeded.exit == 1);
  REQUIRE(wait_for([&] { return web.server().requests().size() >= 8; }));  // 6 pages, 2 robots
  const auto idle = [&] {
    const Ran ran = run_command(crawl.command("status", {"--json"}));
    return boost::json::parse(ran.out).at("frontier").at("queued").to_number<int>() == 0;
  };
  CHECK(wait_for(idle));

  const auto status = boost::json::parse(run_command(crawl.command("status", {"--json"})).out);
  CHECK(status.at("state").as_string() == "running");
  CHECK(status.at("pid").to_number<int>() == daemon->pid());
  CHECK(status.at("counters").at("pages_fetched").to_number<int>() == 6);
  CHECK(status.at("counters").at("verdicts").at("article").to_number<int>() == 6);
  const Ran human = run_command(crawl.command("status"));
  CHECK(human.exit == 0);
  CHECK(human.out.find("nothing is queued") != std::string::npos);
  const std::string metrics = control_get(crawl.socket(), "/metrics").body;
  CHECK(metrics.find("\nwinnow_up 1\n") != std::string::npos);
  CHECK(metrics.find("\nwinnow_pages_fetched_total 6\n") != std::string::npos);
  CHECK(metrics.find("\nwinnow_outcomes_total{outcome=\"ok\"} 6\n") != std::string::npos);

  std::string dumped;
  const ControlReply dump = control_stream(crawl.socket(), "/dump?format=urls",
                                           [&](std::string_view piece) { dumped += piece; });
  REQUIRE(dump.dump.has_value());
  CHECK(dump.dump->articles == 6);
  CHECK(std::count(dumped.begin(), dumped.end(), '\n') == 6);

  const Ran second = run_command(crawl.command("run"));
  CHECK(second.exit == 1);
  CHECK(second.err.find("another winnow daemon") != std::string::npos);
  daemon->signal(SIGTERM);
  CHECK(daemon->wait(10s) == 0);
}

TEST_CASE("seed and status work without a daemon, and what was seeded is then crawled") {
  SmallWeb web(2, 3);
  Crawl crawl(web);
  const std::string list = crawl.folder.path() / "seeds.txt";
  std::ofstream(list) << "# ours\n\nhttp://h1.example/1\nhttp://h1.example/1#again\n";
  CHECK(run_command(crawl.command("seed", {list})).out == "2 taken, 0 refused\n");
  const auto status = boost::json::parse(run_command(crawl.command("status", {"--json"})).out);
  CHECK(status.at("state").as_string() == "stopped");
  CHECK(status.at("frontier").at("queued").to_number<int>() == 1);
  CHECK(status.at("frontier").at("next_host").as_string() == "h1.example");
  REQUIRE(crawl.start({"--exit-when-idle"})->wait(60s) == 0);
  CHECK(count_articles(*crawl.store()) == 6);
}

TEST_CASE("the daemon says plainly why it does not start") {
  SmallWeb web(1, 1);
  {
    Crawl crawl(web);
    const std::string text = read_whole_file(crawl.config);
    std::ofstream(crawl.config) << "[fetch]\naddresses = \"public\"\n"
                                << text.substr(text.find("[storage]"));
    const Ran ran = run_command(crawl.command("run"));
    CHECK(ran.exit == 1);
    CHECK(ran.err.find("identity.contact is not set") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(crawl.folder.path() / "store"));
  }
  Crawl crawl(web, 1ms, "colour = 1\n");
  const Ran ran = run_command(crawl.command("run"));
  CHECK(ran.exit == 1);
  CHECK(ran.err.find("colour") != std::string::npos);
  CHECK(run_command({WINNOW_BINARY, "run", "--nonsense"}).exit == 2);
  CHECK(run_command({WINNOW_BINARY, "seed"}).exit == 2);
}

TEST_CASE("a crawl pauses while the disk is nearly full, and says so") {
  SmallWeb web(1, 3);
  Crawl crawl(web);
  std::string text = read_whole_file(crawl.config);
  text.replace(text.find("1MiB"), 4, "1000000GiB");
  std::ofstream(crawl.config) << text;
  auto daemon = crawl.start();
  REQUIRE(wait_for([&] { return is_daemon_running(crawl.socket()); }));
  CHECK(wait_for([&] {
    const Ran ran = run_command(crawl.command("status"));
    return ran.out.find("paused (less than storage.min_free_bytes") != std::string::npos;
  }));
  CHECK(web.server().requests().empty());
  daemon->signal(SIGTERM);
  CHECK(daemon->wait(10s) == 0);
}

TEST_CASE("hosts of one address together keep its delay, as the server sees it") {
  constexpr Millis kAddressDelay = 40ms;
  SmallWeb web(4, 5);  // all on 127.0.0.1
  const TemporaryFolder folder;
  const std::string config = web.config(folder.path(), 1ms, "", kAddressDelay);
  Process daemon({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"},
                 folder.path() / "log");
  REQUIRE(daemon.wait(60s) == 0);
  const auto requests = web.server().requests();
  CHECK(requests.size() == 4 * (5 + 1));  // with robots.txt
  for (size_t i = 1; i < requests.size(); ++i) {
    CHECK(requests[i].at - requests[i - 1].at >= kAddressDelay);
  }
}

}  // namespace
}  // namespace winnow
