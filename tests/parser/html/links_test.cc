#include "parser/html/links.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

PageLinks links_in(std::string_view html, const char* href = "https://site.example/a/b.html",
                   uint32_t max_links = 100) {
  const Url url = *Url::parse(href);
  return links_of(Dom::parse(html), url, max_links);
}

std::vector<std::string> urls(const PageLinks& found) {
  std::vector<std::string> list;
  for (const Link& link : found.links) list.push_back(link.url);
  return list;
}

using List = std::vector<std::string>;

bool is_next(const char* current, const char* next) {
  const Url from = *Url::parse(current), to = *Url::parse(next, &from);
  return is_next_page(from, to);
}

}  // namespace

TEST_CASE("links are resolved, each once, in document order") {
  const PageLinks found = links_in(
      "<a href='c.html'>C</a><a href='/d'>D</a><map><area href='//other.example/e'></map>"
      "<a href='c.html#part'>C again</a><a href=' \n../f?x=1 '>F</a>");
  CHECK(urls(found) == List{"https://site.example/a/c.html", "https://site.example/d",
                            "https://other.example/e", "https://site.example/f?x=1"});
}

TEST_CASE("a base element moves relative links, the first with href only") {
  CHECK(urls(links_in("<base target=_top><base href='/x/'><base href='/y/'><a href='c'>C</a>")) ==
        List{"https://site.example/x/c"});
  CHECK(urls(links_in("<base href='javascript:1'><a href='c'>C</a>")) ==
        List{"https://site.example/a/c"});
}

TEST_CASE("what is no link to another page is left out") {
  CHECK(links_in("<a href='#top'>t</a><a href=''>e</a><a>none</a><a href='b.html#x'>self</a>"
                 "<a href='javascript:void(0)'>js</a><a href='mailto:a@b.example'>m</a>"
                 "<a href='tel:1'>t</a><a href='data:,x'>d</a><a href='http://[bad'>b</a>")
            .links.empty());
}

TEST_CASE("a link is nofollow if all of its occurrences are") {
  const PageLinks found = links_in(
      "<a rel='nofollow' href=1>1</a><a rel='UGC external' href=2>2</a><a rel=sponsored href=3>3"
      "</a><a rel='noopener' href=4>4</a><a href=1>1</a><a rel=nofollow href=4>4</a>");
  REQUIRE(found.links.size() == 4);
  CHECK_FALSE(found.links[0].nofollow);
  CHECK(found.links[1].nofollow);
  CHECK(found.links[2].nofollow);
  CHECK_FALSE(found.links[3].nofollow);
}

TEST_CASE("the number of links is bounded") {
  std::string html;
  for (int i = 0; i < 50; ++i) html += "<a href='p" + std::to_string(i) + "'>x</a>";
  CHECK(links_in(html, "https://site.example/", 10).links.size() == 10);
  CHECK(links_in(html, "https://site.example/", 0).links.empty());
}

TEST_CASE("meta refresh, frames and link rel=next are links") {
  CHECK(urls(links_in("<meta http-equiv=Refresh content='0; URL=\"/moved\"'>")) ==
        List{"https://site.example/moved"});
  CHECK(urls(links_in("<frameset><frame src=left.html><frame src=right.html></frameset>")) ==
        List{"https://site.example/a/left.html", "https://site.example/a/right.html"});
  CHECK(urls(links_in("<link rel=next href='/older'>")) == List{"https://site.example/older"});
}

TEST_CASE("a meta refresh target is read as browsers read it") {
  CHECK(refresh_target("5; url=/b") == "/b");
  CHECK(refresh_target("0;URL='/b' ") == "/b");
  CHECK(refresh_target("0, /b") == "/b");
  CHECK(refresh_target("0;url = /b") == "/b");
  CHECK(refresh_target("5") == "");
  CHECK(refresh_target("") == "");
  CHECK(refresh_target("5;") == "");
}

TEST_CASE("feeds are the alternates of a feed type") {
  const PageLinks found = links_in(
      "<link rel=alternate type='application/rss+xml' href='/rss'>"
      "<link rel='alternate home' type='APPLICATION/ATOM+XML' href='/atom'>"
      "<link rel=alternate type='application/rss+xml' href='/rss'>"
      "<link rel=alternate hreflang=de href='/de'>"
      "<link rel=stylesheet type='application/rss+xml' href='/no'>");
  CHECK(found.feeds == List{"https://site.example/rss", "https://site.example/atom"});
}

