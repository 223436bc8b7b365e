#include "storage/dump_filters.h"

#include <algorithm>
#include <boost/json.hpp>

#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;
using Dropped = std::vector<std::pair<std::string, uint64_t>>;

struct Dumped {
  std::string bytes;
  Dropped dropped;
  uint64_t deleted = 0;
};

Dumped dump_of(const Store& store, const Values& values) {
  const auto options = dump_options(values);
  REQUIRE(options.ok());
  Dumped dumped;
  const auto result = dump(store, *options, [&](std::string_view bytes) {
    dumped.bytes += bytes;
    return true;
  });
  REQUIRE(result.ok());
  dumped.dropped = result->dropped;
  dumped.deleted = result->deleted;
  return dumped;
}

// The names (the paths) of the articles of a store that pass.
std::string passing(const Store& store, Values values) {
  values.emplace_back("format", "urls");
  std::string names = dump_of(store, values).bytes;
  for (size_t at; (at = names.find("http://a.example/")) != names.npos;) names.erase(at, 17);
  std::ranges::replace(names, '\n', ' ');
  return names;
}

Commit article(const std::string& name, const std::string& language, const std::string& published,
               Time fetched = at(0)) {
  Commit commit = article_commit("http://a.example/" + name, "text of " + name, fetched);
  commit.article->language.code = language;
  commit.article->metadata.published = published;
  return commit;
}

}  // namespace

TEST_CASE("a language passes with all its subtags, whatever the case") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article("hans", "zh-Hans", ""), article("hant", "zh-Hant", ""),
                article("en", "en", ""), article("zha", "zha", ""), article("und", "und", "")},
               false);
  CHECK(passing(*store, {{"language", "zh"}}) == "hans hant ");
  CHECK(passing(*store, {{"language", "ZH-hant"}}) == "hant ");
  CHECK(passing(*store, {{"language", "en,und"}}) == "en und ");
  CHECK(passing(*store, {{"language", "zh-Hans-CN"}}) == "");
  CHECK(dump_of(*store, {{"language", "zh"}}).dropped ==
        Dropped{{"language", 3}, {"duplicate", 0}});
}

TEST_CASE("a kind is an article or a thread") {
  MemEnv mem;
  auto store = mem.open();
  Commit thread = article("thread", "en", "");
  thread.article->verdict = Verdict::kThread;
  store->apply({thread, article("article", "en", "")}, false);
  CHECK(passing(*store, {{"kind", "thread"}}) == "thread ");
  CHECK(passing(*store, {{"kind", "article"}}) == "article ");
  CHECK(dump_of(*store, {{"kind", "thread"}}).dropped == Dropped{{"kind", 1}, {"duplicate", 0}});
}

TEST_CASE("dates go by what the page says, as precisely as it does; the undated are left out") {
  MemEnv mem;
  auto store = mem.open();
  store->apply(
      {article("undated", "en", ""), article("odd", "en", "06.11.2023"),
       article("year", "en", "2023"), article("october", "en", "2023-10-31T23:59:59-05:00"),
       article("first", "en", "2023-11-01"), article("last", "en", "2023-11-30T23:59+08:00"),
       article("december", "en", "2023-12-01")},
      false);
  const Values november = {{"from", "2023-11"}, {"to", "2023-11"}, {"dedupe", "none"}};
  CHECK(passing(*store, november) == "year first last ");
  CHECK(dump_of(*store, november).dropped == Dropped{{"undated", 2}, {"published", 2}});
  CHECK(passing(*store, {{"from", "2023-11-30"}}) == "year last december ");
  CHECK(passing(*store, {{"to", "2023-11-01"}}) == "year october first ");
  CHECK(passing(*store, {{"to", "2022"}}) == "");
  CHECK(passing(*store, {}) == "undated odd year october first last december ");
}

TEST_CASE("dates of the fetch are days in UTC") {
  MemEnv mem;
  auto store = mem.open();
  constexpr int64_t kMidnight = 1'699'228'800;  // 2023-11-06T00:00:00Z
  store->apply(
      {article("before", "en", "", at(kMidnight - 1)), article("first", "en", "", at(kMidnight)),
       article("last", "en", "", at(kMidnight + 86'399)),
       article("after", "en", "", at(kMidnight + 86'400))},
      false);
  CHECK(passing(*store, {{"fetched-from", "2023-11-06"}, {"fetched-to", "2023-11-06"}}) ==
        "first last ");
  CHECK(passing(*store, {{"fetched-from", "2023-11-06"}}) == "first last after ");
}

TEST_CASE("the first filter that refuses an article counts it") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article("a", "en", "2020"), article("b", "zh-Hans", "2020")}, false);
  CHECK(dump_of(*store, {{"language", "zh"}, {"to", "2019"}}).dropped ==
        Dropped{{"language", 1}, {"undated", 0}, {"published", 1}, {"duplicate", 0}});
}

TEST_CASE("a dump since a cursor deletes what passed before and does not any more") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article("a", "zh-Hans", ""), article("b", "en", "")}, false);
  Commit now_english = article("a", "en", "");
  now_english.article->fingerprint.exact = {7, 7};
  now_english.article->blocks[0].text = "another text";
  store->apply({now_english, article("c", "en", "")}, false);
  const Dumped dumped = dump_of(*store, {{"language", "zh"}, {"since", "2"}});
  CHECK(dumped.deleted == 1);
  const auto line = boost::json::parse(dumped.bytes).as_object();
  CHECK(line.at("url") == "http://a.example/a");
  CHECK(line.at("reason") == "language");
  CHECK(dumped.dropped == Dropped{{"language", 2}, {"duplicate", 0}});
  CHECK(dump_of(*store, {{"host", "b.example"}, {"since", "2"}}).deleted == 0);
}

// Two pages of one article: once the second is gone, the first may not pass any more.
TEST_CASE("an article that became shorter or longer is deleted if it does not pass any more") {
  MemEnv mem;
  auto store = mem.open();
  Commit first = article("1", "en", "");
  first.article->next_page = "http://a.example/2";
  first.links.push_back(new_url("http://a.example/2"));
  Commit second = article("2", "en", "");
  store->apply({first}, false);
  const auto since = [&] { return std::to_string(store->last_sequence()); };
  std::string cursor = since();
  store->apply({second}, false);
  CHECK(dump_of(*store, {{"language", "zh"}, {"since", cursor}}).deleted == 2);
  cursor = since();
  store->apply({tombstone_commit("http://a.example/2", "gone")}, false);
  CHECK(dump_of(*store, {{"language", "zh"}, {"since", cursor}}).deleted == 1);
}
