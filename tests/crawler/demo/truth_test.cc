// The demo web against itself: what a page is said to hold stands in the HTML that is served.
#include <string>

#include "crawler/demo/demo_web.h"
#include "parser/html/charset.h"
#include "parser/html/dom.h"
#include "parser/url.h"
#include "tests/catch.h"

using namespace winnow;
using namespace winnow::demo;

namespace {

struct Served {
  std::string charset, text;  // the text of the whole page, white space taken out
};

std::string without_space(std::string_view text) {
  constexpr std::string_view kIdeographicSpace = "\u3000";
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(kIdeographicSpace)) {
      i += kIdeographicSpace.size() - 1;
    } else if (static_cast<unsigned char>(text[i]) > ' ') {
      out += text[i];
    }
  }
  return out;
}

Served serve(const DemoWeb& web, const DemoPage& page) {
  const Url url = Url::parse(page.url).value();
  const DemoResponse response = web.respond(url.host(), url.path_and_query(), {});
  std::string type;
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Type") type = value;
  }
  const Decoded decoded = decode(response.body, type);
  const Dom dom = Dom::parse(decoded.text());
  Served served{std::string(decoded.charset()), {}};
  for (const Node& node : dom.nodes()) {
    if (node.is_text()) served.text += without_space(node.text);
  }
  return served;
}

}  // namespace

TEST_CASE("each demo page holds its title and the lines of its body, in order") {
  const DemoWeb web;
  for (const DemoPage& page : web.pages()) {
    if (page.body.empty()) continue;
    INFO(page.url);
    const std::string text = serve(web, page).text;
    CHECK(text.find(without_space(page.title)) != text.npos);
    size_t at = text.rfind(without_space(page.title),
                           text.find(without_space(page.body.substr(0, page.body.find('\n')))));
    for (size_t line = 0; line < page.body.size();) {
      const size_t end = std::min(page.body.find('\n', line), page.body.size());
      const std::string words = without_space(std::string_view(page.body).substr(line, end - line));
      at = text.find(words, at);
      REQUIRE(at != text.npos);
      at += words.size();
      line = end + 1;
    }
  }
}

TEST_CASE("the demo web's encodings are told, also where they are declared wrongly") {
  const DemoWeb web;
  const auto charset = [&](const char* url) { return serve(web, *web.page(url)).charset; };
  CHECK(charset("http://www.yunxi.test/tzgg/127.html") == "GBK");    // declared gb2312
  CHECK(charset("http://www.yunxi.test/tzgg/188.html") == "UTF-8");  // declared gb2312
  CHECK(charset("http://blog.suiyue.test/arong/blog/post/21877") == "Big5");
  CHECK(charset("http://bbs.lanwan.test/thread-20417-1-1.html") == "GBK");
  CHECK(charset("http://www.tidewater.test/story/tool-library.html") == "UTF-16LE");
  CHECK(charset("http://news.jiangwan.test/") == "UTF-8");
}
