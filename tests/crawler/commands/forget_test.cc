// The command forget: beside a daemon, without one, and killed.
#include <signal.h>

#include <algorithm>
#include <thread>

#include "crawler/control_client.h"
#include "crawler/forget_json.h"
#include "storage/dump.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/small_web.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

struct Place {
  explicit Place(const SmallWeb& web, Millis delay = 1ms)
      : config(web.config(folder.path(), delay)) {}

  std::vector<std::string> line(std::vector<std::string> words) const {
    words.insert(words.begin(), WINNOW_BINARY);
    words.insert(words.begin() + 2, {"--config", config});
    return words;
  }
  Ran run(std::vector<std::string> words) const { return run_command(line(std::move(words))); }
  std::unique_ptr<Process> daemon(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), "run");
    return std::make_unique<Process>(line(more), folder.path() / "log");
  }
  bool is_running() const { return is_daemon_running(folder.path() / "c.sock"); }
  std::unique_ptr<Store> store() const { return Store::open(folder.path() / "store"); }

  TemporaryFolder folder;
  std::string config;
};

template <class Condition>
bool wait_for(Condition condition, Millis limit = 60s) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

size_t requests_of(const SmallWeb& web, const std::string& host) {
  const auto all = web.server().requests();
  return static_cast<size_t>(
      std::ranges::count_if(all, [&](const SeenRequest& r) { return r.host == host; }));
}

TEST_CASE("a host is forgotten beside the daemon, in mid-crawl, and after a restart too") {
  SmallWeb web(3, 40);
  Place place(web, 20ms);
  auto daemon = place.daemon();
  REQUIRE(wait_for([&] { return requests_of(web, "h1.example") > 3; }));
  const Ran ran = place.run({"forget", "--host", "h1.example", "--reason", "asked by its owner"});
  INFO(ran.err);
  CHECK(ran.exit == 0);
  CHECK(ran.out.find("\thost\th1.example\tdone\t") != std::string::npos);
  CHECK(ran.out.ends_with("\tasked by its owner\n"));
  const size_t asked = requests_of(web, "h1.example");
  const size_t others = requests_of(web, "h2.example");
  REQUIRE(wait_for([&] { return requests_of(web, "h2.example") > others + 3; }));
  CHECK(requests_of(web, "h1.example") == asked);
  CHECK(place.run({"dump", "--format", "urls"}).out.find("h1.example") == std::string::npos);
  const Ran seed = place.run({"seed", "http://h1.example/7", "http://h2.example/0"});
  CHECK(seed.out == "1 taken, 1 refused\n");
  CHECK(seed.err ==
        "winnow seed: http://h1.example/7: is to be forgotten; see winnow forget --list\n");
  daemon->signal(SIGKILL);
  REQUIRE(daemon->wait(10s));
  REQUIRE(place.daemon({"--exit-when-idle"})->wait(120s) == 0);
  CHECK(requests_of(web, "h1.example") == asked);
  CHECK(requests_of(web, "h2.example") >= 40);
  const auto store = place.store();
  CHECK(store->check().empty());
  CHECK_FALSE(store->host("h1.example"));
}

TEST_CASE("forget works without a daemon, also before the first crawl, and lists what it knows") {
  SmallWeb web(2, 3);
  Place place(web);
  CHECK(place.run({"forget", "http://h0.example/1", "--domain", "h1.example"}).exit == 0);
  REQUIRE(place.daemon({"--exit-when-idle"})->wait(60s) == 0);
  CHECK(requests_of(web, "h1.example") == 0);
  CHECK(place.run({"forget", "http://h0.example/0"}).out.find("\t1 URLs\t1 articles\t\n") !=
        std::string::npos);
  const Ran list = place.run({"forget", "--list"});
  CHECK(std::ranges::count(list.out, '\n') == 3);
  CHECK(place.run({"seed", "https://www.h1.example/"}).out == "0 taken, 1 refused\n");
  CHECK(list.out.find("\tdomain\th1.example\tdone\t0 URLs") != std::string::npos);
  const Ran dump = place.run({"dump", "--since", "1"});
  CHECK(dump.out.find("\"reason\":\"forgotten\"") != std::string::npos);
  CHECK(place.store()->was_clean());
}

TEST_CASE("forget names what is wrong") {
  SmallWeb web(1, 1);
  Place place(web);
  CHECK(place.run({"forget"}).exit == 2);
  CHECK(place.run({"forget", "no url"}).exit == 2);
  CHECK(place.run({"forget", "--domain", "com"}).err ==
        "winnow: com is a public suffix: names below it belong to others\n");
  CHECK(place.run({"forget", "--list"}).exit == 1);  // there is no store yet
  CHECK_FALSE(parse_forget_json("{", Time{}).ok());
  CHECK_FALSE(parse_forget_json("[]", Time{}).ok());
  CHECK_FALSE(parse_forget_json(R"({"scope":"world","name":"x"})", Time{}).ok());
  CHECK_FALSE(parse_forget_json(R"({"scope":"url","name":7})", Time{}).ok());
  CHECK(parse_forget_rules("{}").empty());
  CHECK(parse_forget_rules("[1,{\"scope\":\"host\",\"at\":\"x\"}]").size() == 1);
}

TEST_CASE("a forget that is killed over and over ends as one that was not") {
  SmallWeb web(1, 1);
  Place place(web);
  constexpr int kPages = 6000;
  {
    const auto store = place.store();
    Commit links;
    for (int i = 0; i < kPages; ++i) {
      NewUrl link;
      link.entry.url = "http://big.example/" + std::to_string(i);
      link.authority = "big.example";
      links.links.push_back(std::move(link));
    }
    std::vector<Commit> commits;
    const std::vector<Applied> applied = store->apply({links}, false);
    for (const Fresh& fresh : applied[0].fresh) {
      if (fresh.entry.sequence % 2) continue;
      Commit& commit = commits.emplace_back();
      commit.taken = fresh.entry;
      commit.url.emplace();
      commit.url->url = fresh.entry.url;
      commit.url->outcome = 1;
      commit.article.emplace();
      commit.article->url = fresh.entry.url;
      commit.article->blocks = {{BlockKind::kParagraph, 0, 0, fresh.entry.url}};
    }
    store->apply(commits, true);
    store->close_cleanly();
  }
  bool remembered = false;
  for (int kill = 0; kill < 12; ++kill) {
    Process command(place.line({"forget", "--host", "big.example"}), place.folder.path() / "log");
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + 7 * kill));
    command.signal(SIGKILL);
    REQUIRE(command.wait(10s));
    const auto store = place.store();
    REQUIRE(store->check().empty());
    const auto rules = store->forget_rules();
    CHECK(rules.size() >= (remembered ? 1u : 0u));
    remembered = remembered || !rules.empty();
    if (!remembered) continue;
    const auto result = dump(*store, {}, [](std::string_view) { return true; });
    REQUIRE(result.ok());
    CHECK(result->articles == 0);
  }
  const Ran last = place.run({"forget", "--host", "big.example"});
  CHECK(last.exit == 0);
  CHECK(last.out.find("\tdone\t6000 URLs\t3000 articles\t") != std::string::npos);
  const auto store = place.store();
  CHECK(store->check().empty());
  CHECK(store->url_count() == 3000);  // each names a tombstone
}

}  // namespace
}  // namespace winnow
