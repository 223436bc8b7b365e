#include "parser/html/dom.h"

#include <string>
#include <utility>

#include "tests/catch.h"

using winnow::Dom;
using winnow::DomLimits;
using winnow::DomRefusal;
using winnow::Node;
using winnow::NodeId;

namespace {

// The tree in one line: element names with their children in brackets, texts in quotes.
std::string sketch(const Dom& dom, NodeId id = 0) {
  const Node& node = dom[id];
  if (node.is_text()) return '"' + std::string(node.text) + '"';
  std::string line(node.text);
  for (const auto& a : dom.attributes(node)) {
    line += " " + std::string(a.name) + "=" + std::string(a.value);
  }
  std::string inside;
  for (NodeId child = id + 1; child < node.end; child = dom[child].end) {
    CHECK(dom[child].parent == id);
    inside += (inside.empty() ? "" : " ") + sketch(dom, child);
  }
  return inside.empty() ? line : line + "[" + inside + "]";
}

std::string body_of(const std::string& html) {
  const Dom dom = Dom::parse(html);
  std::string all = sketch(dom);
  const std::string prefix = "html[head body";
  REQUIRE(all.compare(0, prefix.size(), prefix) == 0);
  return all.substr(prefix.size(), all.size() - prefix.size() - 1);
}

}  // namespace

TEST_CASE("the tree is flat, in document order, with resolved references") {
  CHECK(body_of("<p CLASS=a id='b&amp;c'>x &lt; y<br>z") ==
        "[p class=a id=b&c[\"x < y\" br \"z\"]]");
  CHECK(body_of("") == "");
  const Dom dom = Dom::parse("<p>a</p><custom-Tag>b</custom-Tag>");
  CHECK(dom[0].parent == winnow::kNoNode);
  CHECK(dom[0].end == dom.nodes().size());
  CHECK(sketch(dom) == "html[head body[p[\"a\"] custom-tag[\"b\"]]]");
}

TEST_CASE("a numeric reference that is too large for a character is U+FFFD, however large") {
  for (const char* number : {"1114112", "4294967295", "4294967361", "xFFFFFFFFFFFFFFFFFFFF"})
    CHECK(body_of("a&#" + std::string(number) + ";b") == "[\"a\uFFFDb\"]");
  CHECK(body_of("a&#000000000000000065;b") == "[\"aAb\"]");
}

TEST_CASE("a missing attribute differs from an empty one") {
  const Dom dom = Dom::parse("<p hidden>");
  const Node& p = dom[3];
  REQUIRE(p.is(GUMBO_TAG_P));
  CHECK(dom.attribute(p, "hidden").data() != nullptr);
  CHECK(dom.attribute(p, "hidden").empty());
  CHECK(dom.attribute(p, "class").data() == nullptr);
}

TEST_CASE("what no extraction needs is left out of the tree") {
  CHECK(body_of("<p>a<!-- x -->b</p>") == "[p[\"ab\"]]");
  CHECK(body_of("<div><style>p{}</style><script>x</script></div>") == "[div[style script]]");
  CHECK(body_of("<p><svg><title>t</title><path/></svg>a") == "[p[svg \"a\"]]");
  CHECK(body_of("<select><option>a</select>b") == "[select \"b\"]");
  CHECK(body_of("<p><script type='application/ld+JSON'>{\"a\":1}</script>") ==
        "[p[script type=application/ld+JSON[\"{\"a\":1}\"]]]");
}

TEST_CASE("template and noscript keep their content as children") {
  CHECK(body_of("<p></p><template><p>a</p></template><noscript><img src=a></noscript>") ==
        "[p template[p[\"a\"]] noscript[img src=a]]");
}

TEST_CASE("a text of many pieces is one node") {
  std::string html = "<p>", text;
  for (int i = 0; i < 100'000; ++i) {
    html += "abcdefg<!---->";
    text += "abcdefg";
  }
  const Dom dom = Dom::parse(html);
  REQUIRE(dom.nodes().size() == 5);
  CHECK(dom[4].text == text);
}

TEST_CASE("a moved tree keeps its strings") {
  Dom dom;
  {
    Dom first = Dom::parse("<p>a &amp; b");
    dom = std::move(first);
  }
  CHECK(dom[4].text == "a & b");
}

TEST_CASE("deeply nested elements are walked without recursion") {
  std::string html;
  for (int i = 0; i < 500; ++i) html += "<div>";
  html += "x";
  const Dom dom = Dom::parse(html);
  REQUIRE(dom.refusal() == DomRefusal::kNone);
  CHECK(dom.nodes().size() == 504);
}

TEST_CASE("too large a page is refused") {
  DomLimits limits;
  limits.bytes = 10;
  CHECK(Dom::parse("12345678901", limits).refusal() == DomRefusal::kTooLarge);
  CHECK(Dom::parse("12345678901", limits).nodes().empty());
  limits.bytes = 1000;
  limits.arena_bytes = 1000;
  CHECK(Dom::parse("<p>a", limits).refusal() == DomRefusal::kBudgetSpent);
}
