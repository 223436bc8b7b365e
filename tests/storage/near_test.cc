#include "storage/near.h"

#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <random>

#include "parser/text/fingerprint.h"
#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/fault_env.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

const std::string kA = "http://a.example/", kB = "http://b.example/", kC = "http://c.example/",
                  kD = "http://d.example/";

// 400 words by a seed, the last `changed` of them by another.
std::string text_of(unsigned seed, size_t changed = 0) {
  std::mt19937_64 random(seed), other(seed + 1000 + changed);
  std::string text;
  for (size_t i = 0; i < 400; ++i)
    text += "w" + std::to_string((i + changed < 400 ? random : other)() % 100'000) + " ";
  return text;
}

Commit page(const std::string& url, const std::string& text, int64_t when = 1000,
            const std::string& canonical = "") {
  Commit commit = article_commit(url, text, at(when));
  commit.article->fetched = at(when);
  commit.article->metadata.canonical = canonical;
  commit.article->fingerprint = fingerprint_of(text);
  return commit;
}

void apply(Store& store, const std::vector<Commit>& commits) {
  store.apply(commits, false);
  CHECK(store.check() == std::vector<std::string>{});
}

struct Dumped {
  std::string bytes;
  DumpResult result;
};
Dumped dump_of(const Store& store, const char* dedupe, const char* format = "urls",
               uint64_t since = 0) {
  Dumped dumped;
  const auto options =
      dump_options({{"format", format}, {"dedupe", dedupe}, {"since", std::to_string(since)}});
  dumped.result = *dump(store, *options, [&](std::string_view bytes) {
    dumped.bytes += bytes;
    return true;
  });
  return dumped;
}

size_t lines(const std::string& text, const std::string& with) {
  size_t count = 0;
  for (size_t at = text.find(with); at != text.npos; at = text.find(with, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("of near duplicates the earliest is dumped, and the others are counted") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, {page(kA, text_of(1)), page(kB, text_of(1, 10), 2000), page(kC, text_of(1)),
                 page(kD, text_of(2))});
  CHECK(dump_of(*store, "none").bytes == kA + "\n" + kB + "\n" + kC + "\n" + kD + "\n");
  CHECK(dump_of(*store, "exact").bytes == kA + "\n" + kB + "\n" + kD + "\n");
  const Dumped near = dump_of(*store, "near");
  CHECK(near.bytes == kA + "\n" + kD + "\n");
  CHECK(near.result.dropped ==
        std::vector<std::pair<std::string, uint64_t>>{{"duplicate", 1}, {"near-duplicate", 1}});
  const ArticleRecord copy = *store->article(kB);
  CHECK(copy.cluster_id == 1);
  CHECK(copy.near_duplicate_of == 1);
  CHECK(copy.cluster.size == 3);
  CHECK(copy.cluster.first_seen == at(1000));
  CHECK(store->article(kD)->cluster_id == 0);
  CHECK(lines(dump_of(*store, "near", "jsonl").bytes,
              R"("duplicate_cluster":1,"cluster_size":3,"first_seen":"1970-01-01T00:16:40Z")") ==
        1);
}

TEST_CASE("of near duplicates the one that was fetched first is kept, though it joins late") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, {page(kA, text_of(1), 1000), page(kB, text_of(1, 10), 2000)});
  const uint64_t cursor = store->last_sequence();
  apply(*store, {page(kC, text_of(1, 12), 500)});
  CHECK(dump_of(*store, "near").bytes == kC + "\n");
  CHECK(store->article(kA)->near_duplicate_of == store->article(kC)->sequence);
  CHECK(lines(dump_of(*store, "near", "jsonl", cursor).bytes, R"("deleted":true)") == 1);
}

TEST_CASE("near duplicates of what is stored make a host barren") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, {page(kA, text_of(1))});
  const auto barren_after = [&](const std::string& text) {
    Commit commit = page(kB + text.substr(0, 6), text);
    commit.barren = 1;
    commit.host.emplace().authority = "b.example";
    apply(*store, {commit});
    return store->host("b.example")->barren;
  };
  CHECK(barren_after(text_of(1, 10)) == 1);
  CHECK(barren_after("x " + text_of(1, 11)) == 2);
  CHECK(barren_after(text_of(2)) == 0);
}

