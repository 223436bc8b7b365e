#include "parser/query_encoding.h"

#include "parser/url.h"
#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a query is percent-encoded in the encoding of its page") {
  CHECK(with_query_encoded("/s?q=中文&p=1", "GBK") == "/s?q=%D6%D0%CE%C4&p=1");
  CHECK(with_query_encoded("/s?q=中文", "gb18030") == "/s?q=%D6%D0%CE%C4");
  CHECK(with_query_encoded("/s?q=中文", "Big5") == "/s?q=%A4%A4%A4%E5");
  CHECK(with_query_encoded("/s?q=日本", "Shift_JIS") == "/s?q=%93%FA%96%7B");
  CHECK(with_query_encoded("?q=\xc3\xbc", "windows-1252") == "?q=%FC");
}

TEST_CASE("only the query is, up to the fragment") {
  CHECK(with_query_encoded("/中?中#中", "GBK") == "/中?%D6%D0#中");
  CHECK(with_query_encoded("/中#?中", "GBK") == "/中#?中");
  CHECK(Url::parse(with_query_encoded("http://a.example/中?中#f", "GBK"))->href() ==
        "http://a.example/%E4%B8%AD?%D6%D0#f");
}

TEST_CASE("what the encoding lacks becomes a character reference, percent-encoded") {
  CHECK(with_query_encoded("?q=中", "windows-1252") == "?q=%26%2320013%3B");
  CHECK(with_query_encoded("?q=😀", "GBK") == "?q=%26%23128512%3B");
  CHECK(with_query_encoded("?q=😀", "gb18030") == "?q=%94%39%FC%36");
  CHECK(with_query_encoded("?q=\xff", "Big5") == "?q=%26%2365533%3B");
}

TEST_CASE("UTF-8 and UTF-16 pages, unknown names and ASCII queries need nothing") {
  for (auto charset : {"UTF-8", "UTF-16LE", "UTF-16BE", "", "nonsense"}) {
    CHECK_FALSE(needs_query_encoding("?中", charset));
    CHECK(with_query_encoded("?中", charset) == "?中");
  }
  CHECK_FALSE(needs_query_encoding("/中?a=b#中", "GBK"));
  CHECK_FALSE(needs_query_encoding("", "GBK"));
  CHECK(needs_query_encoding("?中", "GBK"));
}
