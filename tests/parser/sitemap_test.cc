#include "parser/sitemap.h"

#include <zlib.h>

#include "parser/gunzip.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

Sitemap read(std::string_view bytes) { return read_sitemap(bytes, "", 1 << 20); }

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = text.size();
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = out.size();
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

const char* kUrlset = R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://x/">
 <url><loc> https://a.test/1?x=1&amp;y=2 </loc><lastmod>2024-05-01</lastmod>
      <image:image><image:loc>https://a.test/1.jpg</image:loc></image:image></url>
 <url><loc><![CDATA[https://a.test/2]]></loc></url>
 <url><lastmod>2024</lastmod></url>
</urlset>)";

}  // namespace

TEST_CASE("a urlset gives its locations and times") {
  const Sitemap sitemap = read(kUrlset);
  CHECK(sitemap.error == "");
  REQUIRE(sitemap.pages.size() == 2);
  CHECK(sitemap.pages[0].url == "https://a.test/1?x=1&y=2");
  CHECK(sitemap.pages[0].lastmod == "2024-05-01");
  CHECK(sitemap.pages[1].url == "https://a.test/2");
  CHECK(sitemap.skipped == 1);
}

TEST_CASE("an index gives its sitemaps") {
  const Sitemap sitemap =
      read("<sitemapindex><sitemap><loc>https://a.test/s1.xml.gz</loc></sitemap></sitemapindex>");
  REQUIRE(sitemap.sitemaps.size() == 1);
  CHECK(sitemap.sitemaps[0].url == "https://a.test/s1.xml.gz");
  CHECK(sitemap.pages.empty());
}

TEST_CASE("gzip is unpacked, within the limit") {
  CHECK(read(gzip(kUrlset)).pages.size() == 2);
  const Sitemap bomb = read(gzip(std::string(4 << 20, ' ')));
  CHECK(bomb.error == "is larger than 1048576 bytes when unpacked");
}

TEST_CASE("a gzip file cut short gives what is there, a damaged one an error") {
  const std::string whole = gzip(kUrlset);
  CHECK(gunzip(whole.substr(0, whole.size() - 4), 1 << 20).ok());
  CHECK_FALSE(gunzip("\x1f\x8b\x08 this is not gzip at all", 1 << 20).ok());
  CHECK(*gunzip(gzip("a") + gzip("b"), 10) == "ab");
}

TEST_CASE("plain text lists a URL a line") {
  const Sitemap sitemap = read("\xef\xbb\xbfhttps://a.test/1\r\nhttps://a.test/2\n\nnonsense\n");
  CHECK(sitemap.pages.size() == 2);
  CHECK(sitemap.skipped == 1);
}

TEST_CASE("prefixes, a leading blank line and an unknown namespace do not matter") {
  CHECK(read("\n\n<?xml version=\"1.0\"?><sm:urlset "
             "xmlns:sm=\"x\"><sm:url><sm:loc>http://a.test/</sm:loc></sm:url></sm:urlset>")
            .pages.size() == 1);
  CHECK(read("<urlset><url><loc>http://a.test/</loc></url></urlset>").pages.size() == 1);
}

TEST_CASE("a broken file gives what came before the break, and says where") {
  const Sitemap sitemap =
      read("<urlset>\n<url><loc>http://a.test/1</loc></url>\n<url><loc>http://a.test/2</ulr>");
  CHECK(sitemap.pages.size() == 1);
  CHECK(sitemap.error.starts_with("line 3: "));
}

TEST_CASE("an unescaped ampersand and an unknown entity are read as text") {
  const Sitemap sitemap = read(
      "<urlset><url><loc>http://a.test/?a=1&b=2</loc></url>"
      "<url><loc>http://a.test/&copy;</loc></url></urlset>");
  CHECK(sitemap.error == "");
  REQUIRE(sitemap.pages.size() == 2);
  CHECK(sitemap.pages[0].url == "http://a.test/?a=1&b=2");
  CHECK(sitemap.pages[1].url == "http://a.test/&copy;");
}

TEST_CASE("what is no sitemap is an error") {
  for (auto bytes :
       {"", "hello", "<html><body>Not found</body></html>", "<rss/>", "\x1f\x8b\x08"}) {
    INFO(bytes);
    CHECK(read(bytes).error != "");
    CHECK(read(bytes).pages.empty());
  }
}

TEST_CASE("entities are not expanded and depth is limited") {
  CHECK(read("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b "
             "\"&a;&a;\">]><urlset><url><loc>&b;</loc></url></urlset>")
            .error == "declares entities");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(read(deep).error == "is nested more than 100 deep");
}

TEST_CASE("a million distinct names cost bounded memory") {
  std::string names = "<urlset><url><loc>http://a.test/</loc></url>";
  for (int i = 0; i < 1'000'000; ++i) names += "<a" + std::to_string(i) + "/>";
  const Sitemap sitemap = read(names);
  CHECK(sitemap.error == "line 1: out of memory");
  CHECK(sitemap.pages.size() == 1);
}

TEST_CASE("at most 50,000 entries are taken") {
  std::string text;
  for (int i = 0; i < 50'010; ++i) text += "http://a.test/" + std::to_string(i) + "\n";
  const Sitemap sitemap = read(text);
  CHECK(sitemap.pages.size() == kMaxSitemapEntries);
  CHECK(sitemap.skipped == 10);
}

TEST_CASE("a lastmod is the last moment that it can mean") {
  const auto seconds = [](std::string_view lastmod) {
    const auto time = latest_of_lastmod(lastmod);
    return time ? time->time_since_epoch() / std::chrono::seconds(1) : -1;
  };
  CHECK(seconds("1970-01-02") == 2 * 86'400);  // its end
  CHECK(seconds(" 1970-01-02T03:04 ") == 86'400 + 3 * 3600 + 4 * 60);
  CHECK(seconds("1970-01-02T03:04:05Z") == 86'400 + 3 * 3600 + 4 * 60 + 5);
  CHECK(seconds("1970-01-02T08:00:00+08:00") == 86'400);
  CHECK(seconds("1970-01-01T23:30:00.25-00:30") == 86'400);
  for (const char* none : {"", "2024", "2024-05", "2024-13-01", "2024-05-01T", "2024-05-01+08:00",
                           "2024-05-01T10:00+8", "Wed, 01 May 2024 10:00:00 GMT", "yesterday"})
    CHECK_FALSE(latest_of_lastmod(none));
}
