#pragma once
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <memory>
#include <string>

#include "storage/store.h"

namespace winnow::test {

// A file system in memory.
struct MemEnv {
  std::unique_ptr<leveldb::Env> env{leveldb::NewMemEnv(leveldb::Env::Default())};

  StoreOptions options() const;
  std::unique_ptr<Store> open() const { return Store::open("/store", options()); }
};

// One of the store's databases, past the store: "/store" or "/store/articles".
std::unique_ptr<leveldb::DB> database(const MemEnv& mem, const std::string& folder);

inline Time at(int64_t seconds) { return Time(Seconds(seconds)); }

NewUrl new_url(const std::string& href, uint8_t priority = 0);
Commit seeds(const std::vector<std::string>& hrefs);

// A fetch of `entry` that ended well at `when`, as the engine would commit it.
Commit fetched(const QueueEntry& entry, Time when);

// An article of one paragraph. Its exact fingerprint is made of the text.
ArticleRecord article_of(const std::string& href, const std::string& text);

// fetched() with that article.
Commit fetched_article(const QueueEntry& entry, Time when, const std::string& text);

// A commit that needs no queue entry: a page of that URL had that text.
Commit article_commit(const std::string& href, const std::string& text, Time when = at(1000));
Commit tombstone_commit(const std::string& href, const std::string& reason, Time when = at(2000));

std::vector<std::string> urls_of(const std::vector<QueueEntry>& entries);
std::vector<DumpItem> items_since(const Store& store, uint64_t since);

// "article URL" or "tombstone URL" of each item.
std::vector<std::string> names_of(const std::vector<DumpItem>& items);

}  // namespace winnow::test
