#include "parser/article/formulas.h"

#include "parser/extract.h"
#include "parser/markdown.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

const std::string kProse =
    "<p>The wheel of the mill turns as fast as the water falls, which is what the miller of the "
    "valley found out long before there were any books about it, and what he taught his sons.</p>";

std::vector<Block> blocks_of(std::string_view inside) {
  const std::string html = "<html lang=en><title>The mill</title><body><article>" + kProse +
                           std::string(inside) + kProse.substr(0, 40) + " Nobody wrote it down " +
                           kProse.substr(40) + "</article>";
  Page page;
  page.bytes = html;
  return extract(page, {}).blocks;
}

// The block between the two paragraphs.
Block between(std::string_view inside) {
  const std::vector<Block> blocks = blocks_of(inside);
  REQUIRE(blocks.size() == 3);
  return blocks[1];
}

const std::string kMath =
    "<math alttext='{\\displaystyle v^2=2gh}'><semantics><mi>v</mi><annotation "
    "encoding='application/x-tex'>v^2=2gh</annotation></semantics></math>";

std::string sentence(const std::string& formula) {
  return "<p>The speed of the water at the foot of the fall follows from " + formula +
         ", as every miller knows, and so does the number of sacks that he can fill.</p>";
}

}  // namespace

TEST_CASE("each form of a formula gives its TeX once") {
  const std::string forms[] = {
      kMath,
      "<math alttext='v^2=2gh'><mi>v</mi></math>",
      "<math alttext='{\\displaystyle v^2=2gh}'><mi>v</mi></math>",
      "<span class=katex><span class=katex-mathml>" + kMath +
          "</span><span class=katex-html aria-hidden=true>v2=2gh</span></span>",
      "<span style='display: none'>" + kMath +
          "</span><img class='mwe-math-fallback-image-inline' alt='{\\displaystyle v^2=2gh}'>",
      kMath + "<img class='x mwe-math-fallback-image-inline' alt='v^2=2gh'>",
      "<script type='math/tex'>v^2=2gh</script>",
      "<span class=MathJax_Preview>v2=2gh</span><span class=MathJax>v2</span><script "
      "type='math/tex'>v^2=2gh</script>",
      "<img class=latex alt='v^2=2gh' src=x.png>",
      "<img eeimg=1 alt='v^2=2gh' src=x.svg>",
      "<span class=ztext-math data-tex='v^2=2gh'>v<sup>2</sup></span>",
      "<img class=tex alt='$v^2=2gh$'>",
  };
  for (const std::string& form : forms) {
    INFO(form);
    CHECK(between(sentence(form)).text ==
          "The speed of the water at the foot of the fall follows from $v^2=2gh$, as every miller "
          "knows, and so does the number of sacks that he can fill.");
  }
}

TEST_CASE("a formula on a line of its own is a block of that kind") {
  for (const std::string& form : {"<p>" + kMath + "</p>", "<dl><dd>" + kMath + "</dd></dl>",
                                  std::string("<div><script type='math/tex; mode=display'>"
                                              "v^2=2gh</script></div>")}) {
    INFO(form);
    const Block block = between(form);
    CHECK(block.kind == BlockKind::kFormula);
    CHECK(block.text == "v^2=2gh");
    CHECK(markdown_of(std::vector{block}) == "$$\nv^2=2gh\n$$\n");
  }
}

TEST_CASE("what looks like a formula's source and has none is left alone") {
  CHECK(blocks_of("<script type='text/javascript'>v^2=2gh</script>").size() == 2);
  CHECK(blocks_of("<img class=latex src=x.png>").size() == 2);
  CHECK(blocks_of("<img class=photo alt='a mill'>").size() == 2);
  CHECK(between(sentence("<b data-tex=''>the law</b>")).text.find("from the law,") !=
        std::string::npos);
  CHECK(between(sentence("<span class=MathJax>the law</span>")).text.find("from the law,") !=
        std::string::npos);
  CHECK(between(sentence("<math alttext='{\\displaystyle a}+{b}'></math>"))
            .text.find("from ${\\displaystyle a}+{b}$,") != std::string::npos);
}
