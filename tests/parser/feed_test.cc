#include "parser/feed.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

Feed read(std::string_view bytes) { return read_feed(bytes, ""); }

}  // namespace

TEST_CASE("RSS 2.0 gives links, or permalink guids") {
  const Feed feed = read(
      R"(<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>http://a.test/</link>
    <item><title>One</title><link>http://a.test/1</link><pubDate>Mon, 06 Nov 2023 09:42:17 +0800</pubDate></item>
    <item><guid>http://a.test/2</guid></item>
    <item><guid isPermaLink="false">http://a.test/3</guid></item>
    <item><link>http://a.test/1</link></item>
  </channel></rss>)");
  CHECK(feed.error == "");
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[0].url == "http://a.test/1");
  CHECK(feed.entries[0].published == "Mon, 06 Nov 2023 09:42:17 +0800");
  CHECK(feed.entries[1].url == "http://a.test/2");
  CHECK(feed.skipped == 2);
}

TEST_CASE("Atom gives alternate links") {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.test/"/>
    <entry><link rel="self" href="http://a.test/1.atom"/><link rel="alternate" href="/1"/><updated>2024-01-02T03:04:05Z</updated>
      <source><link href="http://other.test/"/></source></entry>
    <entry><link href="http://a.test/2"/></entry></feed>)");
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[0].url == "/1");
  CHECK(feed.entries[0].published == "2024-01-02T03:04:05Z");
  CHECK(feed.entries[1].url == "http://a.test/2");
}

TEST_CASE("RSS 1.0 items stand beside the channel") {
  const Feed feed =
      read(R"(<rdf:RDF xmlns:rdf="x" xmlns:dc="y"><channel><link>http://a.test/</link></channel>
    <item rdf:about="http://a.test/1"><link>http://a.test/1</link><dc:date>2024-01-02</dc:date></item></rdf:RDF>)");
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].published == "2024-01-02");
}

TEST_CASE("a feed in GBK is read") {
  const Feed feed = read(
      "<?xml version=\"1.0\" "
      "encoding=\"gb2312\"?><rss><channel><item><title>\xd6\xd0\xb9\xfa</title><link>http://a.test/"
      "1</link></item></channel></rss>");
  CHECK(feed.error == "");
  CHECK(feed.entries.size() == 1);
}

TEST_CASE("a broken feed gives what came before the break; what is none is an error") {
  const Feed feed =
      read("<rss><channel><item><link>http://a.test/1</link></item><item><title>&nbsp;</title>");
  CHECK(feed.entries.size() == 1);
  CHECK(feed.error != "");
  CHECK(read("<html></html>").error == "is no feed: none of rss, rdf, feed");
  CHECK(read("").error != "");
}
