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

TEST_CASE("a page of which a lower bar gives many times as much gets a second look too") {
  const std::string sure = kMore + " " + kMore;
  auto page = [&](int times) {
    std::string text = kText;
    for (int i = 1; i < times; ++i) text += " " + kText;
    return body_of("<p>" + text + "</p><p>" + sure + "</p>",
                   [&](const PageBlock& b) { return b.text == sure ? 2.f : -0.7f; });
  };
  CHECK(page(3) == sure + "\n");
  CHECK(page(30).size() > 30 * kText.size() + sure.size());
}

TEST_CASE("a quote of how an earlier post begins goes from a thread, unless it is likely") {
  const std::string quote = "Six platforms stand along the way, their rails are clear";
  const std::string thread = "<div><div class=post><p>" + kMore +
                             "</p></div><div class=post><blockquote>" + quote + "</blockquote><p>" +
                             kText + "</p></div></div>";
  auto score = [&](float of_quote) {
    return [=](const PageBlock& b) { return b.text == quote ? of_quote : 3.f; };
  };
  CHECK(body_of(thread, score(0.5f)) == kMore + "\n" + kText + "\n");
  CHECK(body_of(thread, score(2)) == kMore + "\n" + quote + "\n" + kText + "\n");
}

TEST_CASE("a short text under another page's headline is an excerpt, however sure it is") {
  const std::string html =
      "<title>Reviews</title><div><h2><a href=/1>The pier is worth it</a></h2><p>" + kText +
      "</p></div><p><a href=/2>more</a></p>";
  const Dom dom = Dom::parse(html);
  const Analysis analysis = analyse(dom, page_title(dom));
  auto verdict = [&](float score) {
    std::vector<float> scores;
    for (const PageBlock& b : analysis.page.blocks) scores.push_back(b.text == kText ? score : -9);
    return judge(dom, analysis, choose_body(dom, analysis, scores), {});
  };
  CHECK(verdict(1) == Verdict::kListing);
  CHECK(verdict(4) == Verdict::kListing);
}

TEST_CASE("texts that all stand under headlines of other pages are a listing") {
  auto verdict = [&](const std::string& before) {
    const std::string html = "<title>Town news</title>" + before +
                             "<div><h2><a href=/1>The pier opens</a></h2><p>" + kText +
                             "</p></div><div><h2><a href=/2>A path by the river</a></h2><p>" +
                             kMore + " " + kText + " " + kMore + "</p></div>";
    const Dom dom = Dom::parse(html);
    const Analysis analysis = analyse(dom, page_title(dom));
    std::vector<float> scores(analysis.page.blocks.size(), 4);
    return judge(dom, analysis, choose_body(dom, analysis, scores), {});
  };
  CHECK(verdict("") == Verdict::kListing);
  CHECK(verdict("<p>" + kMore + "</p>") == Verdict::kArticle);
}

TEST_CASE("what is unlikely by itself is kept in a post, unless it is about who wrote it") {
  auto post = [](const std::string& text) {
    return "<div class=post><div class=avatar><p>Topics</p></div><div class=text><p>" + text +
           "</p><p>Agreed.</p></div></div>";
  };
  auto score = [](const PageBlock& b) { return b.stats.words > 2 ? 3.f : -0.9f; };
  CHECK(body_of("<div>" + post(kText) + post(kMore) + "</div>", score) ==
        kText + "\nAgreed.\n" + kMore + "\nAgreed.\n");
}

TEST_CASE("the question before the answers is kept although it has no siblings of its shape") {
  const std::string answer = "<div class=answer><p>" + kText + "</p></div>";
  const std::string thread =
      "<div><div class=question><p>" + kMore + "</p></div>" + answer + answer + "</div>";
  auto score = [](const PageBlock& b) { return b.text == kMore ? -0.9f : 3.f; };
  CHECK(body_of(thread, score) == kMore + "\n" + kText + "\n" + kText + "\n");
}

TEST_CASE("a lead that its class names needs less between title and text than elsewhere") {
  auto page = [](const std::string& name) {
    return "<title>The pier</title><h1>The pier</h1><p class=" + name + ">" + kMore + "</p><p>" +
           kText + "</p>";
  };
  auto score = [](const PageBlock& b) { return b.text == kText ? 3.f : -1.2f; };
  CHECK(body_of(page("lead"), score) == kMore + "\n" + kText + "\n");
  CHECK(body_of(page("hint"), score) == kText + "\n");
}

TEST_CASE("a box about the author goes from the end, unless it is surely content") {
  const std::string box = "<div class=author-bio><p>" + kMore + "</p></div>";
  const std::string text = "<p>" + kText + "</p><p>" + kText + " " + kText + "</p>";
  const std::string plain = kText + "\n" + kText + " " + kText + "\n";
  auto page = [&](const std::string& html, float bio) {
    return body_of(html, [&](const PageBlock& b) { return b.text == kMore ? bio : 3.f; });
  };
  CHECK(page(text + box, 1) == plain);
  CHECK(page(text + box, 3) == plain + kMore + "\n");
  CHECK(page(box + text, 1) == kMore + "\n" + plain);
}

TEST_CASE("a link in capitals between paragraphs goes") {
  auto page = [](const std::string& link) {
    return body_of("<p>" + kText + "</p><p><a href=/1>" + link + "</a></p><p>" + kMore + "</p>",
                   likely);
  };
  const std::string plain = kText + "\n" + kMore + "\n";
  CHECK(page("PIER OPENS AGAIN AFTER TEN YEARS") == plain);
  CHECK(page("Pier opens again after ten years") ==
        kText + "\nPier opens again after ten years\n" + kMore + "\n");
}

TEST_CASE("a list between two paragraphs beside it is kept, though a related box stands before") {
  const std::string html =
      "<div><p>" + kText +
      "</p><div class=related><a href=/1>Another page of the same site</a></div>"
      "<ul><li>Line 12 no longer stops there</li></ul><p>" +
      kMore + "</p></div>";
  auto score = [](const PageBlock& b) { return b.stats.words > 12 ? 3.f : -2.5f; };
  CHECK(body_of(html, score) == kText + "\nLine 12 no longer stops there\n" + kMore + "\n");
}

TEST_CASE("a rule about the end cuts even what looks like prose there, but not before") {
  const std::string end =
      "以上就是江口湿地迎来首批反嘴鹬的详细内容，更多请关注江湾网的其它相关文章！";
  auto score = [](const PageBlock&) { return 4.f; };
  CHECK(body_of("<p>" + kText + "</p><p>" + end + "</p>", score) == kText + "\n");
  CHECK(body_of("<p>" + kText + "</p><p>" + end + "</p><p>" + kText + kMore + "</p>", score)
            .find(end) != std::string::npos);
}

TEST_CASE("a long text in an a without href is no link") {
  auto linked = [](const std::string& html) {
    return cut_blocks(Dom::parse(html)).blocks.front().link_words > 0;
  };
  CHECK_FALSE(linked("<a>" + kText + "</a>"));
  CHECK(linked("<a>Share</a>"));
  CHECK(linked("<a href=/1>" + kText + "</a>"));
}
