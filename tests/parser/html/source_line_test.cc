#include "parser/html/source_line.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

std::string source_of(std::string_view body) {
  const std::string page = "<html><body>" + std::string(body) + "</body></html>";
  const Dom dom = Dom::parse(page);
  return named_source(dom, *Url::parse("https://copy.example/a/1"), "UTF-8");
}

}  // namespace

TEST_CASE("a line that names the source gives its link") {
  CHECK(source_of("<p>来源：<a href=https://news.example/1>新闻网</a></p>") ==
        "https://news.example/1");
  CHECK(source_of(
            "<p><span>文章来源:</span> <span><a href='//news.example/1'>新闻网</a></span></p>") ==
        "https://news.example/1");
  CHECK(source_of("<p>本文转载自 <a href=http://news.example/2>新闻网</a></p>") ==
        "http://news.example/2");
  CHECK(source_of("<p>原文链接：http://news.example/3 （有删节）</p>") == "http://news.example/3");
  CHECK(source_of("<p>Source: <a href=https://news.example/4>The News</a></p>") ==
        "https://news.example/4");
  CHECK(source_of("<p>This was originally published at <a href=https://news.example/5>N</a></p>") ==
        "https://news.example/5");
}

TEST_CASE("a line that names the source without a link gives the name") {
  CHECK(source_of("<p>2013-05-22 来源：新华网 作者：李明</p>") == "新华网");
  CHECK(source_of("<p>来源：<span>新华网</span></p>") == "新华网");
  CHECK(source_of("<p>来源：新华网</p><p>原文链接：<a href=https://news.example/1>这里</a></p>") ==
        "https://news.example/1");
}

TEST_CASE("what only speaks of sources names none") {
  CHECK(source_of("<p>图片来源：摄图网</p>") == "");
  CHECK(source_of("<p>来源不明的蘑菇不要吃</p>") == "");
}
