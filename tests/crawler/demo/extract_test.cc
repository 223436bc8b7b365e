// What extraction makes of the demo web, page by page, against the truth of the article files.
#include "parser/extract.h"

#include <map>
#include <string>

#include "crawler/demo/demo_web.h"
#include "tests/catch.h"

using namespace winnow;
using namespace winnow::demo;

namespace {

Extraction extract_page(const DemoWeb& web, const DemoPage& page) {
  const Url url = Url::parse(page.url).value();
  const DemoResponse response = web.respond(url.host(), url.path_and_query(), {});
  std::map<std::string, std::string> headers(response.headers.begin(), response.headers.end());
  Page bytes;
  bytes.url = &url;
  bytes.content_type = headers["Content-Type"];
  bytes.x_robots_tag = headers["X-Robots-Tag"];
  bytes.bytes = response.body;
  return extract(bytes, {});
}

// In a thread each post is one block, so its paragraphs are parted by a space there.
std::string body_of(std::string text, const DemoPage& page) {
  if (page.verdict != "thread") return text;
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("extraction gives the demo web's articles and threads to the letter") {
  const DemoWeb web;
  for (const DemoPage& page : web.pages()) {
    if (page.body.empty()) continue;
    INFO(page.url);
    const Extraction extraction = extract_page(web, page);
    CHECK(name_of(extraction.verdict) == page.verdict);
    CHECK(body_of(text_of(extraction), page) == body_of(page.body, page));
  }
}

TEST_CASE(
    "extraction gives the demo web's title, author, date, site, language and canonical link") {
  const DemoWeb web;
  for (const DemoPage& page : web.pages()) {
    if (page.body.empty()) continue;
    INFO(page.url);
    const Extraction extraction = extract_page(web, page);
    CHECK(extraction.metadata.title == page.title);
    CHECK(extraction.metadata.author == page.author);
    CHECK(extraction.metadata.published == page.published);
    CHECK(extraction.metadata.site_name == page.site_name);
    CHECK(extraction.metadata.canonical == page.canonical);
    CHECK(extraction.language.code == page.language);
  }
}

TEST_CASE("listings, login walls and error pages of the demo web give a verdict and no text") {
  const DemoWeb web;
  for (const DemoPage& page : web.pages()) {
    if (page.verdict != "listing" && page.verdict != "login" && page.verdict != "error-page")
      continue;
    INFO(page.url);
    const Extraction extraction = extract_page(web, page);
    CHECK_FALSE(has_text(extraction.verdict));
    CHECK(text_of(extraction) == "");
  }
}

TEST_CASE("pages of the demo web that may not be indexed or archived say so") {
  const DemoWeb web;
  size_t seen = 0;
  for (const DemoPage& page : web.pages()) {
    if (page.why_not != "noindex" && page.why_not != "noarchive") continue;
    INFO(page.url);
    ++seen;
    const Extraction extraction = extract_page(web, page);
    CHECK(extraction.robots.noindex == (page.why_not == "noindex"));
    CHECK(extraction.robots.noarchive == (page.why_not == "noarchive"));
  }
  CHECK(seen >= 4);
}
