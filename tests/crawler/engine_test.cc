#include "crawler/engine.h"

#include "tests/catch.h"
#include "tests/crawler/support/scripted_crawl.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
using Crawl = ScriptedCrawl;
using Urls = std::vector<std::string>;

constexpr auto kDay = 24h;

TEST_CASE("a seed's robots.txt comes first, then the pages, one delay apart") {
  Crawl crawl;
  crawl.serve("http://a.test/", "", {"http://a.test/x", "http://a.test/y"});
  crawl.serve("http://a.test/x", "text of x");
  crawl.seed("http://a.test/");
  crawl.run(60s);
  const std::vector<Crawl::Request> expected{{0ms, "http://a.test/robots.txt", ""},
                                             {5100ms, "http://a.test/", ""},
                                             {10200ms, "http://a.test/x", ""},
                                             {15300ms, "http://a.test/y", ""}};
  CHECK(crawl.requests == expected);
  CHECK(crawl.store->article("http://a.test/x"));
  CHECK(crawl.outcome("http://a.test/y") == Outcome::kNotFound);
  CHECK(crawl.engine->idle(crawl.now));
  CHECK(crawl.counter("outcomes:ok") == 2);
  CHECK(crawl.counter("outcomes:not-found") == 1);
  CHECK(crawl.counter("fetches") == 4);
}

TEST_CASE("hosts are asked side by side") {
  Crawl crawl;
  for (const char* home : {"http://a.test/", "http://b.test/", "http://c.test/"}) crawl.seed(home);
  crawl.run(1s);
  CHECK(crawl.requests.size() == 3);
}

TEST_CASE("max_connections bounds the slots") {
  Config config;
  config.fetch.max_connections = 2;
  Crawl crawl(config);
  for (char c = 'a'; c < 'k'; ++c) crawl.seed(std::string("http://") + c + ".test/");
  crawl.run(50ms);
  CHECK(crawl.requests.size() == 2);
  CHECK(crawl.engine->stats().slots_held == 2);
  crawl.run(60s);
  CHECK(crawl.requests.size() == 20);
}

TEST_CASE("what robots.txt disallows is never asked, and settled as robots-denied") {
  Crawl crawl;
  crawl.serve_robots("http://a.test", "User-agent: *\nDisallow: /no\n");
  crawl.serve("http://a.test/", "", {"http://a.test/no", "http://a.test/yes"});
  crawl.seed("http://a.test/");
  crawl.run(60s);
  CHECK(crawl.times_asked("http://a.test/no") == 0);
  CHECK(crawl.times_asked("http://a.test/yes") == 1);
  CHECK(crawl.outcome("http://a.test/no") == Outcome::kRobotsDenied);
}

TEST_CASE("a denied page is fetched at its revisit once robots.txt allows it") {
  Crawl crawl;
  crawl.serve_robots("http://a.test", "User-agent: *\nDisallow: /no\n");
  crawl.serve("http://a.test/", "", {"http://a.test/no"});
  crawl.seed("http://a.test/");
  crawl.run(2 * kDay);
  crawl.serve_robots("http://a.test", "User-agent: *\nDisallow:\n");
  crawl.run(6 * kDay);
  CHECK(crawl.times_asked("http://a.test/no") == 1);
}

TEST_CASE("http and https have a robots.txt each and share the host's clock") {
  Crawl crawl;
  crawl.serve_robots("https://a.test", "User-agent: *\nDisallow: /\n");
  crawl.seed("http://a.test/");
  crawl.seed("https://a.test/");
  crawl.run(60s);
  CHECK(crawl.asked() ==
        Urls{"http://a.test/robots.txt", "http://a.test/", "https://a.test/robots.txt"});
  CHECK(crawl.requests[2].at == 10200ms);
}

TEST_CASE("an unreachable robots.txt disallows everything and is asked again each hour") {
  Crawl crawl;
  crawl.web["http://a.test/robots.txt"] = {Crawl::answer(Outcome::kServerError, 500),
                                           Crawl::answer(Outcome::kTimeout, 0),
                                           Crawl::answer(Outcome::kNotFound, 404)};
  crawl.seed("http://a.test/");
  crawl.run(3h);
  CHECK(crawl.times_of("http://a.test/robots.txt") ==
        std::vector<Millis>{0ms, 1h + 100ms, 2h + 200ms});
  CHECK(crawl.times_asked("http://a.test/") == 1);
}

