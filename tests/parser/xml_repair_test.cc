#include "parser/xml_repair.h"

#include "tests/catch.h"

using namespace winnow;
using namespace std::literals;

namespace {

std::string repaired(std::string_view text) {
  std::string out;
  return repair_xml(text, out) ? out : "same";
}

}  // namespace

TEST_CASE("well-formed text is left alone") {
  for (auto text : {"", "<a>x</a>", "<a b='&amp;&lt;&gt;&quot;&apos;&#65;&#x4e2d;&#10;'/>",
                    "<a><![CDATA[a&b &nbsp; <c>]]></a>", "<!-- & --><a/>"}) {
    INFO(text);
    CHECK(repaired(text) == "same");
  }
}

TEST_CASE("an ampersand that begins no known reference is escaped") {
  CHECK(repaired("<l>http://a/?b=1&c=2&d</l>") == "<l>http://a/?b=1&amp;c=2&amp;d</l>");
  CHECK(repaired("a&nbsp;b&amp;&AMP;") == "a&amp;nbsp;b&amp;&amp;AMP;");
  CHECK(repaired("&") == "&amp;");
  CHECK(repaired("&;") == "&amp;;");
  CHECK(repaired("&#;&#x;&#xg;&#1x;") == "&amp;#;&amp;#x;&amp;#xg;&amp;#1x;");
  CHECK(repaired("<![CDATA[&]]>&<!--&-->&") == "<![CDATA[&]]>&amp;<!--&-->&amp;");
}

TEST_CASE("what XML forbids is gone: control characters, noncharacters, their numbers") {
  CHECK(repaired("a\0b\x0b"
                 "c\x1f"sv) == "a b c ");
  CHECK(repaired("<![CDATA[a\x08]]>") == "<![CDATA[a ]]>");
  CHECK(repaired("a\xef\xbf\xbf") == "a ");
  CHECK(repaired("&#0;&#11;&#xd800;&#x110000;&#99999999999;") ==
        "&amp;#0;&amp;#11;&amp;#xd800;&amp;#x110000;&amp;#99999999999;");
  CHECK(repaired("a\xff") == "a\xef\xbf\xbd");
}

TEST_CASE("a section that never ends is literal to the end of the text") {
  CHECK(repaired("<![CDATA[&") == "same");
  CHECK(repaired("<!--&\x01") == "<!--& ");
}

TEST_CASE("a text of nothing but slips does not grow without bound") {
  CHECK(repaired(std::string(1 << 20, '&')).size() < (1 << 20) * 2);
}
