// What a store does with articles: revisions, duplicates, tombstones, the dump order.
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

using Strings = std::vector<std::string>;
const std::string kA = "http://a.example/1", kB = "http://b.example/2", kC = "http://c.example/3";

Applied apply(Store& store, const Commit& commit) { return store.apply({commit}, false).at(0); }

Strings faults(const Store& store) { return store.check(); }

}  // namespace

TEST_CASE("an article gets the next sequence and can be read by its URL") {
  MemEnv mem;
  auto store = mem.open();
  const Applied first = apply(*store, article_commit(kA, "one"));
  CHECK(first.article_sequence == 1);
  CHECK(first.article_changed);
  CHECK_FALSE(first.duplicate);
  CHECK(apply(*store, article_commit(kB, "two")).article_sequence == 2);
  CHECK(store->last_sequence() == 2);
  REQUIRE(store->article(kA));
  CHECK(store->article(kA)->blocks.at(0).text == "one");
  CHECK(store->article(kA)->url == kA);
  CHECK_FALSE(store->article(kC));
  CHECK(store->host("a.example")->articles == 1);
  CHECK(faults(*store).empty());
}

TEST_CASE("a host is the more barren with each first visit that brings no new text") {
  MemEnv mem;
  auto store = mem.open();
  const auto visit = [&](int page, const std::string& text) {
    Commit commit = article_commit("http://a.example/" + std::to_string(page), text);
    if (text.empty()) commit.article.reset();
    commit.host.emplace().authority = "a.example";
    commit.barren = HostRecord::kPageWorth;
    return apply(*store, commit).barren;
  };
  CHECK(visit(0, "one") == 0);
  for (uint32_t i = 1; i <= 5; ++i) CHECK(visit(1, "") == 4 * i);
  CHECK(visit(2, "one") == 24);  // a copy
  CHECK(visit(3, "two") == 8);
  CHECK(visit(4, "three") == 0);
  for (int i = 0; i < 300; ++i) visit(5, "");
  CHECK(store->host("a.example")->barren == HostRecord::kMaxBarren);
  Commit again = article_commit("http://a.example/3", "two");
  apply(*store, again);  // no first visit, no new text
  CHECK(store->host("a.example")->barren == HostRecord::kMaxBarren);
  apply(*store, article_commit("http://a.example/3", "other"));
  CHECK(store->host("a.example")->barren == HostRecord::kMaxBarren - HostRecord::kArticleWorth);
  CHECK(faults(*store).empty());
}

TEST_CASE("an equal article is not written again and keeps its sequence") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, article_commit(kA, "one", at(1000)));
  Commit again = article_commit(kA, "one", at(9000));
  again.article->dropped = {{"recommendations", 5}};
  const Applied applied = apply(*store, again);
  CHECK(applied.article_sequence == 1);
  CHECK_FALSE(applied.article_changed);
  CHECK(store->last_sequence() == 1);
  CHECK(store->article(kA)->fetched == at(1000));
  CHECK(store->url(kA)->fetched == at(9000));
  CHECK(store->url(kA)->article == 1);
}

TEST_CASE("a changed article moves to the end of the dump order") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, article_commit(kA, "one"));
  apply(*store, article_commit(kB, "two"));
  CHECK(apply(*store, article_commit(kA, "one, corrected")).article_sequence == 3);
  CHECK(names_of(items_since(*store, 0)) == Strings{"article " + kB, "article " + kA});
  CHECK(names_of(items_since(*store, 2)) == Strings{"article " + kA});
  CHECK(store->article(kA)->revised);
  CHECK(store->host("a.example")->articles == 1);
  // The same text under another title is a change too.
  Commit retitled = article_commit(kA, "one, corrected");
  retitled.article->metadata.title = "Erratum";
  CHECK(apply(*store, retitled).article_sequence == 4);
  CHECK(faults(*store).empty());
}

TEST_CASE(
    "a tombstone takes the article's place in the dump order, and an article the tombstone's") {
  MemEnv mem;
  auto store = mem.open();
  CHECK(apply(*store, tombstone_commit(kC, "gone")).article_sequence == 0);
  CHECK(items_since(*store, 0).empty());
  apply(*store, article_commit(kA, "one"));
  apply(*store, tombstone_commit(kA, "gone", at(3000)));
  const auto items = items_since(*store, 1);
  REQUIRE(names_of(items) == Strings{"tombstone " + kA});
  CHECK(std::get<Tombstone>(items[0]).reason == "gone");
  CHECK(std::get<Tombstone>(items[0]).at == at(3000));
  CHECK_FALSE(store->article(kA));
  CHECK(store->host("a.example")->articles == 0);
  CHECK(faults(*store).empty());
  apply(*store, tombstone_commit(kA, "gone again"));
  CHECK(store->last_sequence() == 2);
  apply(*store, article_commit(kA, "one"));
  CHECK(names_of(items_since(*store, 0)) == Strings{"article " + kA});
  CHECK(store->article(kA)->revised);
  CHECK(faults(*store).empty());
}