TEST_CASE("when the first of a cluster goes, the next takes its place in dumps since a cursor") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, {page(kA, text_of(1)), page(kB, text_of(1, 10)), page(kC, text_of(1, 12))});
  const uint64_t cursor = dump_of(*store, "near").result.cursor;
  apply(*store, {tombstone_commit(kA, "gone")});
  CHECK(dump_of(*store, "near").bytes == kB + "\n");
  const std::string since = dump_of(*store, "near", "jsonl", cursor).bytes;
  CHECK(lines(since, R"("deleted":true)") == 1);
  CHECK(lines(since, "\n") == 2);
  CHECK(since == dump_of(*store, "near", "jsonl", cursor).bytes);
  CHECK(store->article(kC)->cluster.size == 2);
  apply(*store, {page(kB, text_of(5))});  // another text: the last is alone
  CHECK(dump_of(*store, "near").bytes == kB + "\n" + kC + "\n");
  CHECK(store->article(kC)->cluster_id == 0);
  apply(*store, {page(kD, text_of(1, 12))});  // and is still found
  CHECK(store->article(kD)->near_duplicate_of == store->article(kC)->sequence);
}

TEST_CASE("the one that another names as its source is kept, whichever comes first") {
  for (const bool source_first : {false, true}) {
    MemEnv mem;
    auto store = mem.open();
    apply(*store, {page(kC, text_of(1))});
    if (source_first) apply(*store, {page(kA, text_of(1, 5))});
    apply(*store, {page(kB, text_of(1, 9), 1000, "https://a.example/")});
    const Dumped before = dump_of(*store, "near", "jsonl");
    if (!source_first) apply(*store, {page(kA, text_of(1, 5))});
    CHECK(dump_of(*store, "near").bytes == kA + "\n");
    if (source_first) continue;
    const std::string since = dump_of(*store, "near", "jsonl", before.result.cursor).bytes;
    CHECK(lines(since, R"("url":"http://c.example/","deleted":true)") == 1);
    CHECK(lines(since, R"("url":"http://a.example/","canonical")") == 1);
  }
}

TEST_CASE("the one from which another says it was taken is kept, named by link, site or host") {
  for (const std::string source :
       {"https://a.example/", "https://a.example/x", "The A Times", "a.example"}) {
    for (const bool source_first : {false, true}) {
      INFO(source << source_first);
      MemEnv mem;
      auto store = mem.open();
      const std::string url = source.ends_with("/x") ? "http://a.example/x" : kA;
      Commit original = page(url, text_of(1, 5)), copy = page(kB, text_of(1, 9));
      original.article->metadata.site_name = "the A times";
      copy.article->metadata.source = source;
      apply(*store, {page(kC, text_of(1))});
      if (source_first) apply(*store, {original});
      apply(*store, {copy});
      if (!source_first) apply(*store, {original});
      CHECK(dump_of(*store, "near").bytes == url + "\n");
      CHECK(store->article(kB)->metadata.source == source);
    }
  }
}

TEST_CASE("a revisit, a part and a rule to forget leave the index of bands whole") {
  MemEnv mem;
  auto store = mem.open();
  Commit titled = page(kA, text_of(1));
  titled.article->metadata.title = "new";
  Commit leads = page(kC, text_of(3));
  leads.article->next_page = kB;
  apply(*store, {page(kA, text_of(1)), page(kB, text_of(1, 10))});
  apply(*store, {titled});
  CHECK(store->article(kB)->near_duplicate_of == store->article(kA)->sequence);
  apply(*store, {leads});  // B is a part, with a new sequence
  CHECK(store->article(kB)->near_duplicate_of == store->article(kA)->sequence);
  ForgetRule rule;
  rule.scope = ForgetRule::Scope::kHost;
  rule.name = "a.example";
  store->forget(rule);
  while (store->forget_more().more) {
  }
  CHECK(store->check() == std::vector<std::string>{});
  CHECK(store->article(kB)->near_duplicate_of == 0);
}

TEST_CASE("an article from before there were clusters joins them when it is visited again") {
  for (const bool not_modified : {false, true}) {
    MemEnv mem;
    mem.open()->apply({page(kA, text_of(1)), page(kB, text_of(1, 10))}, false);
    {
      const auto db = database(mem, "/store");
      const std::unique_ptr<leveldb::Iterator> it(db->NewIterator({}));
      for (it->Seek("b"); it->Valid() && it->key().ToString() < "d"; it->Next())
        db->Delete({}, it->key());
    }
    auto store = mem.open();
    const uint64_t cursor = store->last_sequence();
    const auto visit = [&](const std::string& url, const std::string& text) {
      Commit commit = page(url, text, 2000);
      if (not_modified) commit.article.reset();
      apply(*store, {commit});
    };
    visit(kB, text_of(1, 10));
    CHECK(store->article(kB)->fetched == at(1000));
    visit(kA, text_of(1));
    CHECK(store->article(kA)->near_duplicate_of == store->article(kB)->sequence);
    CHECK(dump_of(*store, "near").bytes == kB + "\n");
    CHECK(lines(dump_of(*store, "near", "jsonl", cursor).bytes, R"("deleted":true)") == 1);
    const uint64_t settled = store->last_sequence();
    visit(kA, text_of(1));
    CHECK(store->last_sequence() == settled);
  }
}

TEST_CASE("clusters become the same whether what came before is in memory or is read") {
  std::mt19937 random(12);
  MemEnv open_mem, reopened_mem;
  const auto open = open_mem.open();
  for (int step = 0; step < 300; ++step) {
    const std::string url = "http://h" + std::to_string(random() % 40) + ".example/";
    const std::string named = random() % 8 ? "" : "http://h1.example/";
    const unsigned family = random() % 6;
    const size_t changed = random() % 12;
    const Commit commit = random() % 8 == 0
                              ? tombstone_commit(url, "gone")
                              : page(url, text_of(family, changed), 1000 + random() % 50, named);
    apply(*open, {commit});
    const auto reopened = reopened_mem.open();
    reopened->apply({commit}, false);
    if (step % 10 != 9) continue;
    const std::string dumped = dump_of(*open, "near", "jsonl").bytes;
    REQUIRE(lines(dumped, R"("cluster_size":1,)") < lines(dumped, R"("cluster_size":)"));
    REQUIRE(dumped == dump_of(*reopened, "near", "jsonl").bytes);
  }
}

// Pages come, change, name sources and go, of a few families of near duplicates, until the disk is
// full in the middle of a write; what is there is opened again as after a kill.
TEST_CASE("clusters, bands and sizes are whole wherever writing stops") {
  std::mt19937 random(11);
  MemEnv mem;
  FaultEnv env(mem.env.get());
  StoreOptions options;
  options.env = &env;
  options.write_buffer_bytes = 64 << 10;
  size_t stopped = 0, clusters = 0;
  for (int round = 0; round < 25; ++round) {
    auto store = Store::open("/store", options);
    CHECK(store->check() == std::vector<std::string>{});
    env.fill_up_after(static_cast<int64_t>(random() % 150'000));
    try {
      for (int step = 0; step < 60; ++step) {
        const std::string url =
            "http://h" + std::to_string(random() % 5) + ".example/" + std::to_string(random() % 8);
        const std::string named = random() % 4 ? "" : "http://h1.example/2";
        const bool goes = random() % 4 == 0;
        store->apply({goes ? tombstone_commit(url, "gone")
                           : page(url, text_of(random() % 4, random() % 12), 1000, named)},
                     random() % 10 == 0);
      }
    } catch (const StoreError&) {
      ++stopped;
    }
    env.fill_up_after(-1);
    store.reset();
    store = Store::open("/store", options);
    CHECK(store->check() == std::vector<std::string>{});
    for (int host = 0; host < 5; ++host)
      for (int i = 0; i < 8; ++i) {
        const auto article =
            store->article("http://h" + std::to_string(host) + ".example/" + std::to_string(i));
        clusters += article && article->cluster_id != 0;
      }
  }
  CHECK(stopped > 5);
  CHECK(clusters > 100);
}
