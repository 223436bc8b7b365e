// What a page's body leads to: how much its host is asked for.
#include "tests/catch.h"
#include "tests/crawler/support/scripted_crawl.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Crawl = ScriptedCrawl;

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

}  // namespace
}  // namespace winnow
