// What a sitemap's or a feed's body leads to.
#include <numeric>

#include "tests/catch.h"
#include "tests/crawler/support/scripted_crawl.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Crawl = ScriptedCrawl;

constexpr auto kDay = 24h;
const std::string kMap = "http://a.test/map.xml";

// A sitemap of pages with an article each.
std::vector<std::string> serve_map(Crawl& crawl, int count) {
  std::vector<std::string> pages;
  for (int i = 0; i < count; ++i) {
    pages.push_back("http://a.test/" + std::to_string(i));
    crawl.serve(pages.back(), "text " + std::to_string(i));
  }
  crawl.web[kMap] = {Crawl::answer(Outcome::kOk)};
  for (const std::string& page : pages) crawl.listings[kMap].pages.push_back({page});
  crawl.seed(kMap, FetchKind::kSitemap);
  return pages;
}

TEST_CASE("a page that its sitemap says was modified is revisited then") {
  Crawl crawl;
  const auto pages = serve_map(crawl, 3);
  crawl.run(30min);
  const Time modified = crawl.now + 2h;
  crawl.listings[kMap].pages[1].modified = modified;
  crawl.listings[kMap].pages[2].modified = Crawl::kStart;
  crawl.serve(pages[1], "other text");
  crawl.run(10h);
  REQUIRE(crawl.times_asked(pages[1]) == 2);
  CHECK(crawl.times_of(pages[1])[1] >= modified - Crawl::kStart);
  CHECK(crawl.times_of(pages[1])[1] < modified - Crawl::kStart + 1min);
  CHECK(crawl.store->article(pages[1])->blocks.at(0).text == "other text");
  CHECK(crawl.times_asked(pages[0]) == 1);
  CHECK(crawl.times_asked(pages[2]) == 1);  // fetched since
  CHECK(crawl.store->host("a.test")->false_lastmods == 0);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a revisit that a lastmod made earlier is so after a crash too") {
  Crawl crawl;
  const auto pages = serve_map(crawl, 1);
  crawl.run(30min);
  crawl.listings[kMap].pages[0].modified = crawl.now + 3h;
  crawl.run(1h);
  crawl.reopen();
  crawl.run(3h);
  CHECK(crawl.times_asked(pages[0]) == 2);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a sitemap that its index says was modified is read again then") {
  const std::string index = "http://a.test/index.xml";
  Crawl crawl;
  serve_map(crawl, 1);
  crawl.web[index] = {Crawl::answer(Outcome::kOk)};
  crawl.listings[index].sitemaps = {{kMap}};
  crawl.seed(index, FetchKind::kSitemap);
  crawl.run(4 * kDay);  // by now the map, which never changes, is read rarely
  const size_t asked = crawl.times_asked(kMap);
  const Time modified = crawl.now + 6h;
  crawl.listings[index].sitemaps[0].modified = modified;
  crawl.seed("http://a.test/fresh.xml", FetchKind::kSitemap);
  crawl.web["http://a.test/fresh.xml"] = {Crawl::answer(Outcome::kOk)};
  crawl.listings["http://a.test/fresh.xml"] = crawl.listings[index];
  crawl.run(5h);
  CHECK(crawl.times_asked(kMap) == asked);
  crawl.run(2h);
  REQUIRE(crawl.times_asked(kMap) == asked + 1);
  CHECK(crawl.times_of(kMap).back() >= modified - Crawl::kStart);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a sitemap that gives every page today's date is soon not believed") {
  Crawl crawl;
  const auto pages = serve_map(crawl, 50);
  crawl.run(30min);
  for (int hour = 0; hour < 48; ++hour) {
    for (Entries::Entry& page : crawl.listings[kMap].pages) page.modified = crawl.now;
    crawl.run(1h);
  }
  const size_t asked = std::accumulate(
      pages.begin(), pages.end(), size_t{0},
      [&](size_t sum, const std::string& page) { return sum + crawl.times_asked(page); });
  CHECK(asked > pages.size());
  CHECK(asked <= pages.size() + 32);
  CHECK(crawl.store->host("a.test")->false_lastmods == HostRecord::kMaxFalseLastmods);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a long sitemap that lists itself as modified is read when it was due") {
  const std::string list = "http://a.test/list";
  Crawl crawl;
  crawl.web[list] = {Crawl::answer(Outcome::kOk)};
  crawl.seed(list, FetchKind::kSitemap);
  crawl.run(30min);
  Entries& map = crawl.listings[list];
  map.pages = {{list, crawl.now}};
  for (int i = 0; i < 5000; ++i) map.pages.push_back({"http://a.test/" + std::to_string(i)});
  crawl.run(2h);
  CHECK(crawl.times_of(list) == std::vector<Millis>{5100ms, 1h + 5200ms});
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a lastmod of another host's page, or of a day to come, moves nothing") {
  Crawl crawl;
  crawl.serve("http://b.test/x", "text");
  crawl.seed("http://b.test/x");
  const auto pages = serve_map(crawl, 1);
  crawl.run(30min);
  crawl.listings[kMap].pages = {{"http://b.test/x", crawl.now}, {pages[0], crawl.now + 5 * kDay}};
  crawl.run(6 * kDay);
  CHECK(crawl.times_asked("http://b.test/x") == 1);
  CHECK(crawl.times_asked(pages[0]) == 2);  // within the last 36 hours of them
}

}  // namespace
}  // namespace winnow
