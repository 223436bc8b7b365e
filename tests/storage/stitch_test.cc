// Articles over several pages, as a dump gives them.
#include "storage/stitch.h"

#include <algorithm>
#include <map>

#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

const std::string kHost = "http://a.example";

// Page `number` of three: /1 -> /2 -> /3.
Commit page(int number, const std::string& text, const std::string& next = "default") {
  const std::string n = std::to_string(number);
  Commit commit = article_commit(kHost + "/" + n, text);
  if (next == "default" && number < 3)
    commit.article->next_page = kHost + "/" + std::to_string(number + 1);
  else if (next != "default")
    commit.article->next_page = next;
  if (!commit.article->next_page.empty())
    commit.links.push_back(new_url(commit.article->next_page));
  return commit;
}

std::string text_of(const ArticleRecord& article) {
  std::string text;
  for (const Block& block : article.blocks) text += (text.empty() ? "" : "|") + block.text;
  return text;
}

// URL -> text of the articles of a full dump.
std::map<std::string, std::string> corpus(const Store& store) {
  std::map<std::string, std::string> articles;
  for (const DumpItem& item : items_since(store, 0)) {
    if (const auto* article = std::get_if<ArticleRecord>(&item))
      articles[article->url] = text_of(*article);
  }
  return articles;
}

// What somebody has who takes every dump since the last one's cursor.
struct Follower {
  std::map<std::string, std::string> articles;
  uint64_t cursor = 0;

  void follow(const Store& store) {
    for (const DumpItem& item : items_since(store, cursor)) {
      if (const auto* gone = std::get_if<Tombstone>(&item)) {
        articles.erase(gone->url);
        continue;
      }
      const auto& article = std::get<ArticleRecord>(item);
      for (size_t i = 1; i < article.pages.size(); ++i) articles.erase(article.pages[i]);
      articles[article.url] = text_of(article);
    }
    cursor = store.last_sequence();
  }
};

using Articles = std::map<std::string, std::string>;
const Articles kWhole = {{kHost + "/1", "one|two|three"}};

}  // namespace

TEST_CASE("pages that came in their order are one article under the first page's URL") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({page(1, "one"), page(2, "two"), page(3, "three")}, false);
  CHECK(corpus(*store) == kWhole);
  const auto items = items_since(*store, 0);
  REQUIRE(items.size() == 1);
  const auto& whole = std::get<ArticleRecord>(items[0]);
  CHECK(whole.pages == std::vector<std::string>{kHost + "/1", kHost + "/2", kHost + "/3"});
  CHECK(whole.sequence == store->last_sequence());
  CHECK(store->check().empty());
}

TEST_CASE(
    "in whatever order pages come, and across restarts, the article and its followers agree") {
  std::vector<int> order = {1, 2, 3};
  const std::map<int, std::string> texts = {{1, "one"}, {2, "two"}, {3, "three"}};
  do {
    MemEnv mem;
    Follower each_page, at_end;
    for (int number : order) {
      auto store = mem.open();
      store->apply({page(number, texts.at(number))}, false);
      each_page.follow(*store);
      CHECK(each_page.articles == corpus(*store));
      CHECK(store->check().empty());
    }
    auto store = mem.open();
    at_end.follow(*store);
    CHECK(corpus(*store) == kWhole);
    CHECK(each_page.articles == kWhole);
    CHECK(at_end.articles == kWhole);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a change of any page gives the whole article anew, an equal page nothing") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({page(1, "one"), page(2, "two"), page(3, "three")}, false);
  Follower follower;
  follower.follow(*store);
  store->apply({page(2, "two")}, false);
  CHECK(items_since(*store, follower.cursor).empty());
  store->apply({page(2, "zwei")}, false);
  CHECK(items_since(*store, follower.cursor).size() == 1);
  follower.follow(*store);
  CHECK(follower.articles == Articles{{kHost + "/1", "one|zwei|three"}});
  CHECK(corpus(*store) == follower.articles);
}

TEST_CASE("an article ends where a page is gone, and goes with its first page") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({page(1, "one"), page(2, "two"), page(3, "three")}, false);
  Follower follower;
  follower.follow(*store);
  store->apply({tombstone_commit(kHost + "/2", "gone")}, false);
  follower.follow(*store);
  CHECK(follower.articles == Articles{{kHost + "/1", "one"}});
  CHECK(corpus(*store) == follower.articles);
  store->apply({tombstone_commit(kHost + "/1", "gone")}, false);
  follower.follow(*store);
  CHECK(follower.articles.empty());
  CHECK(corpus(*store).empty());
  CHECK(store->check().empty());
}

