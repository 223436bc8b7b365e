#include "tests/storage/support/store_builders.h"

#include "storage/keys.h"
#include "tests/catch.h"

namespace winnow::test {

StoreOptions MemEnv::options() const {
  StoreOptions options;
  options.env = env.get();
  options.cache_bytes = 1 << 20;
  return options;
}

std::unique_ptr<leveldb::DB> database(const MemEnv& mem, const std::string& folder) {
  leveldb::Options options;
  options.env = mem.env.get();
  leveldb::DB* opened = nullptr;
  REQUIRE(leveldb::DB::Open(options, folder, &opened).ok());
  return std::unique_ptr<leveldb::DB>(opened);
}

NewUrl new_url(const std::string& href, uint8_t priority) {
  NewUrl link;
  link.entry.url = href;
  link.entry.priority = priority;
  link.authority = split_href(href).value().authority;
  return link;
}

Commit seeds(const std::vector<std::string>& hrefs) {
  Commit commit;
  for (const std::string& href : hrefs) {
    commit.links.push_back(new_url(href));
    commit.links.back().seeded = true;
  }
  return commit;
}

Commit fetched(const QueueEntry& entry, Time when) {
  Commit commit;
  commit.host.emplace();
  commit.host->authority = split_href(entry.url).value().authority;
  commit.host->next_allowed = when + Seconds(5);
  commit.taken = entry;
  commit.url.emplace();
  commit.url->url = entry.url;
  commit.url->outcome = 1;
  commit.url->status = 200;
  commit.url->fetched = when;
  return commit;
}

ArticleRecord article_of(const std::string& href, const std::string& text) {
  ArticleRecord article;
  article.url = href;
  article.metadata.title = "Title of " + text.substr(0, 10);
  article.language = {"en", 1.0f};
  article.charset = "UTF-8";
  article.blocks = {{BlockKind::kParagraph, 0, 7, text}};
  article.fingerprint.exact = {std::hash<std::string>{}(text), text.size()};
  return article;
}

Commit fetched_article(const QueueEntry& entry, Time when, const std::string& text) {
  Commit commit = fetched(entry, when);
  commit.article = article_of(entry.url, text);
  commit.article->fetched = when;
  return commit;
}

Commit article_commit(const std::string& href, const std::string& text, Time when) {
  Commit commit;
  commit.url.emplace();
  commit.url->url = href;
  commit.url->outcome = 1;
  commit.url->fetched = when;
  commit.article = article_of(href, text);
  commit.article->fetched = when;
  return commit;
}

Commit tombstone_commit(const std::string& href, const std::string& reason, Time when) {
  Commit commit;
  commit.url.emplace();
  commit.url->url = href;
  commit.url->outcome = 5;
  commit.url->fetched = when;
  commit.tombstone = reason;
  return commit;
}

std::vector<std::string> urls_of(const std::vector<QueueEntry>& entries) {
  std::vector<std::string> urls;
  for (const QueueEntry& entry : entries) urls.push_back(entry.url);
  return urls;
}

std::vector<DumpItem> items_since(const Store& store, uint64_t since) {
  std::vector<DumpItem> items;
  store.scan_dump(since, [&](const DumpItem& item) {
    items.push_back(item);
    return true;
  });
  return items;
}

std::vector<std::string> names_of(const std::vector<DumpItem>& items) {
  std::vector<std::string> names;
  for (const DumpItem& item : items) {
    const auto* article = std::get_if<ArticleRecord>(&item);
    names.push_back(article ? "article " + article->url
                            : "tombstone " + std::get<Tombstone>(item).url);
  }
  return names;
}

}  // namespace winnow::test
