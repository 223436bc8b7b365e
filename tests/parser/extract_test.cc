#include "parser/extract.h"

#include "parser/content_type.h"
#include "parser/text/utf8.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

constexpr std::string_view kParagraphs =
    "<p>The mill by the river was built in the spring of a dry year, and for a long time nobody "
    "believed that its wheel would ever turn.</p>"
    "<p>When the rain came at last, the whole village stood on the bridge, and the miller opened "
    "the gate with both of his hands.</p>"
    "<p>Since that morning the stones have ground what the farmers bring, and the flour is sold "
    "as far away as the coast.</p>";

std::string article_page(std::string_view head = "") {
  return "<!doctype html><html lang=en><head><title>The mill - River News</title>" +
         std::string(head) + "</head><body><article><h1>The mill</h1>" + std::string(kParagraphs) +
         "</article><nav><a href='/next-story'>Next story</a></nav></body></html>";
}

Extraction extract_at(std::string_view bytes,
                      const char* href = "https://news.example/a/mill.html") {
  const Url url = *Url::parse(href);
  Page page;
  page.url = &url;
  page.bytes = bytes;
  return extract(page, {});
}

}  // namespace

TEST_CASE("a page goes through the whole pipeline") {
  const Extraction page = extract_at(article_page());
  CHECK(page.verdict == Verdict::kArticle);
  CHECK(page.refusal == "");
  CHECK(page.charset == "UTF-8");
  CHECK(page.metadata.title == "The mill");
  CHECK(page.metadata.site_name == "River News");
  CHECK(page.language.code == "en");
  CHECK(page.language.confidence > 0.8f);
  REQUIRE(page.blocks.size() >= 3);
  CHECK(text_of(page).find("The mill by the river was built") != std::string::npos);
  CHECK(page.blocks[0].hash != 0);
  CHECK(page.fingerprint.exact != Fingerprint{}.exact);
  REQUIRE(page.links.size() == 1);
  CHECK(page.links[0].url == "https://news.example/next-story");
}

TEST_CASE("the directives of page and header are combined; nofollow leaves no links") {
  const std::string bytes = article_page("<meta name=robots content='noindex, nofollow'>");
  Extraction page = extract_at(bytes);
  CHECK(page.robots.noindex);
  CHECK(page.links.empty());
  CHECK(page.verdict == Verdict::kArticle);

  const Url url = *Url::parse("https://news.example/");
  const std::string plain = article_page();
  Page with_header;
  with_header.url = &url;
  with_header.bytes = plain;
  with_header.x_robots_tag = "noarchive, winnow: nofollow";
  page = extract(with_header, {});
  CHECK(page.robots.noarchive);
  CHECK(page.robots.nofollow);
  CHECK(page.links.empty());
  ExtractOptions options;
  options.follow_nofollow_links = true;
  CHECK(extract(with_header, options).links.size() == 1);
}

TEST_CASE("what page and header say of the page's use is told with its source") {
  const Url url = *Url::parse("https://news.example/a");
  const std::string bytes = article_page(
      "<meta name=robots content='noai, noimageai'><meta name=TDM-Reservation content=1>"
      "<meta name=otherbot content=noai><link rel='nofollow License' href='/licence'>"
      "<a rel=license href='https://creativecommons.org/licenses/by/4.0/'>CC</a>"
      "<a rel=license href='https://creativecommons.org/licenses/by/4.0/'>CC</a>");
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"Content-Usage", "train-ai=n"},
      {"Server", "train-ai=n"},
      {"tdm-policy", "https://a.example/p"}};
  Page page;
  page.url = &url;
  page.bytes = bytes;
  page.x_robots_tag = "winnow: noai";
  page.fields = fields;
  std::vector<std::string> found;
  const Extraction extraction = extract(page, {});
  for (const RightsStatement& each : extraction.rights)
    found.push_back(each.source + " " + each.says);
  CHECK(found ==
        std::vector<std::string>{"header robots: noai", "header content-usage: train-ai=n",
                                 "header tdm-policy: https://a.example/p", "meta robots: noai",
                                 "meta robots: noimageai", "meta tdm-reservation: 1",
                                 "link license: https://news.example/licence",
                                 "link license: https://creativecommons.org/licenses/by/4.0/"});
  CHECK(extraction.robots.noai);
  CHECK_FALSE(extraction.robots.noindex);
  CHECK(extraction.verdict == Verdict::kArticle);
}

TEST_CASE("a page of unknown URL is taken at what it declares") {
  Page page;
  const std::string declared = article_page("<link rel=canonical href='https://a.example/mill'>");
  page.bytes = declared;
  Extraction found = extract(page, {});
  CHECK(found.metadata.canonical == "https://a.example/mill");
  REQUIRE(found.links.size() == 1);
  CHECK(found.links[0].url == "https://a.example/next-story");

  const std::string og = article_page("<meta property='og:url' content='https://b.example/x'>");
  page.bytes = og;
  CHECK(extract(page, {}).metadata.canonical == "https://b.example/x");

  const std::string silent = article_page();
  page.bytes = silent;
  found = extract(page, {});
  CHECK(found.links.empty());
  CHECK(found.metadata.canonical == "");
}

