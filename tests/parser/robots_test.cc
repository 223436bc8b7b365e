#include "parser/robots.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

bool allows(std::string_view file, std::string_view path, std::string_view token = "winnow") {
  return Robots::parse(file, token).allows(path);
}

}  // namespace

TEST_CASE("no file and no rule allow everything") {
  CHECK(allows("", "/"));
  CHECK(allows("User-agent: winnow\nDisallow:\n", "/x"));
  CHECK(allows("# nothing\n\n\xff\xfe garbage \n", "/x"));
}

TEST_CASE("the longest matching rule decides") {
  const char* file = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n";
  CHECK_FALSE(allows(file, "/a"));
  CHECK_FALSE(allows(file, "/a/x"));
  CHECK(allows(file, "/a/b"));
  CHECK(allows(file, "/a/bx"));
  CHECK_FALSE(allows(file, "/a/b/c/d"));
  CHECK(allows(file, "/"));
}

TEST_CASE("both prefixes of a path count, whatever stands between them") {
  // A sorted-set search for one prefix misses the shorter rule here.
  CHECK_FALSE(allows("User-agent: *\nDisallow: /a\nDisallow: /a/b\n", "/a/c"));
}

TEST_CASE("Allow wins a tie") {
  CHECK(allows("User-agent: *\nDisallow: /page\nAllow: /page\n", "/page"));
  CHECK(allows("User-agent: *\nAllow: /page\nDisallow: /page\n", "/page"));
}

TEST_CASE("length is counted in octets of the pattern, wildcards included") {
  CHECK(allows("User-agent: *\nAllow: /page\nDisallow: /*.ph\n", "/page.php5"));
  CHECK_FALSE(allows("User-agent: *\nAllow: /page\nDisallow: /*.html\n", "/page.html"));
}

TEST_CASE("a group that names us wins over the one for all, wherever it stands") {
  const char* file = "User-agent: *\nDisallow: /\n\nUser-agent: winnow\nDisallow: /private\n";
  CHECK(allows(file, "/x"));
  CHECK_FALSE(allows(file, "/private/x"));
  CHECK_FALSE(allows(file, "/x", "other"));
  CHECK(allows("User-agent: winnow\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/x"));
}

TEST_CASE("groups of the same agent are merged") {
  const char* file =
      "User-agent: winnow\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: "
      "WinNow\nDisallow: /c\n";
  CHECK_FALSE(allows(file, "/a"));
  CHECK(allows(file, "/b"));
  CHECK_FALSE(allows(file, "/c"));
}

TEST_CASE("agents named one after the other share the rules that follow") {
  const char* file = "User-agent: a\nUser-agent: winnow\nUser-agent: b\nDisallow: /x\n";
  for (auto token : {"a", "winnow", "b"}) CHECK_FALSE(allows(file, "/x", token));
  CHECK(allows(file, "/x", "c"));
}

