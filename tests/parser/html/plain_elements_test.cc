#include "parser/html/plain_elements.h"

#include <string>

#include "parser/html/skeleton.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

// The skeleton, with one letter for each piece: e an element, t a text.
std::string skeleton_of(std::string_view html) {
  Arena strings;
  Skeleton skeleton;
  REQUIRE(make_skeleton(html, {}, strings, skeleton) == SkeletonResult::kMade);
  std::string shown = skeleton.html;
  for (size_t i = 0; i < skeleton.pieces.size(); ++i) {
    std::string character = "\xF3\xB0\x80\x80";  // U+F0000
    character.back() = static_cast<char>(0x80 + i);
    const size_t at = shown.find(character);
    const bool element = skeleton.pieces[i].tag != Skeleton::kNoTag;
    if (at != shown.npos) shown.replace(at, character.size(), element ? "e" : "t");
  }
  return shown;
}

}  // namespace

TEST_CASE("what is opened and closed properly is plain") {
  CHECK(skeleton_of("<a href=x>more</a> and <b>bold <i>text</i></b>") == "e te");
  CHECK(skeleton_of("<div><p>x <br> y</p><ul><li>a</li> <li>b</li></ul></div>") == "e");
  CHECK(skeleton_of("<dl><dt>a</dt><dd>b</dd></dl><hr><h1>t</h1>") == "eee");
  CHECK(skeleton_of("<div><script>x</script><style>y</style><meta></div>") == "e");
  CHECK(skeleton_of("<a><div>x</div></a><a>y</a>") == "ee");
}

TEST_CASE("what is not closed properly is not plain, but what is in it may be") {
  CHECK(skeleton_of("<div><p>x<b>y</b>") == "<div><p>te");
  CHECK(skeleton_of("<b>x<i>y</b>z</i>") == "<b>t<i>t</b>t</i>");
  CHECK(skeleton_of("<ul><li>a<li><b>b</b></ul>") == "<ul><li>t<li>e</ul>");
  CHECK(skeleton_of("<p>x<div>y</div>") == "<p>t<div>t</div>");
  CHECK(skeleton_of("<div>x</div></span>") == "e</span>");
}

TEST_CASE("elements that move or close others are not plain") {
  CHECK(skeleton_of("<a>x<a>y</a>") == "<a>t<a>t</a>");
  CHECK(skeleton_of("<h1><h2>x</h2></h1>") == "<h1><h2>t</h2></h1>");
  CHECK(skeleton_of("<li>x</li>") == "<li>t</li>");
  CHECK(skeleton_of("<button><button>x</button>") == "<button><button>t</button>");
  CHECK(skeleton_of("<form><b>x</b></form>") == "<form>e<!----></form>");
}

TEST_CASE("behind eight open blocks in an a nothing is plain") {
  CHECK(skeleton_of("<a><div><div><div><div><div><div><div><b>x</b><a>") ==
        "<a><div><div><div><div><div><div><div>e<a>");
  CHECK(skeleton_of("<a><div><div><div><div><div><div><div><div><b>x</b><a><b>y</b>") ==
        "<a><div><div><div><div><div><div><div><div><b>t</b><a>e");
  CHECK(skeleton_of(
            "<a><p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p><p>7</p><p>8</p><p>9</p></a>") ==
        "e");
}

TEST_CASE("in tables only what stands in a cell is plain") {
  CHECK(skeleton_of("<table><b>x</b><tr><b>y</b><td><b>z</b></td><b>u</b>") ==
        "<table><b>t</b><tr><b>t</b><td>e</td><b>t</b>");
  CHECK(skeleton_of("<table><td><table><td>x</td></table><p>y</p></td></table><p>z</p>") ==
        "<table><td><table><td>t</td></table>e</td></table>e");
}

TEST_CASE("a formatting element that may still be active keeps blocks from being plain") {
  CHECK(skeleton_of("<p><b>x</p><div>y</div>") == "<p><b>t</p><div>t</div>");
  CHECK(skeleton_of("<p><b>x</p><i>y</i>") == "<p><b>t</p>e");
  CHECK(skeleton_of("<p><a>x</p><a>y</a>") == "<p><a>t</p><a>t</a>");
}

TEST_CASE("in select and template nothing is plain") {
  CHECK(skeleton_of("<select><option><b>x</b></select>") == "<select><option><b>t</b></select>");
  CHECK(skeleton_of("<template><b>x</b></template>") == "<template><b>t</b></template>");
}

TEST_CASE("plain elements lie in each other only so deep") {
  std::string html;
  for (int i = 0; i < 200; ++i) html += "<span>";
  for (int i = 0; i < 200; ++i) html += "</span>";
  CHECK(skeleton_of(html).size() > 200);
}
