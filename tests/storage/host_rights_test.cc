#include "storage/host_rights.h"

#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

// As the engine commits a robots.txt.
Commit robots_commit(const std::string& authority, const std::string& body, Time fetched) {
  Commit commit;
  commit.host.emplace().authority = authority;
  commit.robots[0] = RobotsRecord{RobotsRecord::State::kFetched, fetched, {}, body};
  return commit;
}

DumpOptions options_for(const std::string& purpose) {
  auto options = dump_options({{"format", "urls"}, {"purpose", purpose}});
  REQUIRE(options.ok());
  return *options;
}

std::string urls_for(const Store& store, const std::string& purpose) {
  std::string urls;
  const auto result = dump(store, options_for(purpose), [&](std::string_view bytes) {
    urls += bytes;
    return true;
  });
  REQUIRE(result.ok());
  return urls;
}

// "source says SECONDS" of each statement of each article.
std::vector<std::string> statements_of(const Store& store, std::string_view product_token) {
  std::vector<std::string> all;
  store.scan_dump(
      0,
      [&](const DumpItem& item) {
        for (const RightsStatement& s : std::get<ArticleRecord>(item).rights)
          all.push_back(s.source + " " + s.says + " " +
                        std::to_string(s.time.time_since_epoch() / Seconds(1)));
        return true;
      },
      Templates::kKeep, product_token);
  return all;
}

const std::string kRobots =
    "User-agent: *\nContent-Signal: ai-train=no\n\nUser-agent: friend\nContent-Usage: / "
    "train-ai=y\n";

}  // namespace

TEST_CASE("a dump knows what a host's robots.txt says now, also of older articles") {
  MemEnv mem;
  auto store = mem.open();
  store->apply(
      {article_commit("http://a.example/1", "one"), article_commit("http://b.example/1", "two")},
      false);
  CHECK(urls_for(*store, "train") == "http://a.example/1\nhttp://b.example/1\n");
  store->apply({robots_commit("a.example", kRobots, at(5000))}, false);
  CHECK(urls_for(*store, "train") == "http://b.example/1\n");
  CHECK(urls_for(*store, "search") == "http://a.example/1\nhttp://b.example/1\n");
  CHECK(statements_of(*store, "winnow") ==
        std::vector<std::string>{"robots.txt content-signal: ai-train=no 5000"});
  CHECK(statements_of(*store, "friend") ==
        std::vector<std::string>{"robots.txt content-usage: train-ai=y 5000"});
  CHECK(statements_of(*store, "").empty());
  store->apply({robots_commit("a.example", "User-agent: *\nDisallow: /1\n", at(6000))}, false);
  for (const std::string_view purpose : kPurposeNames)
    CHECK(urls_for(*store, std::string(purpose)) == "http://b.example/1\n");
  store->apply({robots_commit("a.example", "", at(7000))}, false);
  CHECK(urls_for(*store, "train") == "http://a.example/1\nhttp://b.example/1\n");
}

TEST_CASE("what a purpose leaves out is counted by its name, and deleted since a cursor") {
  MemEnv mem;
  auto store = mem.open();
  store->apply(
      {article_commit("http://a.example/1", "one"), article_commit("http://a.example/2", "two")},
      false);
  const uint64_t cursor = store->last_sequence();
  Commit changed = article_commit("http://a.example/1", "one", at(3000));
  changed.article->rights = {{"header", "tdm-reservation: 1", at(3000)}};
  store->apply({changed}, false);
  DumpOptions options = options_for("research");
  options.format = &kJsonlDump;
  options.since = cursor;
  std::string lines;
  const auto result = dump(*store, options, [&](std::string_view bytes) {
    lines += bytes;
    return true;
  });
  CHECK(result->dropped ==
        std::vector<std::pair<std::string, uint64_t>>{{"purpose.research", 1}, {"duplicate", 0}});
  CHECK(result->deleted == 1);
  CHECK(lines.find("\"reason\":\"purpose.research\"") != std::string::npos);
  CHECK(urls_for(*store, "search") == "http://a.example/2\nhttp://a.example/1\n");
}

TEST_CASE("an article of before there were rights has its noai directive") {
  MemEnv mem;
  auto store = mem.open();
  Commit old = article_commit("http://a.example/1", "one", at(1000));
  old.article->robots.noai = true;
  store->apply({old}, false);
  CHECK(statements_of(*store, "winnow") == std::vector<std::string>{"page robots: noai 1000"});
  CHECK(urls_for(*store, "train") == "");
  CHECK(urls_for(*store, "archive") == "http://a.example/1\n");
}

TEST_CASE("a purpose that is none is refused") {
  CHECK(dump_options({{"purpose", "fun"}}).error() ==
        "there is no purpose fun: train, search, research, archive");
}
