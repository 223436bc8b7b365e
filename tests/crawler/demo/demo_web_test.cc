#include "crawler/demo/demo_web.h"

#include <algorithm>
#include <regex>
#include <set>

#include "config/load.h"
#include "crawler/demo/article.h"
#include "crawler/demo/demo_config.h"
#include "parser/url.h"
#include "tests/catch.h"

using namespace winnow;
using namespace winnow::demo;

namespace {

std::string header(const DemoResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

// Host and target of an absolute http URL.
std::pair<std::string, std::string> parts(const std::string& url) {
  const size_t begin = std::string("http://").size(), slash = url.find('/', begin);
  return {url.substr(begin, slash - begin), url.substr(slash)};
}

DemoResponse get(const DemoWeb& web, const std::string& url, const RequestHeaders& headers = {}) {
  const auto [host, target] = parts(url);
  return web.respond(host, target, headers);
}

}  // namespace

TEST_CASE("each page that the demo web names is served with its status") {
  const DemoWeb web;
  for (const DemoPage& page : web.pages()) {
    INFO(page.url);
    const DemoResponse response = get(web, page.url);
    CHECK(response.status == page.status);
    CHECK_FALSE(response.body.empty());
  }
}

TEST_CASE("the demo web has ten sites and more than a hundred pages of text and lists") {
  const DemoWeb web;
  std::map<std::string, int> verdicts, reasons;
  std::set<std::string> languages;
  for (const DemoPage& page : web.pages()) {
    ++verdicts[page.verdict];
    ++reasons[page.why_not];
    languages.insert(page.language);
  }
  CHECK(web.sites().size() == 10);
  CHECK(web.seeds().size() == 10);
  CHECK(verdicts["article"] + verdicts["thread"] + verdicts["listing"] > 100);
  CHECK(reasons[""] > 60);  // what a crawl should end with
  for (const char* reason : {"listing", "robots", "noindex", "noarchive", "login", "canonical",
                             "redirect", "status", "error", "refresh", "calendar", "machine"}) {
    INFO(reason);
    CHECK(reasons[reason] > 0);
  }
  CHECK(languages.count("en") + languages.count("zh-Hans") + languages.count("zh-Hant") == 3);
}

TEST_CASE("the pages' links lead to pages, but for a dead one and those marked nofollow") {
  const DemoWeb web;
  const std::regex tag("<a [^>]*href=\"([^\"#?]*)[^\"]*\"[^>]*>");
  std::set<std::string> dead;
  size_t links = 0;
  for (const DemoPage& page : web.pages()) {
    const DemoResponse response = get(web, page.url);
    const std::string& body = response.body;
    for (std::sregex_iterator it(body.begin(), body.end(), tag), end; it != end; ++it) {
      const std::string href = (*it)[1];
      if ((*it)[0].str().find("nofollow") != std::string::npos) continue;
      if (href.empty() || href.starts_with("javascript:")) continue;
      const std::string url = href[0] == '/' ? "http://" + parts(page.url).first + href : href;
      ++links;
      if (get(web, url).status == 404 || get(web, url).status == 421) dead.insert(url);
    }
  }
  CHECK(links > 2000);
  CHECK(dead == std::set<std::string>{"http://news.jiangwan.test/lost/page.html",
                                      "http://old.jiangwan.test/"});
}

TEST_CASE("each page of text has its own body, title and language") {
  const DemoWeb web;
  std::map<std::string, int> bodies;
  for (const DemoPage& page : web.pages()) {
    if (!page.in_corpus) continue;
    INFO(page.url);
    CHECK(page.body.size() > 200);
    CHECK_FALSE(page.title.empty());
    CHECK_FALSE(page.published.empty());
    ++bodies[page.body];
  }
  const auto reprints =
      std::count_if(bodies.begin(), bodies.end(), [](const auto& body) { return body.second > 1; });
  CHECK(reprints == 1);
}

TEST_CASE("an unknown path gets the site's 404 page and an unknown host is misdirected") {
  const DemoWeb web;
  for (const std::string& host : web.sites()) {
    CHECK(web.respond(host, "/no/such/page", {}).status == 404);
  }
  CHECK(web.respond("elsewhere.test", "/", {}).status == 421);
  CHECK(web.respond("", "", {}).status == 421);
}

TEST_CASE("a query that no page asks for is ignored, as tracking parameters are") {
  const DemoWeb web;
  const std::string url = "http://news.jiangwan.test/n/20240305-matou.html";
  CHECK(get(web, url + "?utm_source=a&from=b").body == get(web, url).body);
}

TEST_CASE("a matching entity tag or date is answered with 304 and no body") {
  const DemoWeb web;
  const std::string url = "http://news.jiangwan.test/n/20240305-matou.html";
  const DemoResponse first = get(web, url);
  const std::string etag = header(first, "ETag"), date = header(first, "Last-Modified");
  REQUIRE_FALSE(etag.empty());
  REQUIRE_FALSE(date.empty());
  const DemoResponse again = get(web, url, {{"if-none-match", etag}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(get(web, url, {{"if-modified-since", date}}).status == 304);
  CHECK(get(web, url, {{"if-none-match", "\"other\""}, {"if-modified-since", date}}).status == 200);
}

TEST_CASE("a client that accepts gzip gets it from sites that have it") {
  const DemoWeb web;
  const std::string url = "http://news.jiangwan.test/n/20240305-matou.html";
  const DemoResponse zipped = get(web, url, {{"accept-encoding", "gzip, br"}});
  CHECK(header(zipped, "Content-Encoding") == "gzip");
  CHECK(zipped.body.substr(0, 2) == "\x1f\x8b");
  CHECK(zipped.body.size() < get(web, url).body.size());
}

TEST_CASE("a config for the demo web has no fault and seeds each site") {
  const DemoWeb web;
  const LoadedConfig loaded = parse_config(demo_config(web, 8080, "/tmp/a \"b\""), "/tmp/w.toml");
  CHECK(to_string(loaded.faults) == "");
  CHECK(loaded.config.seeds.urls == web.seeds());
  CHECK(loaded.config.fetch.addresses == Addresses::kLoopback);
  CHECK(loaded.config.fetch.connect_to == std::vector<std::string>{"::127.0.0.1:8080"});
  CHECK(loaded.config.storage.path == "/tmp/a \"b\"/store");
}

TEST_CASE("an article file becomes blocks, and its chrome is no part of the truth") {
  const Article article = parse_article(
      "title: A\ndate: 2024-01-02\n---\nOne [link](/x) and `code`.\n\n@ad Buy\n## Head\n- a\n- "
      "**b**\n"
      "| x | y |\n| 1 | 2 |\n```\nif (a) {\n\n}\n```\n");
  CHECK(field(article.fields, "title") == "A");
  CHECK(truth_of(article.pages[0]) == "One link and code.\nHead\na\nb\nx\ty\n1\t2\nif (a) {\n\n}");
}

TEST_CASE("a malformed demo file is named") {
  CHECK_THROWS_WITH(DemoWeb(Files{{"x/articles/a.txt", "no field\n---\n"}}),
                    Catch::Contains("x/articles/a.txt"));
}
