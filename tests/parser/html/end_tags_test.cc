#include "parser/html/end_tags.h"

#include "parser/html/dom.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

std::string bare(std::string_view html) {
  std::string storage;
  return std::string(bare_end_tags(html, storage));
}

}  // namespace

TEST_CASE("behind svg or math, end tags have nothing behind their names") {
  CHECK(bare("<p></p ><svg><g></g ></svg\n>x</p a=b>") == "<p></p ><svg><g></g></svg>x</p>");
  CHECK(bare("<math></math/>") == "<math></math>");
}

TEST_CASE("what is no end tag stays as it is") {
  for (const char* html :
       {"", "<p></p >", "<svg></svg>", "<svg><!-- </g > --></svg>", "<svg a='</g >'></svg>",
        "<svg></svg><script>'</b >'</script>", "<svg></svg><title></b ></title>", "<svg></svg ",
        "<svg></", "<svg></ x>", "<svg><!x </g >"}) {
    INFO(html);
    CHECK(bare(html) == html);
  }
}

TEST_CASE("what stands behind an svg is not in it") {
  constexpr std::string_view kPage =
      "<svg><foreignObject><p>x</p></foreignObject ></svg ><p>behind</p>";
  const Dom dom = Dom::parse(kPage);
  NodeId svg = 0, text = 0;
  for (NodeId id = 0; id < dom.nodes().size(); ++id) {
    if (dom[id].is(GUMBO_TAG_SVG)) svg = id;
    if (dom[id].text == "behind") text = id;
  }
  REQUIRE(svg != 0);
  REQUIRE(text != 0);
  CHECK(text >= dom[svg].end);
}
