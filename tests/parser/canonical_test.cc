#include "parser/canonical.h"

#include "parser/url_parameters.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

std::string canonical(std::string_view input) {
  const Result<Url> url = canonicalize(input);
  return url ? url->href() : "!" + url.error();
}

}  // namespace

TEST_CASE("the canonical form has no fragment and no empty query") {
  CHECK(canonical("HTTP://A.example:80/x/../y#top") == "http://a.example/y");
  CHECK(canonical("http://a.example/?") == "http://a.example/");
  CHECK(canonical("http://a.example/x?&&") == "http://a.example/x");
  CHECK(canonical("http://a.example/x?#!/y") == "http://a.example/x");
}

TEST_CASE("every row of the query table drops its example and nothing beside it") {
  for (const DroppedParameter& row : query_parameters().rows()) {
    const std::string example(row.example);
    INFO(example);
    CHECK(canonical("http://a.example/p?" + example) == "http://a.example/p");
    CHECK(canonical("http://a.example/p?b=2&" + example + "&a=1") == "http://a.example/p?b=2&a=1");
  }
}

TEST_CASE("every row of the path table drops its example and nothing beside it") {
  for (const DroppedParameter& row : path_parameters().rows()) {
    const std::string example(row.example);
    INFO(example);
    CHECK(canonical("http://a.example/p;" + example) == "http://a.example/p");
    CHECK(canonical("http://a.example/p;v=1;" + example + "/q?x") == "http://a.example/p;v=1/q?x");
  }
}

TEST_CASE("names are compared without regard to case, also when & was escaped twice") {
  CHECK(canonical("http://a.example/?UTM_Source=x&phpsessid=1") == "http://a.example/");
  CHECK(canonical("http://a.example/?id=1&amp;utm_source=x&amp;p=2") ==
        "http://a.example/?id=1&amp;p=2");
}

TEST_CASE("a parameter that may name a page is dropped only with the value of a session or share") {
  for (auto kept : {"http://a.example/?sid=20231106", "http://a.example/?s=wheat",
                    "http://a.example/?sid=1234567890123456", "http://a.example/?from=beijing",
                    "http://a.example/?from=", "http://a.example/?session=spring-2024",
                    "http://a.example/?spms=1", "http://a.example/?id=1&mid=2&idx=3&sn=4"}) {
    CHECK(canonical(kept) == kept);
  }
}

TEST_CASE("all other bytes stay as they are") {
  for (auto kept : {"http://a.example/?b=1&a=2&&c", "http://a.example/?a=%7e%2f+x&a",
                    "http://a.example/a;b;c/;/x", "http://a.example/a//b/", "http://a.example/(x)",
                    "http://a.example/(S(x)"}) {
    CHECK(canonical(kept) == kept);
  }
}

TEST_CASE("ASP.NET's cookieless session leaves the path") {
  CHECK(canonical("http://a.example/(S(lit3py55t21z5v55vlm25s55))/x.aspx") ==
        "http://a.example/x.aspx");
  CHECK(canonical("http://a.example/app/(A(abc)S(def))/x") == "http://a.example/app/x");
}

TEST_CASE("what is left of a path is parsed again") {
  CHECK(canonical("http://a.example/a/..;jsessionid=1/b") == "http://a.example/b");
  CHECK(canonical("http://a.example/.;jsessionid=1") == "http://a.example/");
  CHECK(canonical("http://a.example/(S(x))//b.example/") == "http://a.example//b.example/");
}

TEST_CASE("a bad URL has the parser's error") {
  CHECK(canonical("tel:123") == "!not-http");
  const Url base = *Url::parse("http://a.example/b/c");
  CHECK(canonicalize("../x?utm_id=1#f", &base)->href() == "http://a.example/x");
}
