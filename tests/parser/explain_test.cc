#include "parser/explain.h"

#include "parser/extract.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

const std::string kPage =
    "<html lang=en><head><title>The <b>mill</b> & \"more\"</title></head><body>"
    "<ul class=nav><li><a href=/a>Home</a><li><a href=/b>News</a></ul>"
    "<div id=main class='post x'><h1>The mill by the river</h1>"
    "<p>The mill by the river was built in 1820, and for a hundred years it ground the corn of the "
    "whole valley, until the last miller closed its doors one winter.</p>"
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; is what somebody wrote on its wall, in letters that "
    "were as high as a man, and nobody in the village ever found out who it was.</p></div>"
    "<p>责任编辑：张小明</p></body></html>";

size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

}  // namespace

TEST_CASE("the trace has every block of the page, and what is not dropped is the article") {
  std::vector<BlockTrace> trace;
  Page page;
  page.bytes = kPage;
  const Extraction extraction = extract(page, {}, &trace);
  REQUIRE(extraction.verdict == Verdict::kArticle);
  std::vector<std::string> kept;
  for (const BlockTrace& block : trace) {
    if (block.reason.empty()) kept.push_back(block.text);
  }
  REQUIRE(trace.size() == 6);
  REQUIRE(kept.size() == extraction.blocks.size());
  for (size_t i = 0; i < kept.size(); ++i) CHECK(kept[i] == extraction.blocks[i].text);
  CHECK(trace[3].path == "div#main.post > p");
  CHECK(trace[5].rule == "editor line");
  CHECK_FALSE(trace[5].reason.empty());
}

TEST_CASE("an explanation shows each block once, and nothing of the page is markup in it") {
  std::vector<BlockTrace> trace;
  Page page;
  page.bytes = kPage;
  const Extraction extraction = extract(page, {}, &trace);
  const std::string html = explanation_of("<img src=x>.html", extraction, trace);
  CHECK(count(html, "<div class=\"block kept ") == extraction.blocks.size());
  CHECK(count(html, "<div class=\"block dropped ") == trace.size() - extraction.blocks.size());
  CHECK(html.find("<script") == html.npos);
  CHECK(html.find("&lt;script&gt;alert(1)") != html.npos);
  CHECK(html.find("<img") == html.npos);
  CHECK(html.find("&lt;img src=x&gt;.html") != html.npos);
  CHECK(html.find("default-src 'none'") != html.npos);
}

TEST_CASE("a page without text is explained by its verdict, one without a tree by its refusal") {
  Page page;
  page.bytes = "<title>x</title><p>";
  std::vector<BlockTrace> trace;
  CHECK(explanation_of("x", extract(page, {}, &trace), trace)
            .find("empty: no text is kept of such a page") != std::string::npos);
  std::string nested;
  for (int i = 0; i < 600; ++i) nested += "<div>";
  page.bytes = nested;
  CHECK(explanation_of("x", extract(page, {}, &trace), trace).find("too-deep") !=
        std::string::npos);
}