TEST_CASE("blocks have their links if asked for") {
  const std::string page =
      "<article><h1>The mill</h1>" + std::string(kParagraphs) +
      "<p>It is <a href=b.html>described <b>here</b></a> at length, with <a name=x>an anchor</a>, "
      "and what it cost in the first three years of its work.</article>";
  Page in;
  const Url url = *Url::parse("http://news.test/a/c.html");
  in.url = &url;
  in.bytes = page;
  ExtractOptions options;
  options.block_links = true;
  const Extraction e = extract(in, options);
  REQUIRE_FALSE(e.blocks.empty());
  const Block& last = e.blocks.back();
  REQUIRE(last.links.size() == 1);
  CHECK(last.links[0].text == "described here");
  CHECK(last.links[0].url == "http://news.test/a/b.html");
  CHECK(extract(in, {}).blocks.back().links.empty());
}

TEST_CASE("what is no HTML has a label and nothing else") {
  Page page;
  page.bytes = "%PDF-1.7 ...";
  Extraction found = extract(page, {});
  CHECK(found.verdict == Verdict::kNotHtml);
  CHECK(found.refusal == "pdf");
  CHECK(found.blocks.empty());
  CHECK(found.language.code == "und");
  page.bytes = "";
  CHECK(extract(page, {}).verdict == Verdict::kEmpty);
}

TEST_CASE("the header's type decides if it is sure, else the bytes do") {
  CHECK(not_html("<p>x", "text/html; charset=gbk") == "");
  CHECK(not_html("<p>x", "TEXT/HTML") == "");
  CHECK(not_html("<p>x", "") == "");
  CHECK(not_html("just words", "") == "");
  CHECK(not_html("<html xmlns=...", "application/xhtml+xml") == "");
  CHECK(not_html("{\"a\":1}", "text/html") == "json");
  CHECK(not_html("{\"a\":1}", "application/json") == "json");
  CHECK(not_html("GIF89a...", "text/html") == "image");
  CHECK(not_html("<p>", "image/png") == "image");
  CHECK(not_html("PK\x03\x04zip", "") == "archive");
  CHECK(not_html("words", "text/plain") == "text");
  CHECK(not_html(" \n<!DOCTYPE html>", "text/plain") == "");
  CHECK(not_html("<?xml version='1.0'?><rss>", "text/html") == "xml");
  CHECK(not_html("<?xml version='1.0'?><!DOCTYPE html><html>", "") == "");
  CHECK(not_html("<?xml version='1.0'?><note/>", "application/xml") == "xml");
  CHECK(not_html("words", "application/octet-stream") == "other");
  CHECK(not_html("<html>", "application/octet-stream") == "");
  CHECK(not_html(std::string(200, '\x01'), "text/html") == "binary");
  CHECK(not_html(std::string_view("<\0h\0t\0m\0l\0>\0", 12), "text/html") == "");
}

TEST_CASE("a page without words is empty, however short an article may be") {
  Page page;
  page.bytes = "\xD7";
  ExtractOptions options;
  options.min_article_chars = 0;
  CHECK(extract(page, options).verdict == Verdict::kEmpty);
}

TEST_CASE("a page that costs too much is refused by name") {
  const Extraction page = extract_at("<p>" + std::string(6 << 20, 'x'));
  CHECK(page.verdict == Verdict::kRefused);
  CHECK(page.refusal == "too-large");
  CHECK(page.blocks.empty());
  CHECK(page.links.empty());
}

TEST_CASE("a page of too many blocks is refused, its links are kept") {
  std::string page = "<a href=/mill>mill</a>";
  for (int i = 0; i < 13'000; ++i) page += "<p>x";
  const Extraction extraction = extract_at(page);
  CHECK(extraction.verdict == Verdict::kRefused);
  CHECK(extraction.refusal == "too-many-blocks");
  CHECK(extraction.blocks.empty());
  CHECK(extraction.links.size() == 1);
}

TEST_CASE("a legacy encoding and ill-formed bytes give well-formed text") {
  // "水车" in GBK, then bytes that are nothing.
  std::string body = "<meta charset=gbk><title>\xCB\xAE\xB3\xB5</title><p>";
  for (int i = 0; i < 60; ++i) body += "\xCB\xAE\xB3\xB5\xA3\xAC";
  body += "\xFF\xFF</p>";
  const Extraction page = extract_at(body);
  CHECK(page.charset == "GBK");
  CHECK(page.metadata.title == "水车");
  CHECK(is_well_formed(text_of(page)));
}

TEST_CASE("only an article has a next page") {
  const Extraction page = extract_at(article_page("<link rel=next href='mill_2.html'>"));
  CHECK(page.next_page == "https://news.example/a/mill_2.html");
  const Extraction empty = extract_at("<link rel=next href='mill_2.html'><p>Short.</p>");
  CHECK(empty.next_page == "");
  REQUIRE(empty.links.size() == 1);
}

TEST_CASE("the same bytes give the same extraction") {
  const Extraction a = extract_at(article_page()), b = extract_at(article_page());
  CHECK(text_of(a) == text_of(b));
  CHECK(a.fingerprint.bands == b.fingerprint.bands);
  CHECK(a.metadata.title == b.metadata.title);
}
