// Revisits that a sitemap's lastmod makes earlier.
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

// Fetched at 1000, its revisit due at 9000.
QueueEntry visited(Store& store, const std::string& href, bool retry = false) {
  Commit found;
  found.links = {new_url(href)};
  const QueueEntry entry = store.apply({found}, false)[0].fresh.at(0).entry;
  Commit commit = fetched_article(entry, at(1000), "text of " + href);
  commit.requeue = entry;
  commit.requeue->revisit = true;
  commit.requeue->tries = retry ? 1 : 0;
  commit.requeue->due = commit.url->next_due = at(9000);
  return *store.apply({commit}, false)[0].requeued;
}

NewUrl modified(const std::string& href, int64_t when) {
  NewUrl link = new_url(href);
  link.modified = at(when);
  return link;
}

std::vector<QueueEntry> advanced(Store& store, const std::vector<NewUrl>& links) {
  Commit commit;
  commit.links = links;
  auto applied = store.apply({commit}, false)[0];
  CHECK(applied.fresh.empty());
  CHECK(store.check().empty());
  return applied.advanced;
}

const std::string kA = "http://a.example/1";

}  // namespace

TEST_CASE("a page that was modified since it was fetched is due then") {
  const MemEnv mem;
  const auto store = mem.open();
  const QueueEntry before = visited(*store, kA);
  visited(*store, "http://a.example/2");
  const auto moved = advanced(*store, {modified(kA, 2000), modified(kA, 3000)});
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].url == kA);
  CHECK(moved[0].due == at(2000));
  CHECK(moved[0].sequence == before.sequence);
  CHECK(moved[0].by_lastmod);
  CHECK(store->url(kA)->next_due == at(2000));
  CHECK(store->host("a.example")->queued == 2);
  const auto timed = store->pending("a.example", 9).timed;
  REQUIRE(timed.size() == 2);
  CHECK(timed[0].due == at(2000));
  CHECK(timed[0].by_lastmod);
  CHECK(timed[1].due == at(9000));
}

TEST_CASE("what was fetched since, is due before, is a retry or is not known stays as it is") {
  const MemEnv mem;
  const auto store = mem.open();
  visited(*store, kA);
  visited(*store, "http://a.example/retry", true);
  CHECK(advanced(*store, {modified(kA, 1000), modified(kA, 9000), new_url(kA),
                          modified("http://a.example/retry", 2000)})
            .empty());
  Commit commit;
  commit.links = {modified("http://a.example/new", 2000)};
  const Applied applied = store->apply({commit}, false)[0];
  CHECK(applied.advanced.empty());
  REQUIRE(applied.fresh.size() == 1);
  CHECK(applied.fresh[0].entry.due == Time{});
}

TEST_CASE("a commit makes at most 32 revisits earlier") {
  const MemEnv mem;
  const auto store = mem.open();
  std::vector<NewUrl> links;
  for (int i = 0; i < 40; ++i) {
    links.push_back(modified("http://a.example/" + std::to_string(i), 2000));
    visited(*store, links.back().entry.url);
  }
  CHECK(advanced(*store, links).size() == 32);
  CHECK(advanced(*store, links).size() == 8);
}
