#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <random>

#include "storage/band_index.h"
#include "storage/codec.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

// A store with some of everything, closed.
void fill(const MemEnv& mem) {
  auto store = mem.open();
  Commit commit = seeds({"http://a.example/", "http://b.example/", "https://a.example/x"});
  commit.counters = {{"outcome.ok", 1}};
  store->apply({commit}, false);
  Commit page = fetched_article(store->pending("a.example", 1).fresh.at(0), at(100), "text");
  page.requeue = page.taken;
  page.requeue->due = at(9000);
  page.robots[0] = RobotsRecord{RobotsRecord::State::kAbsent, at(90), {}, ""};
  page.links = {new_url("http://c.example/")};
  store->apply(
      {page, article_commit("http://d.example/", "text"),
       article_commit("http://e.example/", "other"), tombstone_commit("http://e.example/", "gone")},
      false);
  REQUIRE(store->check().empty());
}

// Writes past the store: to the database of the crawl, or to that of the articles.
void tamper(const MemEnv& mem, const std::function<void(leveldb::DB&)>& change,
            const std::string& folder = "/store") {
  change(*database(mem, folder));
}

std::string faults_after(const std::function<void(leveldb::DB&)>& change,
                         const std::string& folder = "/store") {
  MemEnv mem;
  fill(mem);
  tamper(mem, change, folder);
  std::string all;
  for (const std::string& fault : mem.open()->check()) all += fault + "\n";
  return all;
}

std::string erased(const std::string& key) {
  return faults_after(
      [&](leveldb::DB& db) {
        std::string value;
        REQUIRE(db.Get({}, key, &value).ok());
        db.Delete({}, key);
      },
      key[0] == keys::kArticle ? "/store/articles" : "/store");
}

template <class R>
std::string put(const std::string& key, const R& record) {
  return faults_after([&](leveldb::DB& db) { db.Put({}, key, encode(key, record)); });
}

std::string url_key(std::string_view href) { return keys::url(*split_href(href)); }

using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("check finds a key that is none") {
  CHECK_THAT(put("zx", Mark{}), Contains("unknown prefix (invariant 1)"));
  CHECK_THAT(put("d123", Mark{}), Contains("malformed (invariant 1)"));
  CHECK_THAT(put("hno-end", HostRecord{}), Contains("names no host (invariant 1)"));
}

TEST_CASE("check finds a record with a flipped bit, and one in another's place") {
  const std::string key = url_key("http://a.example/");
  CHECK_THAT(faults_after([&](leveldb::DB& db) {
               std::string value;
               db.Get({}, key, &value);
               value[2] ^= 1;
               db.Put({}, key, value);
             }),
             Contains("does not match its checksum (invariant 2)"));
  CHECK_THAT(faults_after([&](leveldb::DB& db) {
               std::string value;
               db.Get({}, url_key("http://b.example/"), &value);
               db.Put({}, key, value);
             }),
             Contains("does not match its checksum (invariant 2)"));
}

TEST_CASE("check finds a wrong number of queue entries") {
  HostRecord host;
  host.queued = 5;
  CHECK_THAT(put(keys::host("b.example"), host),
             Contains("has 1 queue entries, but its record says 5 (invariant 3)"));
  CHECK_THAT(erased(keys::host("b.example")), Contains("(invariant 3)"));
}

TEST_CASE("check finds a queue entry without URL record, and a URL queued twice") {
  CHECK_THAT(erased(url_key("http://b.example/")), Contains("has no URL record (invariant 4)"));
  QueueEntry twice;
  twice.url = "http://b.example/";
  twice.sequence = 1;
  twice.priority = 9;
  CHECK_THAT(put(keys::queue("b.example", twice), twice), Contains("queued twice (invariant 4)"));
}

TEST_CASE("check finds a URL that will never be fetched") {
  UrlRecord record;
  CHECK_THAT(put(url_key("http://b.example/lost"), record),
             Contains("http://b.example/lost has no outcome and is not queued (invariant 5)"));
}

TEST_CASE("check finds a template and a sample without a host") {
  CHECK_THAT(put(keys::host_template("z.example"), HostTemplate{}),
             Contains("the template of z.example has no host (invariant 11)"));
  CHECK_THAT(put(keys::template_sample("z.example", 1), TemplateSample{}),
             Contains("the template of z.example has no host (invariant 11)"));
  CHECK_THAT(put("pz.example", TemplateSample{}), Contains("(invariant 2)"));
}

