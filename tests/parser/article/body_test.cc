#include "parser/article/body.h"

#include <functional>

#include "parser/article/verdict.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

const std::string kText =
    "The old pier opened again on Sunday, and many of its neighbours came early, before the ribbon "
    "was cut, to see what had become of it.";
const std::string kMore =
    "Six platforms stand along the way, their rails are clear, so that the river can be seen from "
    "a "
    "wheelchair, and the trees are all of local kinds.";

using Score = std::function<float(const PageBlock&)>;

// The body that scores given by hand lead to, a block a line.
std::string body_of(const std::string& html, const Score& score) {
  const Dom dom = Dom::parse(html);
  const Analysis analysis = analyse(dom, page_title(dom));
  std::vector<float> scores;
  for (const PageBlock& block : analysis.page.blocks) scores.push_back(score(block));
  std::string text;
  for (const std::string& t : choose_body(dom, analysis, scores).texts) text += t + "\n";
  return text;
}

float likely(const PageBlock&) { return 2; }

}  // namespace

TEST_CASE("of two copies of a paragraph the likelier stays") {
  const std::string html = "<div id=preview><p>" + kText + "</p></div><article><p>" + kMore +
                           "</p><p>" + kText + "</p></article>";
  bool first = true;
  auto second_is_likelier = [&](const PageBlock& b) {
    if (b.text != kText || !first) return 3.f;
    first = false;
    return 1.f;
  };
  CHECK(body_of(html, second_is_likelier) == kMore + "\n" + kText + "\n");
  CHECK(body_of(html, likely) == kText + "\n" + kMore + "\n");
}

TEST_CASE("a heading without text goes, unless it is a sentence itself") {
  const std::string lead =
      "The pier that stood empty for ten years is now the place where the whole town meets";
  auto page = [](const std::string& heading) {
    return "<article><p>" + kText + "</p><header><h2>" + heading + "</h2><p>menu</p></header><p>" +
           kMore + "</p></article>";
  };
  auto all_but_menu = [](const PageBlock& b) { return b.text == "menu" ? -9.f : 2.f; };
  CHECK(body_of(page("Our topics"), all_but_menu) == kText + "\n" + kMore + "\n");
  CHECK(body_of(page(lead), all_but_menu) == kText + "\n" + lead + "\n" + kMore + "\n");
  CHECK(body_of("<p>" + kText + "</p><h2>Our topics</h2>", likely) == kText + "\n");
  CHECK(body_of("<p>" + kText + "</p><h2>" + lead + "</h2>", likely) == kText + "\n" + lead + "\n");
}

TEST_CASE("a page on which nothing is sure gets a second look with a lower bar") {
  const std::string first = kText + " " + kText;
  auto page = [&](float score) {
    return body_of("<p>" + first + "</p><p>" + kMore + "</p>",
                   [&](const PageBlock& b) { return b.text == first ? score : -0.5f; });
  };
  CHECK(page(2) == first + "\n");
  CHECK(page(0.4f) == first + "\n" + kMore + "\n");
  CHECK(page(-0.9f) == first + "\n" + kMore + "\n");
  CHECK(page(-2) == kMore + "\n");
}

TEST_CASE("a short text under another page's headline is an excerpt, however sure it is") {
  const Dom dom =
      Dom::parse("<title>Reviews</title><div><h2><a href=/1>The pier is worth it</a></h2><p>" +
                 kText + "</p></div><p><a href=/2>more</a></p>");
  const Analysis analysis = analyse(dom, page_title(dom));
  auto verdict = [&](float score) {
    std::vector<float> scores;
    for (const PageBlock& b : analysis.page.blocks) scores.push_back(b.text == kText ? score : -9);
    return judge(dom, analysis, choose_body(dom, analysis, scores), {});
  };
  CHECK(verdict(1) == Verdict::kListing);
  CHECK(verdict(4) == Verdict::kListing);
}
