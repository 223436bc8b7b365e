#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "storage/dump.h"
#include "storage/forget_rules.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

using Scope = ForgetRule::Scope;
using Names = std::vector<std::string>;

ForgetRule rule_of(Scope scope, const std::string& name, const std::string& reason = "asked") {
  const auto rule = forget_rule(scope, name, reason, at(5000));
  REQUIRE(rule.ok());
  return *rule;
}

void forget_all(Store& store, const ForgetRule& rule) {
  store.forget(rule);
  while (store.forget_more().more) REQUIRE(store.check().empty());
  REQUIRE(store.check().empty());
}

// A page of `host` with an article, links, robots.txt, and a revisit in the queue.
void crawl(Store& store, const std::string& host, const Names& paths) {
  Commit found;
  for (const std::string& path : paths) found.links.push_back(new_url("http://" + host + path));
  const auto fresh = store.apply({found}, false)[0].fresh;
  for (const Fresh& each : fresh) {
    Commit commit = fetched_article(each.entry, at(100), "text of " + each.entry.url);
    commit.robots[0].emplace();
    commit.robots[0]->state = RobotsRecord::State::kFetched;
    commit.requeue = each.entry;
    commit.requeue->due = at(1'000'000);
    commit.requeue->revisit = true;
    store.apply({commit}, false);
  }
}

std::string dump_of(const Store& store, uint64_t since = 0) {
  std::string bytes;
  const auto options =
      dump_options({{"format", since ? "jsonl" : "urls"}, {"since", std::to_string(since)}});
  REQUIRE(options.ok());
  REQUIRE(dump(store, *options, [&](std::string_view part) {
            bytes += part;
            return true;
          }).ok());
  return bytes;
}

}  // namespace

TEST_CASE("a rule to forget is what a browser takes, and nothing wider than its owner's") {
  const auto name = [](Scope scope, const std::string& given) {
    const auto rule = forget_rule(scope, given, "", at(0));
    return rule.ok() ? rule->name : "error: " + rule.error();
  };
  CHECK(name(Scope::kUrl, "HTTP://A.Example:80/x?utm_source=1#top") == "http://a.example/x");
  CHECK(name(Scope::kUrl, "a.example/x").starts_with("error: a.example/x: "));
  CHECK(name(Scope::kHost, "Bücher.example") == "xn--bcher-kva.example");
  CHECK(name(Scope::kHost, "[::1]") == "[::1]");
  CHECK(name(Scope::kHost, "a.example:8080") ==
        "error: a.example:8080 has a port; a host is forgotten on all of them");
  for (auto bad : {"", "a b", "http://a.example", "a.example/x", "user@a.example", "a.example?"})
    CHECK(name(Scope::kHost, bad).starts_with("error"));
  CHECK(name(Scope::kDomain, "example.co.uk") == "example.co.uk");
  CHECK(name(Scope::kDomain, "blog.example.co.uk") == "blog.example.co.uk");
  for (auto bad : {"co.uk", "com", "com.cn", "127.0.0.1", "[::1]"})
    CHECK(name(Scope::kDomain, bad).starts_with("error"));
  for (auto bad : {"two\nlines", "\xff", "\x7f"})
    CHECK_FALSE(forget_rule(Scope::kHost, "a.example", bad, at(0)).ok());
  CHECK_FALSE(forget_rule(Scope::kHost, "a.example", std::string(1001, 'x'), at(0)).ok());
  CHECK(forget_rule(Scope::kHost, "a.example", std::string(1000, 'x'), at(0)).ok());
}

TEST_CASE("rules cover a URL in both schemes, a host on every port, a domain with what is below") {
  ForgetRules rules;
  CHECK_FALSE(rules.covers("http://a.example/"));
  rules.add(rule_of(Scope::kUrl, "http://a.example/x?y"));
  rules.add(rule_of(Scope::kHost, "b.example"));
  rules.add(rule_of(Scope::kHost, "[::1]"));
  rules.add(rule_of(Scope::kDomain, "c.example"));
  for (auto covered : {"http://a.example/x?y", "https://a.example/x?y", "http://b.example/",
                       "https://b.example:8443/a", "http://[::1]/", "http://[::1]:80/",
                       "http://c.example/", "http://d.e.c.example:81/x"}) {
    INFO(covered);
    CHECK(rules.covers(covered));
  }
  for (auto other : {"http://a.example/x", "http://a.example/x?yz", "http://a.example:81/x?y",
                     "http://www.b.example/", "http://bb.example/", "http://[::11]/",
                     "http://cc.example/", "http://example/c.example/"}) {
    INFO(other);
    CHECK_FALSE(rules.covers(other));
  }
  CHECK(rules.covers_host("b.example:81"));
  CHECK_FALSE(rules.covers_host("a.example"));
}