TEST_CASE("check finds articles and tombstones that their URL does not name, and the reverse") {
  CHECK_THAT(erased(keys::article(1)),
             Contains("http://a.example/ names a missing article (invariant 6)"));
  CHECK_THAT(erased(keys::article(4)),
             Contains("http://e.example/ names a missing tombstone (invariant 6)"));
  CHECK_THAT(erased(url_key("http://d.example/")),
             Contains("the article of http://d.example/ is not named by its URL record"));
}

TEST_CASE("check finds wrong marks of duplicates") {
  const auto exact = article_of("http://a.example/", "text").fingerprint.exact;
  CHECK_THAT(erased(keys::duplicate(exact, false, 1)), Contains("is a copy without a first"));
  CHECK_THAT(erased(keys::duplicate(exact, true, 2)),
             Contains("the article of http://d.example/ is not among those with its text"));
  CHECK_THAT(put(keys::duplicate(exact, false, 2), Mark{}), Contains("second first"));
  CHECK_THAT(put(keys::duplicate({7, 7}, false, 2), Mark{}),
             Contains("belongs to no such article"));
}

TEST_CASE("check finds wrong bands and clusters") {
  const auto after = [](const std::string& key, const std::string& value) {
    MemEnv mem;
    {
      Commit one = article_commit("http://a.example/", "one");
      one.article->fingerprint.bands.fill(7);
      Commit two = article_commit("http://b.example/", "two");
      two.article->fingerprint = one.article->fingerprint;
      auto store = mem.open();
      store->apply({one, two}, false);
      REQUIRE(store->check().empty());
    }
    tamper(mem, [&](leveldb::DB& db) {
      if (value.empty())
        db.Delete({}, key);
      else
        db.Put({}, key, value);
    });
    std::string all;
    for (const std::string& fault : mem.open()->check()) all += fault + "\n";
    return all;
  };
  const auto member = keys::cluster_member(1, 2);
  const auto owned = [&](uint64_t band, uint64_t sequence) {
    const std::string key = keys::band_changes(3);
    return after(key, encode(key, BandOwners{{{band_key(3, band), sequence}}}));
  };
  CHECK_THAT(owned(7, 2), !Contains("invariant"));
  CHECK_THAT(owned(8, 1),
             Contains("15 bands are kept, but 14 of them") && Contains("(invariant 13)"));
  CHECK_THAT(owned(7, 9), Contains("(invariant 13)"));
  CHECK_THAT(after(keys::band_chunk({3, 7}), "\1"),
             Contains("too short") && Contains("invariant 2"));
  CHECK_THAT(after("bcx", "\1"), Contains("chunk of bands is malformed (invariant 1)"));
  CHECK_THAT(after(member, ""), Contains("have 1 articles, but count 2 (invariant 14)"));
  CHECK_THAT(after(keys::cluster_of(2), ""),
             Contains("the cluster 1 has no article 2 (invariant 14)"));
  CHECK_THAT(after(keys::cluster(1), ""), Contains("(invariant 14)"));
  CHECK_THAT(after(keys::cluster(1), encode(keys::cluster(1), Cluster{5, 2, {}, ""})),
             Contains("has no two articles or no first (invariant 14)"));
  CHECK_THAT(after("cx", "y"), Contains("invariant 1"));
}

TEST_CASE("check finds sequences and totals that fell behind") {
  CHECK_THAT(put(std::string(keys::kSequences), Sequences{1, 4, 6}),
             Contains("ahead of the sequence (invariant 8)"));
  CHECK_THAT(put(std::string(keys::kSequences), Sequences{4, 3, 6}),
             Contains("http://e.example/ names a missing tombstone (invariant 6)"));
  CHECK_THAT(put(keys::gone(5), Mark{}), Contains("said to be gone (invariant 15)"));
  CHECK_THAT(put(std::string(keys::kSequences), Sequences{4, 4, 5}),
             Contains("6 URLs are known, but 5 are counted (invariant 8)"));
}

TEST_CASE("check finds a wrong number of articles and a robots.txt without a host") {
  HostRecord host;
  host.queued = 0;
  host.articles = 3;
  CHECK_THAT(put(keys::host("d.example"), host),
             Contains("has 1 articles, but its record says 3 (invariant 9)"));
  CHECK_THAT(put(keys::robots("x.example", true), RobotsRecord{}),
             Contains("the robots.txt of x.example has no host (invariant 10)"));
}