TEST_CASE("canonical is the first http(s) one") {
  CHECK(links_in("<link rel=canonical href='/real'><link rel=canonical href='/other'>").canonical ==
        "https://site.example/real");
  CHECK(links_in("<link rel=canonical href='ftp://site.example/x'>").canonical == "");
  CHECK(links_in("<link rel=canonical href='b.html'>").canonical ==
        "https://site.example/a/b.html");
}

TEST_CASE("what a page declares as its URL must be absolute") {
  CHECK(declared_url(Dom::parse("<link rel=canonical href='http://a.example/x'>")) ==
        "http://a.example/x");
  CHECK(declared_url(Dom::parse("<link rel=canonical href='/x'>")) == "");
  CHECK(declared_url(Dom::parse("<meta property=og:url content='http://b.example/'>")) ==
        "http://b.example/");
}

TEST_CASE("the next page of an article differs by its number alone") {
  CHECK(is_next("https://s.example/a/1220000.shtml", "1220000_2.shtml"));
  CHECK(is_next("https://s.example/a/1220000_2.shtml", "1220000_3.shtml"));
  CHECK(is_next("https://s.example/n/c1013-31153719.html", "c1013-31153719-2.html"));
  CHECK(is_next("https://s.example/guide", "/guide?page=2"));
  CHECK(is_next("https://s.example/v?id=7&page=2", "/v?id=7&page=3"));
  CHECK(is_next("https://s.example/post/", "/post/2/"));
  CHECK(is_next("https://s.example/post/", "/post/page/2/"));
  CHECK(is_next("https://s.example/post", "/post/2"));
  CHECK(is_next("https://s.example/thread-20417-1-1.html", "thread-20417-2-1.html"));
  CHECK_FALSE(is_next("https://s.example/thread-20417-1-1.html", "thread-20418-2-1.html"));

  CHECK_FALSE(is_next("https://s.example/a/464959.html", "464969.html"));
  CHECK_FALSE(is_next("https://s.example/a/12.html", "13.html"));
  CHECK_FALSE(is_next("https://s.example/a/x_2.html", "x_2.html"));
  CHECK_FALSE(is_next("https://s.example/a/x_2.html", "x_4.html"));
  CHECK_FALSE(is_next("https://s.example/a/x.html", "x_3.html"));
  CHECK_FALSE(is_next("https://s.example/a/x.html", "y_2.html"));
  CHECK_FALSE(is_next("https://s.example/a/x.html", "https://t.example/a/x_2.html"));
  CHECK_FALSE(is_next("https://s.example/v?id=7", "/v?id=8&page=2"));
  CHECK_FALSE(is_next("https://s.example/v?id=7", "/v?id=8"));
}

TEST_CASE("a next page is found by rel or by what its link says") {
  const char* at = "https://site.example/a/b.html";
  CHECK(links_in("<a href='b_2.html'>下一页</a>", at).next_page ==
        "https://site.example/a/b_2.html");
  CHECK(links_in("<a href='b_2.html'>Next page</a>", at).next_page ==
        "https://site.example/a/b_2.html");
  CHECK(links_in("<a rel=next href='?page=2'>2</a>", at).next_page ==
        "https://site.example/a/b.html?page=2");
  CHECK(links_in("<a href='b_2.html'>2</a>", at).next_page == "");
  CHECK(links_in("<a href='c.html'>下一篇</a><a href='c.html'>下一页</a>", at).next_page == "");
  CHECK(links_in("<link rel=next href='/other-post'>", at).next_page == "");
}

TEST_CASE("the queries of links are encoded as the page is") {
  const Dom dom = Dom::parse("<a href='/中?q=中文'>x</a>");
  const Url url = *Url::parse("https://site.example/");
  CHECK(urls(links_of(dom, url, 10, "GBK")) ==
        List{"https://site.example/%E4%B8%AD?q=%D6%D0%CE%C4"});
  CHECK(urls(links_of(dom, url, 10)) ==
        List{"https://site.example/%E4%B8%AD?q=%E4%B8%AD%E6%96%87"});
}
