#include "storage/store.h"

#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

using Strings = std::vector<std::string>;

std::vector<Applied> apply(Store& store, const Commit& commit) {
  return store.apply({commit}, false);
}

uint64_t counter(const Store& store, std::string_view name) {
  for (const auto& [each, total] : store.counters())
    if (each == name) return total;
  return 0;
}

}  // namespace

TEST_CASE("a seed is queued once, however often it is given") {
  MemEnv mem;
  auto store = mem.open();
  Commit commit = seeds({"http://a.example/", "http://a.example/", "http://b.example/x"});
  const auto applied = store->apply({commit, commit}, false);
  REQUIRE(applied.size() == 2);
  REQUIRE(applied[0].fresh.size() == 2);
  CHECK(applied[0].fresh[0].authority == "a.example");
  CHECK(applied[0].fresh[0].entry.url == "http://a.example/");
  CHECK(applied[0].fresh[0].entry.sequence == 1);
  CHECK(applied[0].fresh[1].entry.sequence == 2);
  CHECK(applied[1].fresh.empty());
  CHECK(apply(*store, commit)[0].fresh.empty());
  CHECK(store->url_count() == 2);
  CHECK(store->host("a.example")->queued == 1);
  CHECK(store->host("a.example")->seeded);
  CHECK(urls_of(store->pending("a.example", 10).fresh) == Strings{"http://a.example/"});
  CHECK(counter(*store, kLinksFresh) == 2);
}

TEST_CASE("what is taken leaves the queue in the commit that records its outcome") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, seeds({"http://a.example/1", "http://a.example/2"}));
  const auto window = store->pending("a.example", 10);
  REQUIRE(window.fresh.size() == 2);
  Commit commit = fetched(window.fresh[0], at(100));
  commit.links = {new_url("http://a.example/2", 1), new_url("http://a.example/3", 1),
                  new_url("https://a.example/3", 1), new_url("http://b.example/", 1)};
  const auto applied = apply(*store, commit);
  CHECK(applied[0].queued == 3);
  CHECK(applied[0].fresh.size() == 3);
  CHECK(urls_of(store->pending("a.example", 10).fresh) ==
        Strings{"http://a.example/2", "http://a.example/3", "https://a.example/3"});
  CHECK(store->url("http://a.example/1")->status == 200);
  CHECK(store->host("a.example")->next_allowed == at(105));
  CHECK(store->host("a.example")->seeded);
  CHECK(store->host("b.example")->queued == 1);
  CHECK_FALSE(store->host("b.example")->seeded);
}

TEST_CASE("a requeued entry keeps its sequence and waits for its time") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, seeds({"http://a.example/1", "http://a.example/2"}));
  const auto taken = store->pending("a.example", 1).fresh.at(0);
  Commit commit = fetched(taken, at(100));
  commit.requeue = taken;
  commit.requeue->due = at(5000);
  commit.requeue->tries = 1;
  commit.requeue->sequence = 0;
  const auto applied = apply(*store, commit);
  REQUIRE(applied[0].requeued);
  CHECK(applied[0].requeued->sequence == taken.sequence);
  CHECK(applied[0].queued == 2);
  const auto window = store->pending("a.example", 10);
  CHECK(urls_of(window.fresh) == Strings{"http://a.example/2"});
  REQUIRE(window.timed.size() == 1);
  CHECK(window.timed[0].due == at(5000));
  CHECK(window.timed[0].tries == 1);
  apply(*store, fetched(window.timed[0], at(5000)));
  CHECK(store->pending("a.example", 10).timed.empty());
  CHECK(store->host("a.example")->queued == 1);
}

TEST_CASE("pending gives at most the limit of each sort, in queue order") {
  MemEnv mem;
  auto store = mem.open();
  Commit commit;
  for (int i = 0; i < 30; ++i)
    commit.links.push_back(new_url("http://a.example/" + std::to_string(i), i % 3));
  commit.links.push_back(new_url("http://a.example.org/", 0));
  apply(*store, commit);
  CHECK(urls_of(store->pending("a.example", 3).fresh) ==
        Strings{"http://a.example/0", "http://a.example/3", "http://a.example/6"});
  CHECK(store->pending("a.example", 100).fresh.size() == 30);
  CHECK(store->pending("a.example", 0).fresh.empty());
  CHECK(store->pending("example", 10).fresh.empty());
}