TEST_CASE("a store of a newer format, of another program or with damaged marks is refused") {
  MemEnv mem;
  fill(mem);
  const std::string key(keys::kFormat);
  tamper(mem, [&](leveldb::DB& db) { db.Put({}, key, encode(key, StoreFormat{4})); });
  CHECK_THROWS_WITH(mem.open(),
                    "the store /store was written by a newer winnow (format 4; this one "
                    "reads up to 3)");
  tamper(mem, [&](leveldb::DB& db) { db.Put({}, key, "garbage"); });
  CHECK_THROWS_WITH(mem.open(),
                    Contains("is damaged: its format mark does not match its checksum"));
  tamper(mem, [&](leveldb::DB& db) { db.Delete({}, key); });
  CHECK_THROWS_WITH(mem.open(), "/store is a LevelDB database, but not a store of winnow");
}

TEST_CASE("scans leave damaged records out and count them") {
  MemEnv mem;
  fill(mem);
  tamper(
      mem, [&](leveldb::DB& db) { db.Put({}, keys::article(1), "rubbish"); }, "/store/articles");
  tamper(mem, [&](leveldb::DB& db) {
    db.Put({}, keys::host("b.example"), "rubbish");
    db.Put({}, keys::queue_fresh("b.example") + std::string("\0\0\0\0\0\0\0\0\2", 9), "rubbish");
  });
  auto store = mem.open();
  CHECK(names_of(items_since(*store, 0)) ==
        std::vector<std::string>{"article http://d.example/", "tombstone http://e.example/"});
  CHECK(store->damaged() == 1);
  int hosts = 0;
  store->scan_hosts([&](const HostRecord&, Time) { return ++hosts; });
  CHECK(hosts == 4);
  CHECK(store->pending("b.example", 9).fresh.empty());
  CHECK_FALSE(store->article("http://a.example/"));
  CHECK(store->damaged() == 4);
  // The host's record is made anew with the true number of entries at the next change.
  store->apply({seeds({"http://b.example/new"})}, false);
  CHECK(store->host("b.example")->queued == 2);
}

TEST_CASE("a record in a block that cannot be read counts as absent, and others are found") {
  MemEnv mem;
  std::mt19937_64 random(1);  // what cannot be compressed fills several blocks
  std::vector<std::string> hrefs;
  for (int i = 0; i < 3000; ++i)
    hrefs.push_back("http://a.example/" + std::to_string(random()) + std::to_string(random()));
  mem.open()->apply({seeds(hrefs)}, false);
  tamper(mem, [](leveldb::DB& db) { db.CompactRange(nullptr, nullptr); });
  std::vector<std::string> names;
  mem.env->GetChildren("/store", &names);
  for (const std::string& name : names) {
    std::string table;
    if (!name.ends_with(".ldb")) continue;
    REQUIRE(leveldb::ReadFileToString(mem.env.get(), "/store/" + name, &table).ok());
    if (table.size() < 100'000) continue;
    const size_t urls = table.size() * 3 / 4;  // behind the host and its queue
    table.replace(urls, 10'000, 10'000, '\xff');
    REQUIRE(leveldb::WriteStringToFile(mem.env.get(), table, "/store/" + name).ok());
  }
  const auto store = mem.open();
  const uint64_t before = store->damaged();
  uint64_t missing = 0;
  for (const std::string& href : hrefs) missing += !store->url(href);
  CHECK(missing > 0);
  CHECK(missing < hrefs.size() / 2);
  CHECK(store->damaged() - before == missing);
}

TEST_CASE("check finds what came back although it is forgotten") {
  const std::string faults = faults_after([](leveldb::DB& db) {
    for (const std::string name : {"a.example", "b.example"}) {
      const std::string key = keys::forget(ForgetRule::Scope::kHost, name);
      ForgetRule rule;
      rule.done = name == "a.example";
      db.Put({}, key, encode(key, rule));
    }
  });
  CHECK(faults ==
        "https://a.example/x is forgotten and queued (invariant 12)\n"
        "http://a.example/ is forgotten and queued (invariant 12)\n"
        "http://a.example/ is forgotten and stored (invariant 12)\n");
}