TEST_CASE("robots.txt is followed through five redirects, also to other hosts") {
  for (const int hops : {5, 6}) {
    Crawl crawl;
    std::string from = "http://a.test/robots.txt";
    for (int i = 0; i < hops; ++i) {
      const std::string to = "http://r" + std::to_string(i) + ".test/robots.txt";
      crawl.web[from] = {Crawl::redirect(to)};
      from = to;
    }
    FetchResponse rules = Crawl::answer(Outcome::kOk);
    rules.body = "User-agent: *\nDisallow: /\n";
    crawl.web[from] = {rules};
    crawl.seed("http://a.test/");
    crawl.run(5min);
    CHECK(crawl.times_asked("http://a.test/") == (hops == 5 ? 0 : 1));  // one too many: as 4xx
    CHECK(crawl.times_asked(from) == (hops == 5 ? 1 : 0));
  }
}

TEST_CASE("a robots redirect waits for the clock of the host it leads to") {
  Crawl crawl;
  crawl.seed("http://b.test/");
  crawl.run(1s);
  crawl.web["http://a.test/robots.txt"] = {Crawl::redirect("http://b.test/other-robots")};
  crawl.seed("http://a.test/");
  crawl.run(1min);
  REQUIRE(crawl.times_asked("http://b.test/other-robots") == 1);
  CHECK(crawl.times_of("http://b.test/other-robots").front() == 5100ms);
}

TEST_CASE("Crawl-delay of an hour is scheduled, and other hosts go on") {
  Crawl crawl;
  crawl.serve_robots("http://a.test", "User-agent: *\nCrawl-delay: 3600\n");
  crawl.seed("http://a.test/");
  crawl.seed("http://b.test/");
  crawl.run(2h);
  CHECK(crawl.times_of("http://a.test/") == std::vector<Millis>{1h + 100ms});
  CHECK(crawl.times_of("http://b.test/") == std::vector<Millis>{5100ms});
}

TEST_CASE("sitemaps of a seeded host are followed, nested ones too") {
  Crawl crawl;
  crawl.serve_robots("http://a.test", "Sitemap: http://a.test/index.xml\n");
  crawl.web["http://a.test/index.xml"] =
      crawl.web["http://a.test/map.xml"] = {Crawl::answer(Outcome::kOk)};
  crawl.listings["http://a.test/index.xml"].sitemaps = {{"http://a.test/map.xml"}};
  crawl.listings["http://a.test/map.xml"].pages = {{"http://a.test/listed"},
                                                   {"http://other.example/"}};
  crawl.serve("http://a.test/listed", "listed text");
  crawl.seed("http://a.test/");
  crawl.run(60s);
  CHECK(crawl.store->article("http://a.test/listed"));
  CHECK(crawl.times_asked("http://other.example/") == 0);
  CHECK(crawl.counter("sitemaps_fetched") == 2);
  CHECK(crawl.counter("links_refused:host") == 1);
}

TEST_CASE("a redirect is a URL of its own: scope and robots decide on it") {
  Crawl crawl;
  crawl.serve_robots("http://a.test", "User-agent: *\nDisallow: /no\n");
  crawl.serve("http://a.test/", "", {"http://a.test/1", "http://a.test/2", "http://a.test/3"});
  crawl.web["http://a.test/1"] = {Crawl::redirect("/no")};
  crawl.web["http://a.test/2"] = {Crawl::redirect("http://other.example/")};
  crawl.web["http://a.test/3"] = {Crawl::redirect("/there")};
  crawl.serve("http://a.test/there", "there");
  crawl.seed("http://a.test/");
  crawl.run(2min);
  CHECK(crawl.times_asked("http://a.test/no") == 0);
  CHECK(crawl.times_asked("http://other.example/") == 0);
  CHECK(crawl.store->article("http://a.test/there"));
  CHECK(crawl.store->url("http://a.test/3")->location == "http://a.test/there");
}

