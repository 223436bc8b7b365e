#include "crawler/seed_reader.h"

#include <fstream>

#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

std::string parsed(std::string_view line) {
  const auto seed = parse_seed_line(line, FetchKind::kPage);
  if (!seed) return "nothing";
  return *seed ? (*seed)->url : "error";
}

TEST_CASE("a seed line is a URL, a host name, or nothing") {
  CHECK(parsed(" http://Example.org/a#b \r") == "http://example.org/a");
  CHECK(parsed("example.org") == "https://example.org/");
  CHECK(parsed("example.org/news") == "https://example.org/news");
  CHECK(parsed("\xef\xbb\xbfhttp://example.org/") == "http://example.org/");
  CHECK(parsed("") == "nothing");
  CHECK(parsed("   # comment") == "nothing");
  CHECK(parsed("ftp://example.org/") == "error");
  CHECK(parsed("http://[/") == "error");
  CHECK(parsed("http://example.org/" + std::string(5000, 'x')) == "error");
}

TEST_CASE("seeds come in parts, from the config and from files, with their faults told") {
  const TemporaryFolder folder;
  SeedsConfig config;
  config.urls = {"http://a.example/", "http://b.example/"};
  config.sitemaps = {"http://a.example/sitemap.xml"};
  config.feeds = {"http://a.example/feed"};
  config.files = {folder.path() / "missing", folder.path() / "list"};
  std::ofstream(folder.path() / "list") << "http://c.example/\n# no\nnot a url\nd.example";
  SeedReader reader(config);
  std::vector<Seed> all;
  int parts = 0;
  while (!reader.at_end()) {
    const std::vector<Seed> part = reader.next(2);
    CHECK(part.size() <= 2);
    all.insert(all.end(), part.begin(), part.end());
    REQUIRE(++parts < 10);
  }
  REQUIRE(all.size() == 6);
  CHECK(all[2].kind == FetchKind::kSitemap);
  CHECK(all[3].kind == FetchKind::kFeed);
  CHECK(all[4].url == "http://c.example/");
  CHECK(all[5].url == "https://d.example/");
  const auto faults = reader.take_faults();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].find("missing") != std::string::npos);
  CHECK(faults[1].find("list:3: not a url") != std::string::npos);
}

}  // namespace
}  // namespace winnow
