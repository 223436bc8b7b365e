// Disk full, power cuts and kill -9: what apply() reported stays, whole commits or none.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>
#include <random>

#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/storage/support/fault_env.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

std::string page(int i) {
  return "http://h" + std::to_string(i % 7) + ".example/" + std::to_string(i);
}

// Commit `i` of a crawl: takes page i, stores its article, finds three more, some of them known. So
// every commit touches queue, URL, host, article, duplicate, counter and sequence records.
Commit crawl_step(const Store& store, int i) {
  const std::string host = "h" + std::to_string(i % 7) + ".example";
  for (const QueueEntry& entry : store.pending(host, 1000).fresh) {
    if (entry.url != page(i)) continue;
    Commit commit = fetched_article(entry, at(i), std::string(200, 'x') + std::to_string(i % 50));
    for (int next : {i + 1, i + 2, i + 9}) commit.links.push_back(new_url(page(next), 1));
    commit.counters = {{"pages", 1}};
    return commit;
  }
  throw std::logic_error("page " + std::to_string(i) + " is not pending");
}

uint64_t pages(const Store& store) {
  for (const auto& [name, total] : store.counters())
    if (name == "pages") return total;
  return 0;
}

// Pages 0 .. n-1 were fetched, each with its article, none besides.
void check_crawled(const Store& store, uint64_t n) {
  REQUIRE(store.check() == std::vector<std::string>{});
  CHECK(pages(store) == n);
  for (uint64_t i = 0; i < n + 3; ++i) {
    const auto record = store.url(page(static_cast<int>(i)));
    const bool fetched = record && record->outcome != 0;
    if (fetched != (i < n)) FAIL("page " << i << " of " << n);
  }
}

StoreOptions small(leveldb::Env& env) {
  StoreOptions options;
  options.env = &env;
  options.write_buffer_bytes = 64 << 10;  // the smallest: logs and tables turn over often
  options.cache_bytes = 1 << 20;
  return options;
}

// The file system after a power cut.
MemEnv left_by(const std::map<std::string, std::string>& survivors) {
  MemEnv mem;
  mem.env->CreateDir("/store");
  for (const auto& [name, content] : survivors)
    REQUIRE(leveldb::WriteStringToFile(mem.env.get(), content, name).ok());
  return mem;
}

}  // namespace