TEST_CASE("other lines do not end a group") {
  const char* file =
      "User-agent: winnow\nSitemap: https://x.example/s.xml\nCrawl-delay: 3\nNoise: 1\nUser-agent: "
      "b\nDisallow: /x\n";
  CHECK_FALSE(allows(file, "/x", "winnow"));
  CHECK_FALSE(allows(file, "/x", "b"));
  CHECK(Robots::parse(file, "winnow").crawl_delay() == Millis(3'000));
  CHECK(Robots::parse(file, "b").crawl_delay() == std::nullopt);
}

TEST_CASE("the product token is compared whole and without regard to case") {
  const char* file = "User-agent: WINNOW/2.0 (bot)\nDisallow: /\n";
  CHECK_FALSE(allows(file, "/", "winnow"));
  CHECK(allows(file, "/", "win"));
  CHECK(allows(file, "/", "winnower"));
  CHECK(allows("User-agent: win\nDisallow: /\n", "/", "winnow"));
}

TEST_CASE("rules before the first User-agent line are nobody's") {
  CHECK(allows("Disallow: /\nUser-agent: *\nDisallow: /x\n", "/y"));
}

TEST_CASE("every line ending, a byte order mark, comments and blanks are fine") {
  for (auto file :
       {"User-agent: *\nDisallow: /x\n", "User-agent: *\rDisallow: /x",
        "User-agent: *\r\nDisallow: /x\r\n", "\xef\xbb\xbfUser-agent: *\nDisallow: /x",
        "  user-AGENT :\t*  # all\n\tDISALLOW:/x#no\n", "User-agent: * foo\nDisallow: /x"}) {
    INFO(file);
    CHECK_FALSE(allows(file, "/x"));
    CHECK(allows(file, "/y"));
  }
}

TEST_CASE("common slips are read as meant") {
  for (auto line : {"Disalow: /x", "Dissallow: /x", "disallow /x", "Diasllow: /x"}) {
    INFO(line);
    CHECK_FALSE(allows(std::string("User agent: *\n") + line, "/x"));
  }
  CHECK(allows("User-agent: *\nDisallow this path /x please\n", "/x"));
}

TEST_CASE("a decision names the line that made it") {
  const Robots robots = Robots::parse(
      "# hi\r\n\r\nUser-agent: *\r\nDisallow: /x  # secret\r\nAllow: /x/y\r\n", "winnow");
  const Robots::Decision no = robots.decide("/x/1");
  CHECK_FALSE(no.allowed);
  CHECK(no.line == 4);
  CHECK(no.text == "Disallow: /x  # secret");
  CHECK(robots.decide("/x/y").line == 5);
  CHECK(robots.decide("/z").line == 0);
}

TEST_CASE("robots.txt itself is always allowed") {
  CHECK(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

TEST_CASE("a rule without a leading slash matches nothing") {
  CHECK(allows("User-agent: *\nDisallow: x\n", "/x"));
}

TEST_CASE("Crawl-delay is in seconds, of any length; nonsense is no delay") {
  const auto delay = [](std::string_view value) {
    return Robots::parse("User-agent: *\nCrawl-delay: " + std::string(value), "winnow")
        .crawl_delay();
  };
  CHECK(delay("10") == Millis(10'000));
  CHECK(delay("0.5") == Millis(500));
  CHECK(delay("86400") == Millis(86'400'000));
  CHECK(delay("1e300") == Millis(315'360'000'000));
  for (auto bad : {"", "-1", "x", "nan"}) CHECK(delay(bad) == std::nullopt);
}

TEST_CASE("Sitemap lines belong to the whole file") {
  const Robots robots = Robots::parse(
      "Sitemap: https://a.example/1.xml\nUser-agent: b\nDisallow: /\nsitemap: /2.xml\n", "winnow");
  CHECK(robots.sitemaps() == std::vector<std::string>{"https://a.example/1.xml", "/2.xml"});
}

TEST_CASE("500 KiB are read, a line cut by the limit is not") {
  std::string file = "User-agent: *\n";
  while (file.size() < Robots::kMaxBytes - 100) file += "Disallow: /" + std::string(80, 'f') + "\n";
  const std::string inside = file + "Disallow: /inside\n";
  CHECK_FALSE(allows(inside, "/inside"));
  std::string cut = file;
  cut += "#" + std::string(Robots::kMaxBytes - cut.size() - 14, 'x') + "\nDisallow: /cut-short\n";
  CHECK(allows(cut, "/c"));
  CHECK(allows(inside + std::string(Robots::kMaxBytes, '\n') + "Disallow: /beyond\n", "/beyond"));
}

TEST_CASE("a line of 400 KB and 40,000 rules are borne") {
  CHECK(allows("User-agent: *\nDisallow: /" + std::string(400'000, '*') + "zz$\n", "/x"));
  std::string file = "User-agent: *\n";
  for (int i = 0; i < 30'000; ++i) file += "Disallow: /*" + std::to_string(i) + "\n";
  CHECK_FALSE(allows(file, "/12345"));
}