TEST_CASE("a host that is forgotten leaves tombstones with the reason and nothing else") {
  MemEnv mem;
  auto store = mem.open();
  crawl(*store, "a.example", {"/1", "/2"});
  crawl(*store, "a.example:81", {"/3"});
  crawl(*store, "www.a.example", {"/"});
  store->apply({seeds({"http://a.example/unfetched"})}, false);
  const uint64_t cursor = store->last_sequence();
  forget_all(*store, rule_of(Scope::kHost, "a.example", "their lawyer"));

  CHECK(dump_of(*store) == "http://www.a.example/\n");
  const std::string deleted = dump_of(*store, cursor);
  CHECK(std::count(deleted.begin(), deleted.end(), '\n') == 3);
  const auto line = boost::json::parse(deleted.substr(0, deleted.find('\n'))).as_object();
  CHECK(line.at("url") == "http://a.example/1");
  CHECK(line.at("reason") == "forgotten: their lawyer");
  CHECK(line.at("deleted_at") == "1970-01-01T01:23:20Z");
  for (auto host : {"a.example", "a.example:81"}) {
    CHECK_FALSE(store->host(host));
    CHECK(store->robots(host)[0].state == RobotsRecord::State::kUnknown);
    CHECK(store->pending(host, 9).fresh.empty());
    CHECK(store->pending(host, 9).timed.empty());
  }
  CHECK_FALSE(store->url("http://a.example/unfetched"));
  const auto rest = store->url("http://a.example/1");
  REQUIRE(rest);
  CHECK(rest->tombstone != 0);
  CHECK(rest->signature == 0);
  CHECK(store->pending("www.a.example", 9).timed.size() == 1);
  const auto rules = store->forget_rules();
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].done);
  CHECK(rules[0].urls == 4);
  CHECK(rules[0].articles == 3);
  CHECK(rules[0].reason == "their lawyer");
}

TEST_CASE("a URL that is forgotten leaves the others of its host alone") {
  MemEnv mem;
  auto store = mem.open();
  crawl(*store, "a.example", {"/", "/x", "/xy"});
  store->apply({seeds({"http://a.example/z", "https://a.example/z"})}, false);
  forget_all(*store, rule_of(Scope::kUrl, "http://a.example/x"));
  CHECK(dump_of(*store) == "http://a.example/\nhttp://a.example/xy\n");
  CHECK(store->pending("a.example", 9).timed.size() == 2);
  forget_all(*store, rule_of(Scope::kUrl, "https://a.example/z"));
  CHECK(store->pending("a.example", 9).fresh.empty());
  forget_all(*store, rule_of(Scope::kUrl, "http://a.example/"));
  CHECK(dump_of(*store) == "http://a.example/xy\n");
  CHECK(store->host("a.example")->articles == 1);
}

TEST_CASE("a domain is forgotten with its subdomains and without its neighbours") {
  MemEnv mem;
  auto store = mem.open();
  for (auto host : {"a.example", "www.a.example", "b.www.a.example:8080", "a.example:1",
                    "aa.example", "a.example.org", "a-b.example"})
    crawl(*store, host, {"/"});
  forget_all(*store, rule_of(Scope::kDomain, "a.example"));
  CHECK(dump_of(*store) == "http://aa.example/\nhttp://a.example.org/\nhttp://a-b.example/\n");
}