TEST_CASE("a redirect to itself, to nowhere or one too many is a redirect loop") {
  Config config;
  config.fetch.max_redirects = 2;
  Crawl crawl(config);
  crawl.serve("http://a.test/", "",
              {"http://a.test/self", "http://a.test/bad", "http://a.test/h0"});
  crawl.web["http://a.test/self"] = {Crawl::redirect("#top")};
  crawl.web["http://a.test/bad"] = {Crawl::redirect("mailto:x@a.test")};
  crawl.web["http://a.test/h0"] = {Crawl::redirect("h1")};
  crawl.web["http://a.test/h1"] = {Crawl::redirect("h2")};
  crawl.web["http://a.test/h2"] = {Crawl::redirect("h3")};
  crawl.seed("http://a.test/");
  crawl.run(2min);
  CHECK(crawl.outcome("http://a.test/self") == Outcome::kRedirectLoop);
  CHECK(crawl.outcome("http://a.test/bad") == Outcome::kRedirectLoop);
  CHECK(crawl.outcome("http://a.test/h1") == Outcome::kRedirect);
  CHECK(crawl.outcome("http://a.test/h2") == Outcome::kRedirectLoop);
  CHECK(crawl.times_asked("http://a.test/h3") == 0);
}

TEST_CASE("a seed that redirects within its site takes its scope along") {
  Config config;
  config.scope.mode = ScopeMode::kHost;
  Crawl crawl(config);
  crawl.web["http://a.example/"] = {Crawl::redirect("http://www.a.example/")};
  crawl.serve("http://www.a.example/", "welcome",
              {"http://www.a.example/x", "http://m.a.example/"});
  crawl.seed("http://a.example/");
  crawl.run(60s);
  CHECK(crawl.times_asked("http://www.a.example/x") == 1);
  CHECK(crawl.times_asked("http://m.a.example/") == 0);
  CHECK(crawl.store->host("www.a.example")->seeded);
}

TEST_CASE("errors are retried with a doubled delay, max_retries times, then at the revisit") {
  Config config;
  config.politeness.breaker_errors = 100;
  Crawl crawl(config);
  crawl.web["http://a.test/"] = {Crawl::answer(Outcome::kServerError, 500)};
  crawl.seed("http://a.test/");
  crawl.run(kDay);
  const auto times = crawl.times_of("http://a.test/");
  REQUIRE(times.size() == 4);
  CHECK(times[1] - times[0] == 60s + 100ms);
  CHECK(times[2] - times[1] == 120s + 100ms);
  CHECK(times[3] - times[2] == 240s + 100ms);
  CHECK(crawl.counter("given_up") == 1);
  crawl.run(7 * kDay);
  CHECK(crawl.times_asked("http://a.test/") > 4);
}

TEST_CASE("Retry-After moves the host's clock and the entry's retry") {
  Crawl crawl;
  FetchResponse busy = Crawl::answer(Outcome::kRateLimited, 429);
  busy.retry_after = 2h;
  crawl.web["http://a.test/"] = {busy, Crawl::answer(Outcome::kOk)};
  crawl.seed("http://a.test/");
  crawl.seed("http://a.test/other");
  crawl.run(3h);
  CHECK(crawl.times_of("http://a.test/") == std::vector<Millis>{5100ms, 2h + 5200ms});
  CHECK(crawl.times_of("http://a.test/other").front() > 2h);
}

TEST_CASE("a revisit is conditional, and 304 makes it rarer") {
  Crawl crawl;
  FetchResponse fresh = Crawl::answer(Outcome::kOk);
  fresh.etag = "\"v1\"";
  crawl.web["http://a.test/x"] = {fresh, Crawl::answer(Outcome::kNotModified, 304)};
  crawl.serve("http://a.test/x", "text");
  crawl.seed("http://a.test/x");
  crawl.run(20 * kDay);
  REQUIRE(crawl.times_asked("http://a.test/x") == 3);
  const auto times = crawl.times_of("http://a.test/x");
  CHECK(times[1] - times[0] >= 7 * kDay);
  CHECK(times[2] - times[1] >= 10 * kDay);
  CHECK(crawl.requests.back().etag == "\"v1\"");
  CHECK(crawl.store->article("http://a.test/x"));
  CHECK(crawl.counter("outcomes:not-modified") == 2);
}

