// What a page's body leads to: how much its host is asked for.
#include "tests/catch.h"
#include "tests/crawler/support/scripted_crawl.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Crawl = ScriptedCrawl;

constexpr auto kDay = 24h;

TEST_CASE("a host of duplicates is asked ever more rarely, until it has new texts") {
  Crawl crawl;
  std::vector<std::string> links;
  for (int i = 0; i < 150; ++i) {
    links.push_back("http://a.test/" + std::to_string(i));
    crawl.serve(links.back(), i < 80 ? "the same text" : "text " + std::to_string(i));
  }
  crawl.serve("http://a.test/", "", links);
  crawl.seed("http://a.test/");
  crawl.run(1h);
  const auto pause = [&](int page) {
    const auto before = crawl.times_of(links.at(static_cast<size_t>(page) - 1)).at(0);
    return crawl.times_of(links.at(static_cast<size_t>(page))).at(0) - before;
  };
  CHECK(pause(10) == 5100ms);
  CHECK(pause(79) == 10100ms);
  CHECK(pause(149) == 5100ms);
  CHECK(crawl.store->host("a.test")->barren == 0);
  CHECK(crawl.counter("pages_barren") == 79);
}

Config deep() {
  Config config;
  config.scope.max_depth = 1000;
  return config;
}

// Each page says that there is no such page, and links to the next.
void serve_soft_404s(Crawl& crawl, int pages) {
  const auto page = [](int i) { return "http://a.test/lost/" + std::to_string(i); };
  crawl.serve("http://a.test/", "", {page(0)});
  for (int i = 0; i < pages; ++i) crawl.serve(page(i), "no such page", {page(i + 1)});
}

void make_barren(Crawl& crawl) {
  serve_soft_404s(crawl, 400);
  crawl.seed("http://a.test/");
  crawl.run(5h);
  REQUIRE(crawl.store->host("a.test")->barren == HostRecord::kMaxBarren);
}

TEST_CASE("the links of a host of nothing but soft 404s are refused in the end") {
  Crawl crawl(deep());
  serve_soft_404s(crawl, 400);
  crawl.seed("http://a.test/");
  crawl.run(kDay);
  CHECK(crawl.times_asked("http://a.test/lost/257") == 1);
  CHECK(crawl.times_asked("http://a.test/lost/258") == 0);
  CHECK(crawl.counter("links_refused:barren") == 1);
  CHECK(crawl.store->host("a.test")->barren == HostRecord::kMaxBarren);
}

TEST_CASE("the links of a host of nothing but listings are refused too, four times as late") {
  Config config = deep();
  config.scope.max_depth = 2000;
  Crawl crawl(config);
  const auto page = [](int i) { return "http://a.test/day/" + std::to_string(i); };
  crawl.serve("http://a.test/", "", {page(0)});
  for (int i = 0; i < 1200; ++i) crawl.serve(page(i), "", {page(i + 1)});  // a calendar
  crawl.seed("http://a.test/");
  crawl.run(kDay);
  CHECK(crawl.times_asked(page(1000)) > 0);
  CHECK(crawl.times_asked(page(1100)) == 0);
  CHECK(crawl.store->host("a.test")->barren == HostRecord::kMaxBarren);
}

TEST_CASE("into a barren host lead seeds, sitemaps, its home page and links from elsewhere") {
  Crawl crawl(deep());
  make_barren(crawl);
  crawl.serve("http://a.test/", "", {"http://a.test/from-home"});
  crawl.serve("http://b.test/", "", {"http://a.test/from-b"});
  crawl.web["http://a.test/map.xml"] = {Crawl::answer(Outcome::kOk)};
  crawl.listings["http://a.test/map.xml"].pages = {{"http://a.test/from-map"}};
  crawl.seed("http://b.test/");
  crawl.seed("http://a.test/seed");
  crawl.seed("http://a.test/map.xml", FetchKind::kSitemap);
  crawl.run(6h);
  for (const char* page : {"from-home", "from-b", "from-map", "seed"})
    CHECK(crawl.times_asked(std::string("http://a.test/") + page) == 1);
}

TEST_CASE("a new article makes a barren host's links good again") {
  Crawl crawl(deep());
  make_barren(crawl);
  crawl.serve("http://a.test/new", "an article", {"http://a.test/other"});
  crawl.serve("http://a.test/other", "no such page", {"http://a.test/third"});
  crawl.seed("http://a.test/new");
  crawl.run(5min);
  CHECK(crawl.times_asked("http://a.test/other") == 0);  // the article itself came too late for it
  crawl.serve("http://a.test/newer", "another article", {"http://a.test/third"});
  crawl.seed("http://a.test/newer");
  crawl.run(5min);
  CHECK(crawl.times_asked("http://a.test/third") == 1);
}

}  // namespace
}  // namespace winnow