TEST_CASE("the second article with the same text is a duplicate of the first") {
  MemEnv mem;
  auto store = mem.open();
  apply(*store, article_commit(kA, "one"));
  const Applied copy = apply(*store, article_commit(kB, "one"));
  CHECK(copy.duplicate);
  CHECK(store->article(kB)->duplicate_of == 1);
  CHECK(store->article(kA)->duplicate_of == 0);
  // Two in one call, in two commits.
  const auto both =
      store->apply({article_commit("http://d.example/", "new"), article_commit(kC, "new")}, false);
  CHECK_FALSE(both[0].duplicate);
  CHECK(both[1].duplicate);
  // Revisited, it stays what it is.
  Commit retitled = article_commit(kB, "one");
  retitled.article->metadata.title = "B";
  CHECK(apply(*store, retitled).duplicate);
  CHECK(store->article(kB)->duplicate_of == 1);
  CHECK(faults(*store).empty());
}

TEST_CASE("when the first of some duplicates goes, the next takes its place with a new sequence") {
  MemEnv mem;
  auto store = mem.open();
  for (const auto& url : {kA, kB, kC}) apply(*store, article_commit(url, "one"));
  SECTION("because its text changed") { apply(*store, article_commit(kA, "other")); }
  SECTION("because it was taken down") { apply(*store, tombstone_commit(kA, "gone")); }
  const auto items = items_since(*store, 3);
  const Strings names = names_of(items);
  CHECK(names.size() == 2);
  CHECK(names.back() == "article " + kB);
  CHECK(store->article(kB)->duplicate_of == 0);
  CHECK(store->article(kB)->sequence == 5);
  CHECK(store->article(kC)->duplicate_of == 5);
  CHECK(faults(*store).empty());
  // And once more, until none is left.
  apply(*store, tombstone_commit(kB, "gone"));
  CHECK(store->article(kC)->duplicate_of == 0);
  apply(*store, tombstone_commit(kC, "gone"));
  CHECK(faults(*store).empty());
  CHECK_FALSE(apply(*store, article_commit(kB, "one")).duplicate);
  CHECK(faults(*store).empty());
}

TEST_CASE("articles without a fingerprint are nobody's duplicates") {
  MemEnv mem;
  auto store = mem.open();
  Commit one = article_commit(kA, "x"), two = article_commit(kB, "x");
  one.article->fingerprint = two.article->fingerprint = {};
  CHECK_FALSE(apply(*store, one).duplicate);
  CHECK_FALSE(apply(*store, two).duplicate);
  CHECK(faults(*store).empty());
}

TEST_CASE("a scan of the dump order stops when told and says how far it got") {
  MemEnv mem;
  auto store = mem.open();
  for (int i = 0; i < 5; ++i)
    apply(*store, article_commit("http://a.example/" + std::to_string(i), std::to_string(i)));
  CHECK(store->scan_dump(1, [](const DumpItem&) { return false; }) == 2);
  CHECK(store->scan_dump(0, [](const DumpItem&) { return true; }) == 5);
  CHECK(store->scan_dump(5, [](const DumpItem&) { return false; }) == 5);
  CHECK(store->scan_dump(UINT64_MAX, [](const DumpItem&) { return true; }) == UINT64_MAX);
}

TEST_CASE("a scan sees one snapshot, whatever is applied meanwhile") {
  MemEnv mem;
  auto store = mem.open();
  for (int i = 0; i < 3; ++i)
    apply(*store, article_commit("http://a.example/" + std::to_string(i), std::to_string(i)));
  Strings seen;
  const uint64_t cursor = store->scan_dump(0, [&](const DumpItem& item) {
    apply(*store, article_commit("http://a.example/" + std::to_string(seen.size()),
                                 "changed " + std::to_string(seen.size())));
    seen.push_back(std::get<ArticleRecord>(item).blocks.at(0).text);
    return true;
  });
  CHECK(seen == Strings{"0", "1", "2"});
  CHECK(cursor == 3);
  CHECK(store->last_sequence() == 6);
  CHECK(items_since(*store, cursor).size() == 3);
}
