#include "parser/article/article.h"

#include <algorithm>

#include "parser/extract.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

const std::string kProse[] = {
    "昨日上午九点，随着围挡缓缓移开，停用近十年的三号码头以全新的面貌与市民见面，不少老街坊一早就赶"
    "来看热闹。",
    "新步道全长两公里多，沿途设了六处观景平台，栏杆换成了透明的，坐轮椅的人也能看见江面。",
    "负责施工的人说，老仓库的墙没有拆，只把砖缝重新勾了一遍，里面将来做成小型展厅，周末免费开放。",
    "步道旁种了三百多棵树，都是本地的品种，夏天能遮住大半条路，冬天又不挡太阳，养护也省事。",
};

Extraction page(std::string_view inside) {
  const std::string html =
      "<!DOCTYPE html><html><head><meta charset=utf-8><title>老码头重开</title></head><body>"
      "<div class=nav><a href=/>首页</a> <a href=/a>新闻</a> <a "
      "href=/b>体育</a></div><h1>老码头重开</h1>" +
      std::string(inside) + "<div class=footer>版权所有 江城日报社</div></body></html>";
  const Result<Url> url = Url::parse("http://news.test/1.html");
  Page input;
  input.url = &*url;
  input.content_type = "text/html";
  input.bytes = html;
  return extract(input, {});
}

std::string prose(std::string_view between = "") {
  std::string text;
  for (const std::string& paragraph : kProse) {
    text += "<p>" + paragraph + "</p>";
    if (&paragraph == &kProse[1]) text += between;
  }
  return text;
}

std::string expected() {
  std::string text;
  for (const std::string& paragraph : kProse) text += (text.empty() ? "" : "\n") + paragraph;
  return text;
}

}  // namespace

TEST_CASE("the paragraphs of an article are its body, the site around them is not") {
  const Extraction e = page("<div class=content>" + prose() + "</div>");
  CHECK(e.verdict == Verdict::kArticle);
  CHECK(text_of(e) == expected());
}

TEST_CASE("chrome between and after the paragraphs goes, and is counted by rule") {
  const Extraction e =
      page("<div class=content>" + prose("<p>延伸阅读：<a href=/x>江边的老房子</a></p>") +
           "<p>责任编辑：张小明</p><p>（原标题：码头旧貌换新颜）</p></div>");
  CHECK(text_of(e) == expected());
  CHECK(std::any_of(e.dropped.begin(), e.dropped.end(),
                    [](const auto& d) { return d.first == "editor line"; }));
}

TEST_CASE("an article inside a form, and one of bare text with breaks, are found") {
  CHECK(text_of(page("<form action=/x>" + prose() + "</form>")) == expected());
  std::string bare = "<div class=text>";
  for (const std::string& paragraph : kProse) bare += "　　" + paragraph + "<br><br>";
  CHECK(text_of(page(bare + "</div>")) == expected());
}

TEST_CASE("an article that an unclosed element leaves inside of noscript is found") {
  Page in;
  const std::string html =
      "<title>x</title><body><noscript><div id=js></noscript><div class=content>" + prose() +
      "</div>";
  in.bytes = html;
  CHECK(text_of(extract(in, {})) == expected());
  CHECK(text_of(page(prose() + "<noscript>" + prose("<p>turn it on</p>") + "</noscript>")) ==
        expected());
}

TEST_CASE("a page of links only is no article and has no text") {
  std::string list = "<ul>";
  for (int i = 0; i < 60; ++i)
    list += "<li><a href=/n/" + std::to_string(i) + ".html>第" + std::to_string(i) +
            "号码头的新闻标题</a></li>";
  const Extraction e = page(list + "</ul>");
  CHECK_FALSE(has_text(e.verdict));
  CHECK(text_of(e).empty());
}

TEST_CASE("teasers with their abstracts are a listing, and go from under an article") {
  std::string teasers;
  for (const char* name : {"a", "b", "c", "d"}) {
    teasers += std::string("<div class=item><h3><a href=/") + name + ">江边的第" + name +
               "座老房子</a></h3><p>" + kProse[name[0] - 'a'] + "</p></div>";
  }
  const Extraction listing = page("<div class=list>" + teasers + "</div>");
  CHECK(listing.verdict == Verdict::kListing);
  CHECK(text_of(listing).empty());
  const std::string words[] = {"旧书市集搬进了厂房，周末来了三拨人。",
                               "公交线路下周要改，新添两站。"};
  std::string others = "<h3>相关阅读</h3>";
  for (int i = 0; i < 4; ++i) {
    others += "<div class=item><h4><a href=/o/" + std::to_string(i) + ">厂房里的第" +
              std::to_string(i) + "个市集</a></h4><p>" + words[i % 2] + "</p></div>";
  }
  CHECK(text_of(page("<div class=content>" + prose() + "</div>" + others)) == expected());
}

TEST_CASE("a short text under a headline that leads elsewhere is a listing of one") {
  CHECK(page("<div class=post><h2><a href=/2>江边的老房子</a></h2><p>" + kProse[0] + "</p></div>")
            .verdict == Verdict::kListing);
  CHECK(page("<div class=post><h2>江边的老房子</h2><p>" + kProse[0] + kProse[1] + "</p></div>")
            .verdict == Verdict::kArticle);
}

TEST_CASE("a form that asks for a password in place of a text is a login wall") {
  CHECK(page("<div><h2>登录后查看全文</h2><form>账号<input name=u>密码<input type=password name=p>"
             "<button>登录</button></form></div>")
            .verdict == Verdict::kLogin);
  CHECK(
      page("<form><input type=password></form><div class=content>" + prose() + "</div>").verdict ==
      Verdict::kArticle);
}

TEST_CASE("comments under an article go, in a thread they are its posts") {
  std::string comments = "<div id=comments>";
  for (int i = 0; i < 3; ++i) {
    comments += "<div class=comment><p>写得真好，我小时候就住在码头边上，天天听汽笛。第" +
                std::to_string(i) + "次来看。</p></div>";
  }
  CHECK(text_of(page("<div class=content>" + prose() + "</div>" + comments + "</div>")) ==
        expected());
}

TEST_CASE("a thread's posts begin with a block of kind post") {
  std::string posts;
  for (const std::string& paragraph : kProse) {
    posts += "<div class=post><div class=message><p>" + paragraph +
             "</p><p>说完了，大家看看对不对。" + paragraph.substr(0, 30) + "</p></div></div>";
  }
  const Extraction e =
      page("<meta name=generator content='Discuz! X3.4'><div class=postlist>" + posts + "</div>");
  CHECK(e.verdict == Verdict::kThread);
  const auto count = std::count_if(e.blocks.begin(), e.blocks.end(),
                                   [](const Block& b) { return b.kind == BlockKind::kPost; });
  CHECK(count == 4);
}

TEST_CASE("lines without words and hashtags go from the body") {
  CHECK(text_of(page("<div class=content>" + prose("<p>* * *</p><p>#江边# @江城日报</p>") +
                     "</div>")) == expected());
}

TEST_CASE("an empty page, and one with a few words, have no text") {
  CHECK(text_of(page("")).empty());
  CHECK(text_of(page("<p>你好。</p>")).empty());
  CHECK(text_of(page("<p>" + std::string(5'000, 'x'))).empty());  // one word
}

TEST_CASE("deep, broken and empty trees are borne") {
  std::string deep;
  for (int i = 0; i < 1'500; ++i) deep += "<div>";
  CHECK_NOTHROW(page(deep + prose()));
  CHECK_NOTHROW(page("</html>" + prose() + "</p></td><table><tr>x"));
}
