// What the engine does with what is to be forgotten.
#include "crawler/engine.h"
#include "storage/forget_rules.h"
#include "tests/catch.h"
#include "tests/crawler/support/scripted_crawl.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Crawl = ScriptedCrawl;
using Scope = ForgetRule::Scope;

void forget(Crawl& crawl, Scope scope, const std::string& name) {
  const auto rule = forget_rule(scope, name, "", crawl.now);
  REQUIRE(rule.ok());
  crawl.engine->forget(*rule);
}

size_t asked_of(const Crawl& crawl, const std::string& start) {
  const auto urls = crawl.asked();
  return static_cast<size_t>(
      std::ranges::count_if(urls, [&](const auto& url) { return url.starts_with(start); }));
}

TEST_CASE("a host that is forgotten in mid-crawl is asked nothing more, and its articles go") {
  Crawl crawl;
  crawl.serve("http://a.test/", "home", {"http://a.test/1", "http://a.test/2", "http://b.test/"});
  crawl.serve("http://a.test/1", "one");
  crawl.serve("http://b.test/", "two");
  crawl.seed("http://a.test/");
  crawl.seed("http://b.test/");
  crawl.run(10'250ms);  // the second page is under way
  const size_t asked = asked_of(crawl, "http://a.test/");
  REQUIRE(crawl.store->article("http://a.test/"));
  forget(crawl, Scope::kHost, "a.test");
  crawl.run(60s);
  CHECK(asked_of(crawl, "http://a.test/") == asked);
  CHECK_FALSE(crawl.store->article("http://a.test/"));
  CHECK_FALSE(crawl.store->article("http://a.test/1"));
  CHECK(crawl.engine->idle(crawl.now));
  CHECK(crawl.engine->stats().queued == 1);  // b.test's revisit
  CHECK(crawl.store->check().empty());
  crawl.run(24h * 60);
  crawl.seed("http://a.test/again");
  crawl.run(60s);
  crawl.reopen();
  crawl.seed("http://a.test/");
  crawl.run(24h * 60);
  CHECK(asked_of(crawl, "http://a.test/") == asked);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("a page that is under way when it is forgotten is thrown away with its links") {
  Crawl crawl;
  crawl.serve("http://a.test/", "text", {"http://a.test/1"});
  crawl.seed("http://a.test/");
  crawl.run(5'150ms);
  REQUIRE(crawl.times_asked("http://a.test/") == 1);
  forget(crawl, Scope::kUrl, "https://a.test/");
  crawl.run(60s);
  CHECK_FALSE(crawl.store->url("http://a.test/"));
  CHECK(crawl.times_asked("http://a.test/1") == 0);
  CHECK(crawl.engine->idle(crawl.now));
  CHECK(crawl.engine->stats().queued == 0);
  CHECK(crawl.store->check().empty());
}

TEST_CASE("links, redirects, sitemaps and canonical links do not lead to what is forgotten") {
  Crawl crawl;
  forget(crawl, Scope::kDomain, "gone.test");
  forget(crawl, Scope::kUrl, "http://a.test/x");
  crawl.serve("http://a.test/", "home",
              {"http://a.test/x", "http://a.test/hop", "http://a.test/copy"});
  crawl.web["http://a.test/hop"] = {Crawl::redirect("https://www.gone.test/")};
  crawl.serve("http://a.test/copy", "a text").metadata.canonical = "https://gone.test/original";
  crawl.web["http://a.test/map.xml"] = {Crawl::answer(Outcome::kOk)};
  crawl.listings["http://a.test/map.xml"].pages = {{"http://a.test/x"}, {"http://a.test/y"}};
  crawl.serve_robots("http://a.test", "Sitemap: http://gone.test/map.xml\n");
  crawl.seed("http://a.test/");
  crawl.seed("http://a.test/map.xml", FetchKind::kSitemap);
  crawl.seed("http://gone.test/");
  crawl.run(120s);
  CHECK(asked_of(crawl, "http://gone.test") + asked_of(crawl, "https://www.gone.test") == 0);
  CHECK(crawl.times_asked("http://a.test/x") == 0);
  CHECK(crawl.times_asked("http://a.test/y") == 1);
  CHECK(crawl.times_asked("http://a.test/hop") == 1);
  CHECK(crawl.store->article("http://a.test/"));
  CHECK_FALSE(crawl.store->article("http://a.test/copy"));
  CHECK(crawl.counter("articles_not_stored:forgotten") == 1);
  CHECK(crawl.counter("links_refused:forgotten") == 4);
}

TEST_CASE("a robots.txt that redirects to a forgotten host is not looked for there") {
  Crawl crawl;
  forget(crawl, Scope::kHost, "gone.test");
  crawl.web["http://a.test/robots.txt"] = {Crawl::redirect("http://gone.test/robots.txt")};
  crawl.seed("http://a.test/");
  crawl.run(60s);
  CHECK(asked_of(crawl, "http://gone.test/") == 0);
}

TEST_CASE("what was not deleted before a stop is deleted after it") {
  Crawl crawl;
  std::vector<Seed> seeds;
  for (int i = 0; i < 1000; ++i) seeds.push_back({"http://a.test/" + std::to_string(i)});
  crawl.engine->seed(seeds, crawl.now);
  crawl.run(0ms);
  forget(crawl, Scope::kHost, "a.test");  // the first part is deleted, its answer is lost
  crawl.reopen();
  CHECK_FALSE(crawl.store->forget_rules().at(0).done);
  crawl.run(60s);
  CHECK(crawl.store->forget_rules().at(0).done);
  CHECK(crawl.store->url_count() == 0);
  CHECK(crawl.engine->stats().queued == 0);
  CHECK(asked_of(crawl, "http://a.test/") <= 1);
}

}  // namespace
}  // namespace winnow