TEST_CASE("a last page that names the first as its next makes no circle") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({page(1, "one"), page(2, "two", kHost + "/1")}, false);
  CHECK(corpus(*store) == Articles{{kHost + "/1", "one|two"}});
  store->apply({page(1, "eins")}, false);
  CHECK(corpus(*store) == Articles{{kHost + "/1", "eins|two"}});
}

TEST_CASE("the title at the top of each page is kept once, and a page too many is left out") {
  MemEnv mem;
  auto store = mem.open();
  std::vector<Commit> pages;
  for (size_t n = 1; n <= kMaxPages + 3; ++n) {
    const std::string text = "text " + std::to_string(n);
    Commit commit = page(static_cast<int>(n), text, kHost + "/" + std::to_string(n + 1));
    commit.article->metadata.title = "T";
    commit.article->blocks.insert(commit.article->blocks.begin(),
                                  Block{BlockKind::kHeading, 1, 0, "T"});
    pages.push_back(std::move(commit));
  }
  store->apply(pages, false);
  const auto articles = corpus(*store);
  const std::string text = articles.at(kHost + "/1");
  CHECK(text.starts_with("T|text 1|text 2|"));
  CHECK(text.ends_with("|text " + std::to_string(kMaxPages)));
}

TEST_CASE("a dump since a cursor names the pages that are part of an article as deleted") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({page(3, "three"), page(2, "two")}, false);
  DumpOptions options;
  options.since = 1;
  store->apply({page(1, "one")}, false);
  std::string out;
  const auto dumped = dump(*store, options, [&](std::string_view bytes) {
    out += bytes;
    return true;
  });
  REQUIRE(dumped.ok());
  CHECK(dumped->articles == 1);
  CHECK(dumped->joined == 2);
  CHECK(std::count(out.begin(), out.end(), '\n') == 3);
  CHECK(out.find("\"url\":\"http://a.example/2\",\"deleted\":true") != out.npos);
  CHECK(out.find("\"url\":\"http://a.example/3\",\"deleted\":true") != out.npos);
  CHECK(out.find("\"pages\":[\"http://a.example/1\",\"http://a.example/2\","
                 "\"http://a.example/3\"],\"text\":\"one\\ntwo\\nthree\"") != out.npos);
}

TEST_CASE(
    "a page at which an article goes on keeps its previous page over failed and first fetches") {
  for (const bool known_before : {false, true}) {
    MemEnv mem;
    const std::string first = "http://a.example/1", second = "http://a.example/2";
    {
      auto store = mem.open();
      store->apply({seeds(known_before ? std::vector{first, second} : std::vector{first})}, false);
      const auto entries = store->pending("a.example", 9).fresh;
      Commit page = fetched_article(entries.at(0), at(100), "one");
      page.article->next_page = second;
      if (!known_before) page.links = {new_url(second)};
      store->apply({page}, false);
      CHECK(store->check().empty());
    }
    auto store = mem.open();  // what a URL goes on from is known after a start as well
    const QueueEntry entry = store->pending("a.example", 9).fresh.at(0);
    REQUIRE(entry.url == second);
    Commit later = fetched(entry, at(200));  // put off, as if robots.txt could not be reached
    later.requeue = entry;
    later.requeue->due = at(300);
    store->apply({later}, false);
    CHECK(store->check().empty());
    const QueueEntry again = store->pending("a.example", 9).timed.at(0);
    store->apply({fetched_article(again, at(300), "two")}, false);
    CHECK(store->url(second)->previous == first);
    CHECK(store->article(second)->previous == first);
    CHECK(store->check().empty());
  }
}
