#include "parser/article/declared_text.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE(
    "the description and the articleBody are found again in a block, in runs of three words") {
  const Dom dom = Dom::parse(
      "<head><meta name=description content='The old pier opens again on Monday'>"
      "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": "
      "\"The old \\\"pier\\\" opens\\nagain \\u2014 caf\\u00e9 and all.\"}</script></head>");
  const DeclaredText text(dom);
  CHECK(text.in_description("THE OLD PIER opens again") == 1.f);
  CHECK(text.in_description("The old pier closes") == 0.5f);
  CHECK(text.in_description("Nothing of the kind") == 0.f);
  CHECK(text.in_description("Too short") == 0.f);
  CHECK(text.in_body("The old “pier” opens again — café and all") == 1.f);
  CHECK(text.in_body("Nothing of the kind") == 0.f);
}

TEST_CASE("a page that declares no text says so, and broken JSON does no harm") {
  const DeclaredText none(Dom::parse("<p>The old pier opens again"));
  CHECK(none.in_description("The old pier") == -1.f);
  CHECK(none.in_body("The old pier") == -1.f);
  for (const char* json :
       {"\"articleBody\"", "\"articleBody\":\"a \\u12", "\"articleBody\":\"\\"}) {
    const std::string html =
        std::string("<script type='application/ld+json'>") + json + "</script>";
    const DeclaredText text(Dom::parse(html));
    CHECK(text.in_body("The old pier") == -1.f);
  }
}
