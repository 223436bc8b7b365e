#include "crawler/process.h"

#include "tests/catch.h"

namespace winnow {
namespace {

ExtractJob job(const std::string& url, FetchKind kind, std::string body) {
  ExtractJob job;
  job.id = 7;
  job.kind = kind;
  job.url = *Url::parse(url);
  job.response.body = std::move(body);
  job.response.content_type = kind == FetchKind::kPage ? "text/html; charset=utf-8" : "text/xml";
  return job;
}

const Extraction& page_of(const ExtractDone& done) { return std::get<Extraction>(done.result); }
using Listed = std::vector<Entries::Entry>;

const Entries& entries_of(const ExtractDone& done) { return std::get<Entries>(done.result); }

std::string listing(const std::string& extra) {
  std::string body = "<html><body><ul>";
  for (int i = 0; i < 30; ++i) {
    body += "<li><a href='/news/" + std::to_string(i) + ".html'>Headline number " +
            std::to_string(i) + "</a></li>";
  }
  return body + extra + "</ul></body></html>";
}

TEST_CASE("a page becomes an extraction, with the config's limits and the headers' directives") {
  Config config;
  config.scope.max_links_per_page = 3;
  ExtractJob page = job("http://a.test/", FetchKind::kPage, listing(""));
  page.response.x_robots_tag = "noarchive";
  const ExtractDone done = process(page, config);
  CHECK(done.id == 7);
  CHECK(page_of(done).links.size() == 3);
  CHECK(page_of(done).links.front().url == "http://a.test/news/0.html");
  CHECK(page_of(done).robots.noarchive);
}

TEST_CASE("session ids in links, canonical links, sitemaps and feeds do not make new URLs") {
  const std::vector<std::string> sessions{"/n/1.html;jsessionid=0A1B2C3D.node1?page=2",
                                          "/n/1.html?PHPSESSID=k2j3h4k2j3h4&amp;page=2",
                                          "/n/1.html?page=2&amp;PHPSESSID=zzzzzzzz",
                                          "/n/1.html?page=2&amp;sid=0a1b2c3d4e5f60718293a4b5c6d7",
                                          "/(S(lit3py55t21z5v55vlm25s55))/n/1.html?page=2"};
  const std::string bare = "http://a.test/n/1.html?page=2";
  std::string body = "<link rel=canonical href='" + sessions[0] + "'>";
  std::string map = "<urlset>", feed = "<rss><channel>";
  for (const std::string& href : sessions) {
    body += "<a href='" + href + "'>An article of the day</a> ";
    map += "<url><loc>http://a.test" + href + "</loc></url>";
    feed += "<item><link>http://a.test" + href + "</link></item>";
  }
  const ExtractDone page = process(job("http://a.test/", FetchKind::kPage, body), {});
  REQUIRE(page_of(page).links.size() == 1);
  CHECK(page_of(page).links[0].url == bare);
  CHECK(page_of(page).metadata.canonical == bare);
  const auto pages = [](FetchKind kind, const std::string& list) {
    return entries_of(process(job("http://a.test/list", kind, list), {})).pages;
  };
  CHECK(pages(FetchKind::kSitemap, map + "</urlset>") == Listed{{bare}});
  CHECK(pages(FetchKind::kFeed, feed + "</channel></rss>") == Listed{{bare}});
}

TEST_CASE("without a text, a page's signature changes with its links and with nothing else") {
  const Config config;
  const auto signature = [&](const std::string& body) {
    const ExtractDone done = process(job("http://a.test/", FetchKind::kPage, body), config);
    CHECK_FALSE(has_text(page_of(done).verdict));
    return done.signature;
  };
  const uint64_t before = signature(listing(""));
  CHECK(signature(listing("<!-- made in 13 ms -->")) == before);
  CHECK(signature(listing("<li><a href='/news/new.html'>Something new here</a></li>")) != before);
}

TEST_CASE("a sitemap's pages have the times that their lastmods say, if they do") {
  const ExtractDone done =
      process(job("http://a.test/map.xml", FetchKind::kSitemap,
                  "<urlset><url><loc>http://a.test/x</loc></url><url><loc>http://a.test/x</loc>"
                  "<lastmod>2024-01-01</lastmod></url><url><loc>http://a.test/y</loc>"
                  "<lastmod>1970-01-01T00:00:07Z</lastmod></url></urlset>"),
              {});
  CHECK(entries_of(done).pages ==
        Listed{{"http://a.test/x"}, {"http://a.test/y", Time{Millis{7000}}}});
}

TEST_CASE("a sitemap becomes canonical hrefs, each once, of http(s) only") {
  const ExtractDone done = process(
      job("http://a.test/map.xml", FetchKind::kSitemap,
          "<urlset><url><loc>http://a.test/x#f</loc></url><url><loc>http://A.test/x</loc></url>"
          "<url><loc>ftp://a.test/y</loc></url></urlset>"),
      {});
  CHECK(entries_of(done).pages == Listed{{"http://a.test/x"}});
  CHECK(entries_of(done).sitemaps.empty());
  CHECK(entries_of(done).error.empty());
}

TEST_CASE("a sitemap index names sitemaps") {
  const ExtractDone done =
      process(job("http://a.test/map.xml", FetchKind::kSitemap,
                  "<sitemapindex><sitemap><loc>http://a.test/1.xml.gz</loc>"
                  "<lastmod>1970-01-01T00:00:07Z</lastmod></sitemap></sitemapindex>"),
              {});
  CHECK(entries_of(done).sitemaps == Listed{{"http://a.test/1.xml.gz", Time{Millis{7000}}}});
}

TEST_CASE("a feed's links may be relative; what breaks off gives what came before, and why") {
  const ExtractDone done =
      process(job("http://a.test/feed", FetchKind::kFeed,
                  "<rss><channel><item><link>/one</link></item><item><link>/two</li"),
              {});
  CHECK(entries_of(done).pages == Listed{{"http://a.test/one"}});
  CHECK_FALSE(entries_of(done).error.empty());
}

TEST_CASE("any bytes give a result and a signature") {
  for (const FetchKind kind : {FetchKind::kPage, FetchKind::kSitemap, FetchKind::kFeed}) {
    for (const std::string& body : {std::string(), std::string(3, '\0'), std::string(999, '<')}) {
      const ExtractDone done = process(job("http://a.test/", kind, body), {});
      CHECK(done.signature != 0);
      CHECK(std::holds_alternative<Extraction>(done.result) == (kind == FetchKind::kPage));
    }
  }
}

}  // namespace
}  // namespace winnow
