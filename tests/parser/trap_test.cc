#include "parser/trap.h"

#include <string>

#include "parser/canonical.h"
#include "tests/catch.h"

using namespace winnow;

TEST_CASE("every trap rule matches its example, which is canonical") {
  for (const TrapRule& rule : trap_rules()) {
    INFO(rule.name);
    CHECK(canonicalize(rule.example)->href() == rule.example);
    CHECK(trap_of(rule.example) == rule.name);
    CHECK(is_trap(rule.example));
  }
}

TEST_CASE("ordinary URLs are no traps") {
  for (auto href :
       {"http://a.example/", "http://a.example/2011/11/11/11.html", "http://a.example/f/f/f/f.html",
        "http://a.example/news/news/1.html", "http://a.example/list?page=9999",
        "http://a.example/list/page/12", "http://a.example/?p=123456", "http://a.example?x",
        "http://a.example/?year=2023", "http://a.example/calendar/",
        "http://a.example/calendar/new", "http://a.example/s?q=%25E4",
        "http://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20"}) {
    INFO(href);
    CHECK(trap_of(href) == "");
  }
}

TEST_CASE("loops, depths and endless lists are named") {
  CHECK(trap_of("http://a.example/ab/ab/ab") == "repeated-segment");
  CHECK(trap_of("http://a.example/ab/1/ab/2/ab/3") == "repeated-segment");
  CHECK(trap_of("http://a.example/calendar/2031-05-01/day") == "calendar");
  CHECK(trap_of("http://a.example/e?ical=1") == "calendar");
  CHECK(trap_of("http://a.example/page/10000/") == "far-page");
  CHECK(trap_of("http://a.example" + std::string(1000, '/')) == "too-deep");
}

TEST_CASE("a file that is no page is known by its extension") {
  CHECK(non_page_extension("http://a.example/a/photo.JPG") == "jpg");
  CHECK(non_page_extension("http://a.example/x.tar.gz?download#f") == "gz");
  CHECK(non_page_extension("http://a.example/x.html") == "");
  CHECK(non_page_extension("http://a.example/x.pdf/view") == "");
  CHECK(non_page_extension("http://a.example/get?file=x.pdf") == "");
  CHECK(non_page_extension("http://a.example/") == "");
  CHECK(non_page_extension("http://a.zip/") == "");
  CHECK(non_page_extension("http://a.zip") == "");
  CHECK(non_page_extension("http://a.example/jpg") == "");
  CHECK(non_page_extension("http://a.example/x.") == "");
  CHECK(is_page_href("http://a.example/story.shtml"));
  CHECK_FALSE(is_page_href("http://a.example/app.apk"));
}

TEST_CASE("what is no URL is no trap") {
  CHECK(trap_of("") == "");
  CHECK(trap_of("://") == "");
  CHECK(trap_of("x") == "");
  CHECK(non_page_extension("") == "");
}
