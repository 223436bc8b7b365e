#include "parser/path_pattern.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a pattern matches as a prefix unless it ends in $") {
  CHECK(matches_pattern("/fish", "/fish"));
  CHECK(matches_pattern("/fish", "/fishheads/yum.html?id=x"));
  CHECK_FALSE(matches_pattern("/fish", "/Fish.asp"));
  CHECK_FALSE(matches_pattern("/fish", "/catfish"));
  CHECK(matches_pattern("/fish$", "/fish"));
  CHECK_FALSE(matches_pattern("/fish$", "/fish/"));
  CHECK(matches_pattern("/", "/anything"));
  CHECK(matches_pattern("", "/anything"));
}

TEST_CASE("a star is any run of octets, the empty one too") {
  CHECK(matches_pattern("/*.php", "/folder/any.php.file.html"));
  CHECK(matches_pattern("/*.php$", "/folder/filename.php"));
  CHECK_FALSE(matches_pattern("/*.php$", "/filename.php?parameters"));
  CHECK(matches_pattern("/fish*.php", "/fishheads/catfish.php?parameters"));
  CHECK(matches_pattern("/fish*", "/fish"));
  CHECK(matches_pattern("*/b/", "/a/b/c"));
  CHECK(matches_pattern("/a*b*c$", "/abcbc"));
  CHECK_FALSE(matches_pattern("/a*a$", "/a"));
  CHECK(matches_pattern("/***x", "/x"));
}

TEST_CASE("a dollar that is not last is literal") {
  CHECK(matches_pattern("/a$b", "/a$b"));
  CHECK(matches_pattern("/a$b", "/a%24b"));
  CHECK_FALSE(matches_pattern("/a$b", "/a"));
}

TEST_CASE("percent-encoding is evened out on both sides") {
  CHECK(matches_pattern("/foo/%62%61%7A", "/foo/baz"));
  CHECK(matches_pattern("/foo/baz", "/foo/%62%61%7a"));
  CHECK(matches_pattern("/~joe/", "/%7Ejoe/x"));
  CHECK(matches_pattern("/\xe3\x83\x84", "/%E3%83%84"));
  CHECK(matches_pattern("/%e3%83%84", "/%E3%83%84"));
  CHECK_FALSE(matches_pattern("/a/b", "/a%2Fb"));
  CHECK(matches_pattern("/file-%2A.html", "/file-*.html"));
  CHECK_FALSE(matches_pattern("/file-%2A.html", "/file-x.html"));
  CHECK(matches_pattern("/100%", "/100%"));
  CHECK(normalized_path("/%4%41") == "/%254A");  // undoing an escape makes no new one
}

TEST_CASE("what a URI cannot hold compares equal to its escape") {
  for (auto raw : {"\"", "<", ">", "\\", "^", "`", "{", "|", "}", " "}) {
    INFO(raw);
    CHECK(normalized_path(std::string("/") + raw).size() == 4);
    CHECK(matches_pattern(std::string("/a") + raw, normalized_path(std::string("/a") + raw)));
  }
  CHECK(matches_pattern("/{id}/", "/%7bid%7D/x"));
}

TEST_CASE("a URL inside a query compares equal to its escaped form, in a path it does not") {
  const char* plain = "/foo/bar?baz=https://foo.bar";
  const char* escaped = "/foo/bar?baz=https%3A%2f%2Ffoo.bar";
  for (auto pattern : {plain, escaped}) {
    CHECK(matches_pattern(pattern, plain));
    CHECK(matches_pattern(pattern, escaped));
  }
  CHECK(matches_pattern("/q?x='a'", "/q?x=%27a%27"));
  CHECK_FALSE(matches_pattern("/a%3Ab", "/a:b"));
  CHECK_FALSE(matches_pattern("/?a%26b", "/?a&b"));
}

TEST_CASE("many stars over a long path take no exponential time") {
  std::string pattern = "/";
  for (int i = 0; i < 1000; ++i) pattern += "*a";
  CHECK_FALSE(matches_pattern(pattern + "b$", "/" + std::string(2000, 'a')));
}
