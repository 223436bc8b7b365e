#include "parser/article/teasers.h"

#include <algorithm>

#include "tests/catch.h"

using namespace winnow;

namespace {

std::vector<uint32_t> teasers(std::string_view html) {
  const Dom dom = Dom::parse(html);
  const PageBlocks page = cut_blocks(dom);
  return teasers_of(dom, page, outline_of(dom, page, ""));
}

bool any(const std::vector<uint32_t>& groups) {
  return std::any_of(groups.begin(), groups.end(), [](uint32_t g) { return g != 0; });
}

std::string item(std::string_view href, std::string_view before = "") {
  return "<div class=item>" + std::string(before) + "<h3><a href=" + std::string(href) +
         ">The ferry runs again</a></h3><p>It left at noon, with twelve on board.</p></div>";
}

}  // namespace

TEST_CASE("three siblings with a headline that leads elsewhere are one group of teasers") {
  CHECK(teasers("<p>Text.</p>" + item("/a") + item("/b") + item("/c")) ==
        std::vector<uint32_t>{0, 1, 1, 1, 1, 1, 1});
  CHECK(any(teasers(item("/a", "<i>News</i><br>") + item("/b", "<i>News</i><br>") + item("/c"))));
}

TEST_CASE(
    "two siblings, links to one page or into this one, and headlines under a text are no teasers") {
  CHECK_FALSE(any(teasers(item("/a") + item("/b"))));
  CHECK_FALSE(any(teasers(item("/a") + item("/a") + item("/a"))));
  CHECK_FALSE(any(teasers(item("#a") + item("#b") + item("#c"))));
  const std::string text = "<p>The old pier was closed for ten years before it was mended.</p>";
  CHECK_FALSE(any(teasers(item("/a", text) + item("/b", text) + item("/c", text))));
}
