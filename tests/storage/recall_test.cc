// What a commit knows without reading: it is what the store has, also after a start.
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

TEST_CASE("a text that was stored before the last start is a duplicate after it") {
  MemEnv mem;
  mem.open()->apply(
      {article_commit("http://a.example/1", "one"), article_commit("http://a.example/2", "two")},
      false);
  auto store = mem.open();
  const auto applied = store->apply(
      {article_commit("http://b.example/1", "one"), article_commit("http://b.example/3", "three"),
       article_commit("http://b.example/2", "two"), article_commit("http://c.example/3", "three")},
      false);
  CHECK(applied[0].duplicate);
  CHECK_FALSE(applied[1].duplicate);
  CHECK(applied[2].duplicate);
  CHECK(applied[3].duplicate);
  CHECK(store->check().empty());
}

TEST_CASE("a text that all its pages have left is new when it comes again") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article_commit("http://a.example/", "one")}, false);
  store->apply({article_commit("http://a.example/", "other")}, false);
  CHECK_FALSE(store->apply({article_commit("http://b.example/", "one")}, false)[0].duplicate);
  CHECK(store->apply({article_commit("http://a.example/", "one")}, false)[0].duplicate);
  CHECK(store->check().empty());
}

TEST_CASE("of a host that was forgotten nothing is remembered") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({seeds({"http://a.example/1", "http://a.example/2"})}, false);
  CHECK(store->host("a.example")->queued == 2);
  ForgetRule rule;
  rule.scope = ForgetRule::Scope::kHost;
  rule.name = "a.example";
  store->forget(rule);
  while (store->forget_more().more) {
  }
  CHECK_FALSE(store->host("a.example"));
  store->apply({seeds({"http://a.example/3"}), seeds({"http://b.example/"})}, false);
  CHECK_FALSE(store->host("a.example"));
  CHECK(store->host("b.example")->queued == 1);
  CHECK(store->check().empty());
}