TEST_CASE("what is forgotten comes back neither as a link nor by a fetch under way") {
  MemEnv mem;
  auto store = mem.open();
  const auto fresh =
      store
          ->apply({seeds({"http://a.example/1", "http://a.example/2", "http://b.example/"})},
                  false)[0]
          .fresh;
  store->forget(rule_of(Scope::kDomain, "a.example"));
  Commit under_way = fetched_article(fresh[0].entry, at(100), "one");
  under_way.requeue = fresh[0].entry;
  under_way.requeue->due = at(1'000);
  under_way.links = {new_url("http://a.example/3"), new_url("http://b.example/1")};
  const Applied applied = store->apply({under_way}, false)[0];
  CHECK(applied.taken);
  CHECK(applied.fresh.empty());
  CHECK_FALSE(applied.requeued);
  CHECK(applied.article_sequence == 0);
  CHECK(store->check().empty());
  while (store->forget_more().more) {
  }
  // After the deletion: of a page that was fetched before, and its host's clock and robots.txt.
  Commit late = fetched_article(fresh[1].entry, at(100), "two");
  late.robots[0].emplace();
  CHECK_FALSE(store->apply({late}, false)[0].taken);
  Commit elsewhere = fetched_article(fresh[2].entry, at(100), "three");
  elsewhere.links = {new_url("http://www.a.example/"), new_url("http://b.example/2")};
  CHECK(store->apply({elsewhere, seeds({"http://a.example/1"})}, false)[0].fresh.size() == 1);
  CHECK(store->check().empty());
  CHECK_FALSE(store->host("a.example"));
  CHECK_FALSE(store->url("http://a.example/1"));
  CHECK(store->url_count() == 2);
  // And after a restart.
  store.reset();
  store = mem.open();
  CHECK(store->apply({seeds({"http://x.a.example/"})}, false)[0].fresh.empty());
}

TEST_CASE("a page that goes on elsewhere is forgotten with all its pages") {
  MemEnv mem;
  auto store = mem.open();
  for (int n = 1; n <= 3; ++n) {
    const std::string url = "http://a.example/" + std::to_string(n);
    Commit commit = article_commit(url, "page " + std::to_string(n));
    if (n < 3) {
      commit.article->next_page = "http://a.example/" + std::to_string(n + 1);
      commit.links = {new_url(commit.article->next_page)};
    }
    store->apply({commit}, false);
  }
  store->apply({article_commit("http://a.example/4", "another")}, false);
  CHECK(store->forget(rule_of(Scope::kUrl, "http://a.example/1")).size() == 3);
  while (store->forget_more().more) {
  }
  CHECK(dump_of(*store) == "http://a.example/4\n");
  CHECK_FALSE(store->article("http://a.example/3"));
  CHECK(store->forget_rules().size() == 3);
}

TEST_CASE("a text whose first article is forgotten is dumped under the next URL that has it") {
  MemEnv mem;
  auto store = mem.open();
  for (auto url : {"http://a.example/1", "http://a.example/2", "http://b.example/",
                   "http://a.example/3", "http://c.example/"})
    store->apply({article_commit(url, "the same")}, false);
  forget_all(*store, rule_of(Scope::kHost, "a.example"));
  CHECK(dump_of(*store) == "http://b.example/\n");
  CHECK(store->article("http://c.example/")->duplicate_of ==
        store->article("http://b.example/")->sequence);
}

// More than a part's worth, with a store that is thrown away after each part.
TEST_CASE("forgetting goes on after a kill, and no dump has what is to be forgotten meanwhile") {
  MemEnv mem;
  auto store = mem.open();
  Names paths;
  for (int i = 0; i < 1000; ++i) paths.push_back("/" + std::to_string(i));
  crawl(*store, "a.example", paths);
  crawl(*store, "b.example", {"/"});
  Commit links;
  for (int i = 0; i < 700; ++i)
    links.links.push_back(new_url("http://a.example/u" + std::to_string(i)));
  store->apply({links}, false);
  const uint64_t cursor = store->last_sequence();
  store->forget(rule_of(Scope::kHost, "a.example"));
  CHECK(store->forget(rule_of(Scope::kHost, "a.example", "")).front().reason == "asked");
  int parts = 0;
  uint64_t queued = 0;
  for (bool more = true; more; ++parts) {
    store.reset();
    store = mem.open();
    const Forgetting part = store->forget_more();
    more = part.more;
    queued += part.queued;
    CHECK(dump_of(*store) == "http://b.example/\n");
    if (parts % 3 == 0) REQUIRE(store->check().empty());
  }
  CHECK(parts >= 6);
  CHECK(queued == 1700);
  CHECK(store->check().empty());
  CHECK(store->forget_rules()[0].urls == 1700);
  CHECK(store->forget_rules()[0].articles == 1000);
  const std::string deleted = dump_of(*store, cursor);
  CHECK(std::count(deleted.begin(), deleted.end(), '\n') == 1000);
  CHECK(store->url_count() == 1001);
  CHECK_FALSE(store->forget_more().more);
}
