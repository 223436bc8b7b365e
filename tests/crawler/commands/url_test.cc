#include "tests/catch.h"
#include "tests/crawler/support/program.h"

using namespace winnow;

TEST_CASE("winnow url prints a canonical form a line, in order") {
  const ProgramResult r = run_winnow(
      {"url", "HTTP://A.example:80/x/../y?utm_source=z#top", "https://b.example?id=1&spm=2"});
  CHECK(r.out == "http://a.example/y\nhttps://b.example/?id=1\n");
  CHECK(r.code == 0);
}

TEST_CASE("winnow url resolves against --base") {
  const ProgramResult r =
      run_winnow({"url", "--base", "http://a.example/b/c", "../d", "?q", "//e.example", ""});
  CHECK(r.out ==
        "http://a.example/d\nhttp://a.example/b/c?q\nhttp://e.example/\nhttp://a.example/b/c\n");
  CHECK(r.code == 0);
}

TEST_CASE("winnow url says in its place why a URL is invalid, and fails") {
  const ProgramResult r = run_winnow({"url", "http://a.example", "mailto:x@y", "x", "http://[::1"});
  CHECK(r.out ==
        "http://a.example/\ninvalid: not-http\ninvalid: missing-scheme-non-relative-URL\n"
        "invalid: IPv6-unclosed\n");
  CHECK(r.code == 1);
}

TEST_CASE("winnow url used wrongly exits with 2") {
  CHECK(run_winnow({"url"}).code == 2);
  CHECK(run_winnow({"url", "--base", "x", "y"}).code == 2);
  CHECK(run_winnow({"url", "--bases", "http://a.example", "y"}).code == 2);
}