TEST_CASE("a page that changes is asked more often") {
  Config config;
  config.revisit.article = kDay;
  Crawl crawl(config);
  crawl.serve("http://a.test/x", "old text");
  crawl.seed("http://a.test/x");
  crawl.run(12h);
  crawl.serve("http://a.test/x", "new text");
  crawl.run(13h);
  REQUIRE(crawl.times_asked("http://a.test/x") == 2);
  CHECK(crawl.store->url("http://a.test/x")->revisit_interval == 12h);
  CHECK(crawl.counter("revisits_changed") == 1);
  CHECK(crawl.counter("articles_changed") == 1);
}

TEST_CASE("410 takes an article down at once, 404 when it is said twice in a row") {
  for (const bool gone : {true, false}) {
    Config config;
    config.revisit.article = kDay;
    Crawl crawl(config);
    crawl.serve("http://a.test/x", "text");
    crawl.seed("http://a.test/x");
    crawl.run(12h);
    REQUIRE(crawl.store->article("http://a.test/x"));
    crawl.web["http://a.test/x"] = {gone ? Crawl::answer(Outcome::kGone, 410)
                                         : Crawl::answer(Outcome::kNotFound, 404)};
    crawl.run(13h);
    CHECK(crawl.times_asked("http://a.test/x") == 2);
    CHECK(crawl.store->article("http://a.test/x").has_value() == !gone);
    crawl.run(kDay);
    CHECK(crawl.times_asked("http://a.test/x") == (gone ? 2 : 3));
    CHECK_FALSE(crawl.store->article("http://a.test/x"));
    crawl.run(100 * kDay);
    CHECK(crawl.times_asked("http://a.test/x") == (gone ? 2 : 3));
  }
}

TEST_CASE("noindex and noarchive pages are not stored, and one that turns so is taken down") {
  Config config;
  config.revisit.article = kDay;
  Crawl crawl(config);
  crawl.serve("http://a.test/", "", {"http://a.test/x", "http://a.test/y", "http://a.test/z"});
  crawl.serve("http://a.test/x", "text x").robots.noindex = true;
  crawl.serve("http://a.test/y", "text y").robots.noarchive = true;
  crawl.serve("http://a.test/z", "text z");
  crawl.seed("http://a.test/");
  crawl.run(1h);
  CHECK_FALSE(crawl.store->article("http://a.test/x"));
  CHECK_FALSE(crawl.store->article("http://a.test/y"));
  CHECK(crawl.store->article("http://a.test/z"));
  crawl.pages["http://a.test/z"].robots.noindex = true;
  crawl.run(kDay);
  CHECK_FALSE(crawl.store->article("http://a.test/z"));
  CHECK(crawl.counter("tombstones") == 1);
}

TEST_CASE("links that say nofollow are not followed, nor any of a page that says it") {
  Crawl crawl;
  crawl.serve("http://a.test/", "", {"http://a.test/x", "http://a.test/y"});
  crawl.pages["http://a.test/"].links[0].nofollow = true;
  crawl.serve("http://a.test/y", "text", {"http://a.test/z"}).robots.nofollow = true;
  crawl.seed("http://a.test/");
  crawl.run(1min);
  CHECK(crawl.times_asked("http://a.test/x") == 0);
  CHECK(crawl.times_asked("http://a.test/y") == 1);
  CHECK(crawl.times_asked("http://a.test/z") == 0);
}

TEST_CASE("a page yields to its canonical URL, which is fetched and has the article") {
  Crawl crawl;
  crawl.serve("http://a.test/x?v=1", "text").metadata.canonical = "http://a.test/x";
  crawl.serve("http://a.test/x", "text").metadata.canonical = "http://a.test/x";
  crawl.seed("http://a.test/x?v=1");
  crawl.run(1min);
  CHECK_FALSE(crawl.store->article("http://a.test/x?v=1"));
  CHECK(crawl.store->url("http://a.test/x?v=1")->location == "http://a.test/x");
  CHECK(crawl.store->article("http://a.test/x"));
}

