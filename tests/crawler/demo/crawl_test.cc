// The daemon crawls the demo web: what the store holds afterwards, and what the server saw of it.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "crawler/demo/demo_config.h"
#include "crawler/demo/server.h"
#include "storage/store.h"
#include "tests/catch.h"

using namespace winnow;
using namespace winnow::demo;
namespace fs = std::filesystem;

namespace {

constexpr Millis kDelay{20};  // as demo_config() has it

// One crawl of the whole demo web by the real program; the sections below look at its result.
struct Crawl {
  DemoWeb web;
  int status = -1;
  std::vector<Access> log;
  std::map<std::string, ArticleRecord> articles;

  Crawl() {
    const fs::path folder = fs::temp_directory_path() / ("winnow-demo-" + std::to_string(getpid()));
    fs::create_directories(folder);
    const fs::path config = folder / "winnow.toml";
    {
      const DemoServer server(web);
      std::ofstream(config) << demo_config(web, server.port(), folder.string());
      const std::string command = "timeout 240 " WINNOW_BINARY " run --exit-when-idle --config '" +
                                  config.string() + "' 2>'" + (folder / "log").string() + "'";
      status = std::system(command.c_str());
      log = server.log();
    }
    const auto store = Store::open(folder / "store");
    const auto keep = [&](const DumpItem& item) {
      if (const auto* article = std::get_if<ArticleRecord>(&item))
        articles[article->url] = *article;
      return true;
    };
    store->scan_dump(0, keep, Templates::kDrop);
    CHECK(store->check().empty());
    fs::remove_all(folder);
  }

  // What the article's pages hold, one after the other.
  std::string body_of(const ArticleRecord& article) const;
};

std::string Crawl::body_of(const ArticleRecord& article) const {
  if (article.pages.empty()) return web.page(article.url)->body;
  std::string body;
  for (const std::string& url : article.pages)
    body += (body.empty() ? "" : "\n") + web.page(url)->body;
  return body;
}

std::string text_of(const ArticleRecord& article) {
  std::string text;
  for (const Block& block : article.blocks) text += (text.empty() ? "" : "\n") + block.text;
  return text;
}

}  // namespace

TEST_CASE("a crawl of the demo web keeps its articles, once each, and is polite") {
  static const Crawl crawl;  // one for all sections
  REQUIRE(crawl.status == 0);

  SECTION("the store holds exactly the articles that it should, with their text") {
    std::set<std::string> expected, kept;
    for (const DemoPage& page : crawl.web.pages()) {
      if (page.in_corpus) expected.insert(page.url);
    }
    for (const auto& [url, article] : crawl.articles) {
      kept.insert(url);
      kept.insert(article.pages.begin(), article.pages.end());
    }
    CHECK(kept == expected);
    for (const auto& [url, article] : crawl.articles) {
      const DemoPage* page = crawl.web.page(url);
      if (!page) continue;
      INFO(url);
      CHECK(article.metadata.title == page->title);
      if (page->verdict == "article") CHECK(text_of(article) == crawl.body_of(article));
    }
  }
  SECTION("an article over several pages is one") {
    const auto& roses = crawl.articles.at("http://www.lvzhou.test/jiqiao/8820.html");
    CHECK(roses.pages.size() == 2);
    for (size_t i = 1; i < roses.pages.size(); ++i) {
      INFO(roses.pages[i]);
      CHECK_FALSE(crawl.articles.contains(roses.pages[i]));
    }
  }
  SECTION("of two articles with the same text one is marked as the duplicate of the other") {
    const auto& original =
        crawl.articles.at("http://news.jiangwan.test/n/20240325-laozhaopian.html");
    const auto& reprint = crawl.articles.at("http://www.malou.test/life/48400.html");
    CHECK((original.duplicate_of == 0) != (reprint.duplicate_of == 0));
    CHECK(original.duplicate_of + reprint.duplicate_of ==
          (original.duplicate_of ? reprint : original).sequence);
  }
  SECTION("each URL is asked for once, and none that robots.txt or the scope forbids") {
    std::map<std::string, int> asked;
    for (const Access& access : crawl.log) ++asked["http://" + access.host + access.target];
    std::set<std::string> again, forbidden, unknown;
    for (const auto& [url, times] : asked) {
      const DemoPage* page = crawl.web.page(url);
      if (times > 1 && !(page && page->status == 503)) again.insert(url);
      if (page && page->why_not == "robots") forbidden.insert(url);
      if (crawl.web.respond(url.substr(7, url.find('/', 7) - 7), "/", {}).status == 421) {
        unknown.insert(url);
      }
    }
    CHECK(again.empty());
    CHECK(forbidden.empty());
    CHECK(unknown.empty());
    for (const DemoPage& page : crawl.web.pages()) {
      if (!page.in_corpus) continue;
      INFO(page.url);
      CHECK(asked[page.url] == 1);
    }
  }
  SECTION("no host sees two requests closer together than the delay") {
    std::map<std::string, std::vector<Access>> hosts;
    for (const Access& access : crawl.log) hosts[access.host].push_back(access);
    for (const auto& [host, accesses] : hosts) {
      Millis smallest = Millis::max();
      for (size_t i = 1; i < accesses.size(); ++i) {
        smallest = std::min(smallest, accesses[i].began - accesses[i - 1].ended);
      }
      INFO(host << ": " << smallest.count() << " ms");
      CHECK(smallest >= kDelay - Millis(1));  // both stamps are cut to milliseconds
    }
  }
}