TEST_CASE("a full disk stops every apply, and nothing that was reported is lost") {
  for (const int64_t space : {0, 1, 500, 5'000, 50'000, 200'000, 400'000, 700'000}) {
    INFO(space << " bytes left");
    MemEnv mem;
    FaultEnv env(mem.env.get());
    uint64_t done = 0;
    {
      auto store = Store::open("/store", small(env));
      store->apply({seeds({page(0), page(1)})}, true);
      env.fill_up_after(space);
      try {
        while (true) {
          store->apply({crawl_step(*store, static_cast<int>(done))}, done % 10 == 0);
          ++done;
        }
      } catch (const StoreError& error) {
        CHECK_THAT(error.what(), Catch::Matchers::Contains("No space left on device"));
      }
      env.fill_up_after(-1);  // even if there is space again
      CHECK_THROWS_AS(store->apply({}, true), StoreError);
      CHECK_THROWS_AS(store->apply({seeds({"http://new.example/"})}, false), StoreError);
      CHECK_THROWS_AS(store->close_cleanly(), StoreError);
    }
    auto store = Store::open("/store", small(env));
    CHECK_FALSE(store->was_clean());
    CHECK(pages(*store) >= done);
    check_crawled(*store, pages(*store));
    CHECK(pages(*store) <= done + 1);
    store->apply({crawl_step(*store, static_cast<int>(pages(*store)))}, true);
  }
}

TEST_CASE("after a power cut all is there that was applied before the last synced call") {
  std::mt19937 random(7);
  int lost = 0;
  for (int round = 0; round < 12; ++round) {
    std::map<std::string, std::string> survivors;
    uint64_t done = 0, synced = 0;
    {
      MemEnv mem;
      FaultEnv env(mem.env.get());
      auto store = Store::open("/store", small(env));
      store->apply({seeds({page(0), page(1)})}, true);
      for (const uint64_t target = random() % 600; done < target;) {
        const bool sync = random() % 50 == 0;
        store->apply({crawl_step(*store, static_cast<int>(done))}, sync);
        ++done;
        if (sync) synced = done;
      }
      survivors = env.survivors();
    }
    const MemEnv mem = left_by(survivors);
    auto store = mem.open();
    INFO("round " << round << ": " << synced << " of " << done << " synced");
    CHECK_FALSE(store->was_clean());
    CHECK(pages(*store) >= synced);
    check_crawled(*store, pages(*store));
    lost += pages(*store) < done;
  }
  CHECK(lost > 0);  // or the cut cut nothing
}

TEST_CASE("a power cut loses no article that was replaced or dropped since the last synced call") {
  std::mt19937 random(5);
  for (int round = 0; round < 12; ++round) {
    std::map<std::string, std::string> survivors;
    uint64_t synced = 0;
    {
      MemEnv mem;
      FaultEnv env(mem.env.get());
      auto store = Store::open("/store", small(env));
      const uint64_t target = 50 + random() % 300;
      for (uint64_t i = 1; i <= target; ++i) {
        const std::string url = page(static_cast<int>(random() % 20));
        const bool drops = random() % 8 == 0, sync = random() % 40 == 0;
        const std::string text = std::to_string(i) + std::string(random() % 2'000, 'x');
        store->apply({drops ? tombstone_commit(url, "gone") : article_commit(url, text)}, sync);
        if (sync) synced = store->last_sequence();
      }
      survivors = env.survivors();
    }
    const MemEnv mem = left_by(survivors);
    auto store = mem.open();
    INFO("round " << round);
    CHECK(store->last_sequence() >= synced);
    REQUIRE(store->check() == std::vector<std::string>{});
  }
}

TEST_CASE("a synced call also covers commits in a log file that LevelDB has already left") {
  MemEnv mem;
  FaultEnv env(mem.env.get());
  auto store = Store::open("/store", small(env));
  store->apply({seeds({page(0), page(1)})}, true);
  const auto logs = [&] {
    size_t count = 0;
    for (const auto& [name, content] : env.survivors()) count += name.ends_with(".log");
    return count;
  };
  env.hold_tables(true);
  int done = 0;
  while (logs() < 2) store->apply({crawl_step(*store, done++)}, false);
  store->apply({}, true);
  const MemEnv after = left_by(env.survivors());
  env.hold_tables(false);
  check_crawled(*after.open(), done);
}

TEST_CASE("what a dump has given survives a power cut") {
  MemEnv mem;
  FaultEnv env(mem.env.get());
  auto store = Store::open("/store", small(env));
  store->apply({article_commit("http://a.example/", "text")}, false);
  const uint64_t cursor = store->scan_dump(0, [](const DumpItem&) { return true; });
  const MemEnv after = left_by(env.survivors());
  CHECK(after.open()->last_sequence() == cursor);
}

namespace {

constexpr const char* kChildStore = "WINNOW_TEST_CHILD_STORE";

StoreOptions on_disk() { return small(*leveldb::Env::Default()); }

// Starts this program again with only the test "crawl until killed". Not a bare fork(): LevelDB's
// background thread would be missing in the child. Its reports come from `reports`.
pid_t start_crawler(const std::filesystem::path& store, int& reports) {
  std::array<int, 2> ends;
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 3);
    if (ends[0] != 3) close(ends[0]);
    setenv(kChildStore, store.c_str(), 1);
    execl("/proc/self/exe", "storage_test", "crawl until killed", nullptr);
    _exit(1);
  }
  close(ends[1]);
  reports = ends[0];
  return child;
}

}  // namespace

// The child of the test below: says after each commit how many were applied.
TEST_CASE("crawl until killed", "[.]") {
  const char* path = std::getenv(kChildStore);
  if (!path) return;
  auto store = Store::open(path, on_disk());
  for (uint64_t done = pages(*store);;) {
    store->apply({crawl_step(*store, static_cast<int>(done))}, done % 16 == 0);
    ++done;
    if (write(3, &done, sizeof done) != sizeof done) return;
  }
}

TEST_CASE("kill -9 loses no commit that was applied and leaves none half done") {
  std::mt19937 random(11);
  TemporaryFolder folder;
  const auto path = folder.path() / "store";
  Store::open(path, on_disk())->apply({seeds({page(0), page(1)})}, true);
  uint64_t before = 0;
  for (int round = 0; round < 24; ++round) {
    int reports = -1;
    const pid_t child = start_crawler(path, reports);
    uint64_t reported = before;
    const uint64_t target = before + random() % 120;
    const auto next = [&] { return read(reports, &reported, sizeof reported) > 0; };
    while (reported < target && next()) {
    }
    usleep(random() % 3000);
    kill(child, SIGKILL);
    while (next()) {  // what it still said before it died
    }
    close(reports);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));

    auto store = Store::open(path, on_disk());
    INFO("round " << round << ": " << reported << " reported");
    CHECK_FALSE(store->was_clean());
    before = pages(*store);
    CHECK(before >= reported);
    CHECK(before <= reported + 1);
    check_crawled(*store, before);
  }
  CHECK(before > 24 * 10);
}
