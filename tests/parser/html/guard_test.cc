#include "parser/html/guard.h"

#include <string>

#include "parser/html/arena.h"
#include "parser/html/gumbo.h"
#include "parser/html/parse.h"
#include "tests/catch.h"
#include "tests/parser/html/adversarial.h"

using winnow::Arena;
using winnow::Dom;
using winnow::DomLimits;
using winnow::DomRefusal;

namespace {

std::string repeat(const std::string& piece, size_t times) {
  std::string all;
  while (times-- > 0) all += piece;
  return all;
}

DomRefusal refusal_of(const std::string& html, const DomLimits& limits = {}) {
  return Dom::parse(html, limits).refusal();
}

}  // namespace

TEST_CASE("a page made to be slow is refused or has a tree in proportion to its size") {
  for (size_t bytes : {119'000u, 450'000u, 2'000'000u}) {
    for (const auto& page : winnow::adversarial_pages(bytes)) {
      INFO(page.name << ", " << bytes << " bytes");
      const Dom dom = Dom::parse(page.html);
      // Each tag may have one clone or text beside it; clones without bound would be quadratic.
      CHECK(dom.nodes().size() <= bytes);
      if (dom.refusal() != DomRefusal::kNone) CHECK(dom.nodes().empty());
    }
  }
}

TEST_CASE("what grows without bound is refused by the limit it breaks") {
  CHECK(refusal_of(repeat("<div>", 3'000)) == DomRefusal::kTooDeep);
  CHECK(refusal_of(repeat("<b>", 3'000)) == DomRefusal::kTooDeep);
  CHECK(refusal_of(repeat("<ul><li>", 1'000)) == DomRefusal::kTooDeep);
  CHECK(refusal_of(repeat("<p>x", 100'000)) == DomRefusal::kTooLarge);
  CHECK(refusal_of("<p " + repeat("a ", 3'000) + ">") == DomRefusal::kNone);  // one name
  std::string attributes, html_tags;
  for (int i = 0; i < 6'000; ++i) attributes += " a" + std::to_string(i);
  for (int i = 0; i < 60; ++i) html_tags += "<html a" + std::to_string(i) + ">";
  CHECK(refusal_of("<p" + attributes + ">") == DomRefusal::kTooManyAttributes);
  CHECK(refusal_of(html_tags) == DomRefusal::kTooManyAttributes);
  CHECK(refusal_of("<frameset" + attributes + ">") == DomRefusal::kTooManyAttributes);
  CHECK(refusal_of(repeat("x", 600'000) + "<frameset>") == DomRefusal::kTooLarge);
  CHECK(refusal_of("<frameset>" + repeat("<a '", 200)) == DomRefusal::kBudgetSpent);
}

TEST_CASE("pages that are merely long or sloppy are not refused") {
  CHECK(refusal_of(repeat("x", 4'000'000)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<p>" + std::string(500, 'x'), 9'000)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<p>x", 30'000)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<div><span>x</div>", 10'000)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<p><font color=red>x</p>", 100)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("</div>", 30'000)) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<script>" + std::string(100'000, 'x') + "</script>", 40)) ==
        DomRefusal::kNone);
}

TEST_CASE("the limits are those that are given") {
  DomLimits limits;
  limits.depth = 1'000;
  CHECK(refusal_of(repeat("<div>", 900), limits) == DomRefusal::kNone);
  limits = {};
  limits.gumbo_bytes = 100;
  CHECK(refusal_of(repeat("<p>", 30), limits) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<p>", 40), limits) == DomRefusal::kTooLarge);
  limits = {};
  limits.arena_bytes = 100'000;
  CHECK(refusal_of(repeat("<p>", 1'000), limits) == DomRefusal::kBudgetSpent);
}

TEST_CASE("work grows with the depth that Gumbo searches") {
  DomLimits limits;
  limits.work = 20'000'000;
  const std::string pairs = repeat("<li></li>", 8'000);
  CHECK(refusal_of(pairs, limits) == DomRefusal::kNone);
  CHECK(refusal_of(repeat("<div>", 500) + pairs, limits) == DomRefusal::kBudgetSpent);
}

TEST_CASE("after a refusal the next page is parsed as ever") {
  CHECK(refusal_of(repeat("<div>", 3'000)) == DomRefusal::kTooDeep);
  const Dom dom = Dom::parse("<p>x");
  REQUIRE(dom.nodes().size() == 5);
  CHECK(dom[4].text == "x");
}

TEST_CASE("an arena appends in place, grows, and is used again after a reset") {
  Arena arena;
  std::string_view text = arena.copy("a");
  std::string expected = "a";
  for (int i = 0; i < 5'000; ++i) {
    const std::string more(static_cast<size_t>(i % 7), static_cast<char>('a' + i % 26));
    text = arena.append(text, more);
    expected += more;
  }
  CHECK(text == expected);
  const std::string_view other = arena.copy("other");
  CHECK(arena.append(text, "!") == expected + "!");
  CHECK(other == "other");
  CHECK(arena.append("not of the arena", " at all") == "not of the arena at all");
  CHECK(arena.bytes() < 20 * expected.size());

  void* piece = arena.allocate(100);
  CHECK(arena.contains(piece, 100));
  CHECK_FALSE(arena.contains(&arena, 1));
  CHECK_FALSE(arena.contains(static_cast<char*>(piece) + 1, 1));  // not aligned
  CHECK_FALSE(arena.contains(nullptr, 1));
  arena.reset(1 << 20);
  CHECK(arena.bytes() == 0);
  CHECK_FALSE(arena.contains(piece, 100));
  CHECK(arena.copy("again") == "again");
}
