#include "parser/robots_directives.h"

#include "tests/catch.h"

using namespace winnow;

namespace {
RobotsDirectives parse(std::string_view value) { return parse_robots_directives(value, "winnow"); }
}  // namespace

TEST_CASE("directives are read without regard to case, separated by commas") {
  CHECK(parse("noindex").noindex);
  CHECK_FALSE(parse("noindex").nofollow);
  CHECK(parse("INDEX, NoFollow").nofollow);
  CHECK(parse("noarchive , noai,noimageai").noarchive);
  CHECK(parse("noarchive , noai,noimageai").noimageai);
  CHECK(parse("noindex nofollow").nofollow);
}

TEST_CASE("none is noindex and nofollow") {
  CHECK(parse("none").noindex);
  CHECK(parse("none").nofollow);
  CHECK_FALSE(parse("none").noarchive);
}

TEST_CASE("all, empty and unknown words restrict nothing") {
  for (auto value :
       {"", "all", "index, follow", "max-snippet:-1, max-image-preview:large", ",,;", "noindexx"}) {
    INFO(value);
    CHECK_FALSE(parse(value).noindex);
    CHECK_FALSE(parse(value).nofollow);
  }
}

TEST_CASE("an address concerns its crawler up to the next address") {
  CHECK_FALSE(parse("otherbot: noindex, nofollow").noindex);
  CHECK_FALSE(parse("otherbot: noindex, nofollow").nofollow);
  CHECK(parse("otherbot: noindex, Winnow: nofollow").nofollow);
  CHECK_FALSE(parse("otherbot: noindex, winnow: nofollow").noindex);
  CHECK(parse("noindex, otherbot: nofollow").noindex);
}

TEST_CASE("a directive with a value is no address") {
  CHECK(parse("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex").noindex);
}

TEST_CASE("restrictions add up") {
  const RobotsDirectives both = combined(parse("noindex"), parse("noai"));
  CHECK(both.noindex);
  CHECK(both.noai);
  CHECK_FALSE(both.nofollow);
}