TEST_CASE("no canonical link loses a text: loops, dead targets, home pages, other sites") {
  Crawl crawl;
  crawl.serve("http://a.test/", "",
              {"http://a.test/p", "http://a.test/dead", "http://a.test/q", "http://a.test/r",
               "http://a.test/s"});
  crawl.serve("http://a.test/p", "looping").metadata.canonical = "http://a.test/p2";
  crawl.serve("http://a.test/p2", "looping").metadata.canonical = "http://a.test/p";
  crawl.serve("http://a.test/q", "text q").metadata.canonical = "http://a.test/dead";
  crawl.serve("http://a.test/r", "text r").metadata.canonical = "http://a.test/";
  crawl.serve("http://a.test/s", "text s").metadata.canonical = "http://other.example/s";
  crawl.seed("http://a.test/");
  crawl.run(2min);
  CHECK(crawl.store->article("http://a.test/p2"));
  CHECK_FALSE(crawl.store->article("http://a.test/p"));
  CHECK(crawl.store->article("http://a.test/q"));
  CHECK(crawl.store->article("http://a.test/r"));
  CHECK(crawl.store->article("http://a.test/s"));
}

TEST_CASE("page budgets of a host and of the store hold") {
  Config config;
  config.scope.max_pages_per_host = 2;
  config.scope.max_pages = 3;
  Crawl crawl(config);
  for (const std::string host : {"http://a.test/", "http://b.test/"}) {
    crawl.serve(host, "", {host + "1", host + "2", host + "3"});
    crawl.seed(host);
  }
  crawl.run(2min);
  CHECK(crawl.store->host("a.test")->pages + crawl.store->host("b.test")->pages == 3);
  CHECK(crawl.store->host("a.test")->pages <= 2);
  crawl.reopen();
  crawl.run(2min);
  CHECK(crawl.store->host("a.test")->pages + crawl.store->host("b.test")->pages == 3);
}

TEST_CASE("after a crash each host waits one delay, and nothing is fetched twice") {
  Crawl crawl;
  crawl.serve("http://a.test/", "", {"http://a.test/x"});
  crawl.seed("http://a.test/");
  crawl.run(10200ms);  // the request for x has just gone out
  REQUIRE(crawl.times_asked("http://a.test/x") == 1);
  crawl.reopen();
  crawl.run(1min);
  CHECK(crawl.times_asked("http://a.test/") == 1);
  CHECK(crawl.times_of("http://a.test/x") == std::vector<Millis>{10200ms, 15200ms});
}

TEST_CASE("stop gives out no more slots; what is in flight ends") {
  Crawl crawl;
  crawl.serve("http://a.test/", "", {"http://a.test/x"});
  crawl.seed("http://a.test/");
  crawl.run(5150ms);
  CHECK_FALSE(crawl.engine->drained());
  crawl.engine->stop();
  crawl.run(1min);
  CHECK(crawl.engine->drained());
  CHECK(crawl.times_asked("http://a.test/x") == 0);
  CHECK(crawl.outcome("http://a.test/") == Outcome::kOk);
}

TEST_CASE("a request that shutdown breaks off stays queued and is not counted") {
  Crawl crawl;
  crawl.web["http://a.test/"] = {Crawl::answer(Outcome::kShutdown, 0), Crawl::answer(Outcome::kOk)};
  crawl.serve("http://a.test/", "text");
  crawl.seed("http://a.test/");
  crawl.run(1min);
  CHECK(crawl.times_of("http://a.test/") == std::vector<Millis>{5100ms, 10200ms});
  CHECK(crawl.store->host("a.test")->pages == 1);
}

TEST_CASE("a long queue is worked off in order through its small window") {
  Crawl crawl;
  std::vector<std::string> links;
  for (int i = 0; i < 200; ++i) links.push_back("http://a.test/" + std::to_string(i));
  crawl.serve("http://a.test/", "", links);
  crawl.seed("http://a.test/");
  crawl.run(30min);
  Urls expected{"http://a.test/robots.txt", "http://a.test/"};
  expected.insert(expected.end(), links.begin(), links.end());
  CHECK(crawl.asked() == expected);
}

TEST_CASE("idle waits for what the clock holds back, not for retries and revisits") {
  Crawl crawl;
  crawl.serve("http://a.test/", "", {"http://a.test/x"});
  crawl.seed("http://a.test/");
  crawl.run(6s);
  CHECK_FALSE(crawl.engine->idle(crawl.now));  // x is due, the host's delay is not over
  crawl.run(10s);
  CHECK(crawl.engine->idle(crawl.now));
  crawl.reopen();
  crawl.run(1s);
  CHECK(crawl.engine->idle(crawl.now));
}

}  // namespace
}  // namespace winnow
