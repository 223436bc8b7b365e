// Articles are in a database of their own; whoever reads the store does not notice.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <algorithm>

#include "storage/codec.h"
#include "storage/keys.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

std::string page(int i) { return "http://a.example/" + std::to_string(i); }

void store_pages(Store& store, int from, int to, const std::string& text = "text ") {
  for (int i = from; i < to; ++i)
    store.apply({article_commit(page(i), text + std::to_string(i))}, false);
}

std::vector<std::string> names_of(const Store& store) {
  return winnow::test::names_of(items_since(store, 0));
}

std::vector<std::string> articles(int from, int to) {
  std::vector<std::string> names;
  for (int i = from; i < to; ++i) names.push_back("article " + page(i));
  return names;
}

std::vector<std::string> keys_of(const MemEnv& mem, const std::string& folder, char prefix) {
  const auto db = database(mem, folder);
  std::vector<std::string> keys;
  const std::unique_ptr<leveldb::Iterator> it(db->NewIterator({}));
  for (it->Seek({&prefix, 1}); it->Valid() && it->key()[0] == prefix; it->Next())
    keys.push_back(it->key().ToString());
  return keys;
}

std::vector<std::string> keys_from(uint64_t first, uint64_t last) {
  std::vector<std::string> all;
  for (uint64_t sequence = first; sequence <= last; ++sequence)
    all.push_back(keys::article(sequence));
  return all;
}

void remove_shelf(const MemEnv& mem) {
  leveldb::Options options;
  options.env = mem.env.get();
  REQUIRE(leveldb::DestroyDB("/store/articles", options).ok());
}

}  // namespace