TEST_CASE("scan_hosts gives each host with the time of its earliest entry") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, seeds({"http://fresh.example/", "http://timed.example/", "http://done.example/"}));
  const auto timed = store->pending("timed.example", 1).fresh.at(0);
  Commit retry = fetched(timed, at(10));
  retry.requeue = timed;
  retry.requeue->due = at(777);
  apply(*store, retry);
  apply(*store, fetched(store->pending("done.example", 1).fresh.at(0), at(10)));
  std::vector<std::pair<std::string, Time>> seen;
  store->scan_hosts([&](const HostRecord& host, Time due) {
    seen.emplace_back(host.authority, due);
    return true;
  });
  CHECK(seen == std::vector<std::pair<std::string, Time>>{{"done.example", Time::max()},
                                                          {"fresh.example", Time{}},
                                                          {"timed.example", at(777)}});
  int visited = 0;
  store->scan_hosts([&](const HostRecord&, Time) { return ++visited < 2; });
  CHECK(visited == 2);
}

TEST_CASE("robots.txt is kept for each origin and left alone by other commits") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, seeds({"http://a.example/"}));
  Commit commit = fetched(store->pending("a.example", 1).fresh.at(0), at(100));
  commit.robots[1] = RobotsRecord{RobotsRecord::State::kFetched, at(90), {}, "User-agent: *\n"};
  apply(*store, commit);
  Commit later;
  later.host = store->host("a.example");
  apply(*store, later);
  const auto robots = store->robots("a.example");
  CHECK(robots[0].state == RobotsRecord::State::kUnknown);
  CHECK(robots[1].state == RobotsRecord::State::kFetched);
  CHECK(robots[1].body == "User-agent: *\n");
  CHECK(robots[1].fetched == at(90));
}

TEST_CASE("all that was applied is there after the store is opened again") {
  MemEnv mem;
  {
    auto store = mem.open();
    CHECK(store->was_clean());
    Commit commit = seeds({"http://a.example/", "http://b.example/"});
    commit.counters = {{"outcome.ok", 3}};
    apply(*store, commit);
    apply(*store, article_commit("http://a.example/x", "some text"));
  }
  auto store = mem.open();
  CHECK_FALSE(store->was_clean());
  CHECK(store->url_count() == 3);
  CHECK(store->last_sequence() == 1);
  CHECK(counter(*store, "outcome.ok") == 3);
  Commit commit;
  commit.counters = {{"outcome.ok", 1}};
  commit.links = {new_url("http://a.example/"), new_url("http://a.example/new")};
  const auto applied = apply(*store, commit);
  REQUIRE(applied[0].fresh.size() == 1);
  CHECK(applied[0].fresh[0].entry.sequence == 3);
  CHECK(counter(*store, "outcome.ok") == 4);
  store->close_cleanly();
  store.reset();
  CHECK(mem.open()->was_clean());
  CHECK_FALSE(mem.open()->was_clean());
}

TEST_CASE("a store that is opened again knows all its URLs from the first commit on") {
  const MemEnv env;
  const auto links = [](int from) {
    std::vector<std::string> hrefs;
    for (int i = from; i < from + 5000; ++i)
      hrefs.push_back("http://h" + std::to_string(i % 7) + ".example/" + std::to_string(i));
    return seeds(hrefs);
  };
  (void)env.open()->apply({links(0), links(5000)}, false);
  const auto store = env.open();  // reads its URLs in parts, one a commit
  for (const int from : {5000, 0, 2000, 5000})
    CHECK(store->apply({links(from)}, false)[0].fresh.empty());
  CHECK(store->apply({links(6000)}, false)[0].fresh.size() == 1000);
  CHECK(store->apply({links(6000)}, false)[0].fresh.empty());
  CHECK(store->url_count() == 11'000);
  CHECK(store->check().empty());
}

TEST_CASE("a store with little memory for known URLs asks its database") {
  const MemEnv env;
  StoreOptions options = env.options();
  options.known_urls_bytes = 1;
  const auto store = Store::open("/store", options);
  uint64_t fresh = 0;
  for (int round = 0; round < 2; ++round)
    for (int host = 0; host < 50; ++host) {
      std::vector<std::string> hrefs;
      for (int i = 0; i < 20'000; ++i)
        hrefs.push_back("http://h" + std::to_string(host) + ".example/" + std::to_string(i));
      fresh += store->apply({seeds(hrefs)}, false)[0].fresh.size();
    }
  CHECK(fresh == 1'000'000);
  CHECK(store->url_count() == 1'000'000);
}

TEST_CASE("a read-only store keeps the clean mark and must exist") {
  MemEnv mem;
  StoreOptions options = mem.options();
  options.read_only = true;
  CHECK_THROWS_WITH(Store::open("/store", options), "there is no store at /store");
  mem.open()->close_cleanly();
  CHECK(Store::open("/store", options)->was_clean());
  CHECK(mem.open()->was_clean());
}

TEST_CASE("a store that is open cannot be opened by another") {
  TemporaryFolder dir;
  auto store = Store::open(dir.path() / "new" / "store");
  CHECK_THROWS_AS(Store::open(dir.path() / "new" / "store"), StoreInUse);
  store.reset();
  CHECK_NOTHROW(Store::open(dir.path() / "new" / "store"));
}