TEST_CASE("articles are in a database of their own, in the order of dumps") {
  MemEnv mem;
  {
    auto store = mem.open();
    store_pages(*store, 0, 10);
    CHECK(names_of(*store) == articles(0, 10));
    CHECK(names_of(items_since(*store, 6)) == articles(6, 10));
    CHECK(store->article(page(2))->blocks.at(0).text == "text 2");
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store/articles", 'a') == keys_from(1, 10));
  CHECK(keys_of(mem, "/store", 'a').empty());
  CHECK(names_of(*mem.open()) == articles(0, 10));
}

TEST_CASE("what leaves the shelf is gone at once, and deleted after the next sync") {
  MemEnv mem;
  {
    auto store = mem.open();
    store_pages(*store, 0, 4);
    store_pages(*store, 1, 2, "other ");
    store->apply({tombstone_commit(page(2), "went")}, false);
    CHECK(names_of(*store) == std::vector<std::string>{"article " + page(0), "article " + page(3),
                                                       "article " + page(1),
                                                       "tombstone " + page(2)});
    CHECK(store->article(page(1))->blocks.at(0).text == "other 1");
    CHECK_FALSE(store->article(page(2)));
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store/articles", 'a') == keys_from(1, 6));
  CHECK(keys_of(mem, "/store", 'g') == std::vector{keys::gone(2), keys::gone(3)});
  {
    auto store = mem.open();
    store->apply({}, true);
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store", 'g').empty());
  CHECK(keys_of(mem, "/store/articles", 'a') ==
        std::vector{keys::article(1), keys::article(4), keys::article(5), keys::article(6)});
}

TEST_CASE("an article whose commit was broken off by a kill is none") {
  MemEnv mem;
  {
    auto store = mem.open();
    store_pages(*store, 0, 3);
  }
  database(mem, "/store/articles")->Put({}, keys::article(4), "whatever");
  StoreOptions read_only = mem.options();
  read_only.read_only = true;
  CHECK(names_of(*Store::open("/store", read_only)) == articles(0, 3));
  {
    auto store = mem.open();
    CHECK(names_of(*store) == articles(0, 3));
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store/articles", 'a') == keys_from(1, 3));
}

TEST_CASE("a dump sees what was there when it began, whatever leaves the shelf meanwhile") {
  MemEnv mem;
  auto store = mem.open();
  store_pages(*store, 0, 6);
  std::vector<DumpItem> seen;
  store->scan_dump(0, [&](const DumpItem& item) {
    if (seen.empty()) {
      store_pages(*store, 0, 6, "other ");
      store_pages(*store, 6, 20);
      store->apply({}, true);
    }
    seen.push_back(item);
    return true;
  });
  CHECK(winnow::test::names_of(seen) == articles(0, 6));
  CHECK(store->check().empty());
}

TEST_CASE("what is forgotten leaves the shelf") {
  MemEnv mem;
  {
    auto store = mem.open();
    store_pages(*store, 0, 8);
    ForgetRule rule;
    rule.scope = ForgetRule::Scope::kUrl;
    rule.name = page(3);
    store->forget(rule);
    while (store->forget_more().more) {
    }
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store", 'g').empty());
  const auto kept = keys_of(mem, "/store/articles", 'a');
  CHECK(std::ranges::find(kept, keys::article(4)) == kept.end());
  CHECK(kept.size() == 8);  // one of them the tombstone
}

namespace {

// As a store of format 2 was: articles 1 to `last` in the one database there is.
void make_old(const MemEnv& mem, uint64_t last) {
  const std::string format(keys::kFormat);
  const auto crawl = database(mem, "/store");
  {
    const auto shelf = database(mem, "/store/articles");
    for (const std::string& key : keys_from(1, last)) {
      std::string value;
      REQUIRE(shelf->Get({}, key, &value).ok());
      crawl->Put({}, key, value);
    }
  }
  crawl->Put({}, format, encode(format, StoreFormat{2}));
  remove_shelf(mem);
}

}  // namespace

TEST_CASE("a store with but one database is taken over") {
  MemEnv mem;
  store_pages(*mem.open(), 0, 6);
  make_old(mem, 6);
  StoreOptions read_only = mem.options();
  read_only.read_only = true;
  CHECK(names_of(*Store::open("/store", read_only)) == articles(0, 6));
  {
    auto store = mem.open();
    CHECK(store->article(page(5))->blocks.at(0).text == "text 5");
    store_pages(*store, 2, 3, "other ");  // before anything has moved
    store_pages(*store, 6, 7);
    CHECK(names_of(*store).size() == 7);
    CHECK(names_of(items_since(*store, 4)) ==
          std::vector<std::string>{"article " + page(4), "article " + page(5), "article " + page(2),
                                   "article " + page(6)});
    store->apply({}, true);
    CHECK(store->check().empty());
  }
  CHECK(keys_of(mem, "/store", 'a').empty());
  CHECK(keys_of(mem, "/store/articles", 'a').size() == 7);
}

TEST_CASE("a take-over that a kill broke off goes on") {
  MemEnv mem;
  store_pages(*mem.open(), 0, 6);
  make_old(mem, 6);
  mem.open();  // has the new format and a shelf, and moves nothing
  {
    const auto crawl = database(mem, "/store"), shelf = database(mem, "/store/articles");
    for (const std::string& key : keys_from(1, 4)) {
      std::string value;
      REQUIRE(crawl->Get({}, key, &value).ok());
      shelf->Put({}, key, value);
    }
  }
  auto store = mem.open();
  CHECK(names_of(*store) == articles(0, 6));
  CHECK(names_of(items_since(*store, 2)) == articles(2, 6));
  store_pages(*store, 1, 2, "other ");
  CHECK(names_of(*store).size() == 6);
  CHECK(store->check().empty());
}

TEST_CASE("a store whose folder of articles is missing is refused") {
  MemEnv mem;
  mem.open()->apply({article_commit(page(0), "text")}, false);
  remove_shelf(mem);
  CHECK_THROWS_WITH(mem.open(), "the store /store is damaged: its folder articles is missing");
}

TEST_CASE("a URL whose article is lost is fetched whole again") {
  MemEnv mem;
  Commit with_etag = article_commit(page(0), "text");
  with_etag.url->etag = "\"1\"";
  with_etag.url->last_modified = "Tue, 07 Nov 2023 01:42:17 GMT";
  mem.open()->apply({with_etag}, false);
  database(mem, "/store/articles")->Delete({}, keys::article(1));
  auto store = mem.open();
  Commit unchanged = with_etag;
  unchanged.article.reset();
  store->apply({unchanged}, false);
  CHECK(store->url(page(0))->etag.empty());
  CHECK(store->url(page(0))->last_modified.empty());
  store->apply({with_etag}, false);
  CHECK(store->article(page(0))->blocks.at(0).text == "text");
  CHECK(names_of(*store) == articles(0, 1));
}
