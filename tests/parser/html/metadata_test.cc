#include "parser/html/metadata.h"

#include <array>

#include "parser/html/byline.h"
#include "parser/html/json_ld.h"
#include "parser/html/lines.h"
#include "parser/html/meta_tags.h"
#include "parser/html/title.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

Metadata of(std::string_view html, std::string_view path = "/") {
  return metadata_of(Dom::parse(html), path);
}

using List = std::vector<std::string>;

// A body long enough to be prose.
const std::string kProse =
    "<p>村口的水车修好了，从今天早上开始又转了起来，孩子们围着看，老人们坐在桥头说起从前的事情，"
    "谁也没有想到它还能再转起来，大家都说这是一个好年头。</p>";

}  // namespace

TEST_CASE("lines are what a browser breaks, with the parts that inline elements make") {
  const Dom dom = Dom::parse(
      "<nav><a href=/>Home</a></nav><h2>A <em>fine</em> day</h2><div>one<br>two <b>three</b>"
      "</div><p hidden>no</p><script>x</script>");
  const Lines made = lines_of(dom, chrome_nodes(dom));
  const std::vector<Line>& lines = made.all;
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].text == "Home");
  CHECK(lines[0].link);
  CHECK(lines[1].text == "A fine day");
  CHECK(lines[1].parts() ==
        "A\x1F"
        "fine\x1F"
        "day");
  CHECK(lines[1].heading == 2);
  CHECK(lines[2].text == "one");
  CHECK(lines[3].text == "two three");
  CHECK(lines[4].hidden);
}

TEST_CASE("words are found whatever their case, anywhere in a text") {
  constexpr auto kWords = std::to_array<std::string_view>({"author", "name"});
  CHECK(contains_any("post-Author", kWords));
  CHECK(contains_any("nickNAME", kWords));
  CHECK_FALSE(contains_any("autho nam", kWords));
  CHECK_FALSE(contains_any("", kWords));
}

TEST_CASE("the title is the heading that the title element confirms") {
  CHECK(of("<title>水车又转了_乡村新闻_谷粒网</title><h1>谷粒网</h1><h2>水车又转了</h2>").title ==
        "水车又转了");
  CHECK(of("<title>Grain &amp; Co - The mill turns</title><h1>The mill turns</h1>").title ==
        "The mill turns");
  CHECK(of("<meta property=og:title content='The mill turns | Grain'><h1>The mill turns</h1>")
            .title == "The mill turns");
  CHECK(of("<title>谷粒网</title><div class=logo>谷粒网</div><h1>水车又转了起来</h1>" + kProse)
            .title == "水车又转了起来");
}

TEST_CASE("a banner that links home is not the title, whatever its heading") {
  CHECK(of("<title>水车又转了起来 @ 慢慢走的日子 :: 谷粒网</title>"
           "<div id=banner><h1><a href='/'>慢慢走的日子</a></h1></div><h2>水车又转了起来</h2>" +
           kProse)
            .title == "水车又转了起来");
  CHECK(of("<title>水车又转了起来 @ 慢慢走的日子</title><h2>看水、走路、拍照，偶尔抱怨几句</h2>"
           "<h2><a href='/p/7'>水车又转了起来</a></h2>" +
           kProse)
            .title == "水车又转了起来");
}

TEST_CASE("without a heading the site's name is cut from the title element") {
  CHECK(of("<title>The mill turns again after years | Grain News</title>").title ==
        "The mill turns again after years");
  CHECK(of("<title>水车又转了起来-谷粒网</title>").title == "水车又转了起来");
  CHECK(of("<title>A step-by-step guide</title>").title == "A step-by-step guide");
  CHECK(of("<p>none</p>").title == "");
}

TEST_CASE("title parts are what separators divide") {
  const auto parts = title_parts("水车_新闻 - 谷粒网|首页");
  REQUIRE(parts.size() == 4);
  CHECK(parts[0] == "水车");
  CHECK(parts[3] == "首页");
  CHECK(title_parts("").empty());
  CHECK(title_parts("-").empty());
}

TEST_CASE("the site's name is what the page says, else the end of its title") {
  CHECK(of("<meta property=og:site_name content=谷粒网><title>a_b</title>").site_name == "谷粒网");
  CHECK(of("<title>The mill turns | Grain News</title><h1>The mill turns</h1>").site_name ==
        "Grain News");
}

TEST_CASE("the date comes from JSON-LD, meta, the page, the path, in this order") {
  const std::string shown = "<h1>水车又转了</h1><div class=info>2020-01-02 03:04</div>" + kProse;
  const std::string meta = "<meta property='article:published_time' content='2021-01-01'>";
  CHECK(of("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":"
           "\"2022-05-06T07:08:09+08:00\"}</script>" +
           meta + shown)
            .published == "2022-05-06T07:08:09+08:00");
  CHECK(of(meta + shown).published == "2021-01-01");
  CHECK(of(shown).published == "2020-01-02T03:04");
  CHECK(of("<h1>水车又转了</h1>" + kProse, "/2019/08/07/1.html").published == "2019-08-07");
  CHECK(of("<h1>水车又转了</h1>" + kProse, "/1.html").published == "");
}

TEST_CASE("of one day the more precise date is taken") {
  CHECK(of("<meta name=publishdate content=2020-01-02><h1>水车又转了</h1>"
           "<p>2020年01月02日03:04 来源：谷粒网</p>")
            .published == "2020-01-02T03:04");
}

TEST_CASE("a date of something else is not the article's") {
  CHECK(of("<h1>水车又转了</h1>" + kProse + "<footer>© 2020-01-02 谷粒网</footer>").published ==
        "");
  CHECK(of("<h1>水车又转了</h1><p>发布：2020-01-02</p><p>更新：2021-01-02</p>").published ==
        "2020-01-02");
}

TEST_CASE("the author is a person, not the site or the editor") {
  const std::string title = "<title>水车又转了_谷粒网</title><h1>水车又转了</h1>";
  CHECK(of(title + "<p>2020-01-02 作者：王小麦 来源：谷粒网</p>" + kProse).author == "王小麦");
  CHECK(of("<meta name=author content=谷粒网>" + title + kProse).author == "");
  CHECK(of(title + kProse + "<p>责任编辑：王小麦</p>").author == "");
  CHECK(of(title + kProse + "<p>（文/图 王小麦 李米）</p>").author == "王小麦 李米");
  CHECK(of(title + "<p>本报记者　王小麦</p>" + kProse).author == "王小麦");
  CHECK(of(title + kProse + "<p>（王小麦）</p>").author == "王小麦");
  CHECK(of("<meta name=author content=105464>" + title + kProse).author == "");
}

TEST_CASE("English authors are found") {
  const std::string title = "<title>The mill turns</title><h1>The mill turns</h1>";
  CHECK(of("<meta name=author content='Ann Lee'>" + title + "<p>By Ann Lee</p>").author ==
        "Ann Lee");
  CHECK(of(title + "<span class=byline>By Ann Lee and Bob Stone</span>").author ==
        "Ann Lee, Bob Stone");
  CHECK(of(title + "<a rel=author href=/ann>Ann Lee</a>").author == "Ann Lee");
  CHECK(of("<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[{\"name\":"
           "\"Ann Lee\"},{\"name\":\"Bob Stone\"}]}</script>" +
           title)
            .author == "Ann Lee, Bob Stone");
}

TEST_CASE("an account's name is found where a blog or a portal shows it") {
  const std::string title = "<title>水车又转了</title><h1>水车又转了</h1>";
  CHECK(of(title + kProse +
           "<div>posted @ <span>2024-05-09 14:45</span> <a href='/miller'>磨坊主</a> 阅读(3)</div>")
            .author == "磨坊主");
  CHECK(of(title +
           "<div class='author-info right'><a class=author-info__name href=/x>磨坊主</a>"
           "</div>" +
           kProse)
            .author == "磨坊主");
}

TEST_CASE("bylines are read with their labels") {
  CHECK(names_in_byline("作者：王小麦") == List{"王小麦"});
  CHECK(names_in_byline("时间：2020-01-02\x1F作者：网络整理\x1F阅读：7") == List{"网络整理"});
  CHECK(names_in_byline("执笔/叨叨姐、胡一刀&李小飞刀") == List{"叨叨姐", "胡一刀", "李小飞刀"});
  CHECK(names_in_byline("本报记者  王乐文  方  敏") == List{"王乐文", "方敏"});
  CHECK(names_in_byline("中央社記者溫貴香台北21日電") == List{"溫貴香"});
  CHECK(names_in_byline("编辑：王小麦") == List{});
  CHECK(names_in_byline("记者从会上了解到，水车修好了") == List{});
  CHECK(names_in_byline("一般来说作文/日记要写好") == List{});
  CHECK(names_in_byline("") == List{});
}

TEST_CASE("a Han name has two to four characters and begins with a surname") {
  CHECK(is_han_name("王小麦"));
  CHECK(is_han_name("歐陽修"));
  CHECK(is_han_name("阿不都·热合曼"));
  CHECK_FALSE(is_han_name("王"));
  CHECK_FALSE(is_han_name("水车修好了"));
  CHECK_FALSE(is_han_name("的确"));
  CHECK_FALSE(is_han_name("Ann"));
}

TEST_CASE("JSON-LD is read through graphs and lists, and what is broken is skipped") {
  const auto read = [](std::string_view json) {
    const std::string html =
        "<script type='application/ld+json'>" + std::string(json) + "</script>";
    return json_ld_of(Dom::parse(html));
  };
  CHECK(read("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Grain\"},{\"@type\":[\"Thing\","
             "\"NewsArticle\"],\"headline\":\"The mill\"}]}")
            .headline == "The mill");
  CHECK(read("[{\"@type\":\"WebSite\",\"name\":\"Grain\"}]").site_name == "Grain");
  CHECK(read("{\"@type\":\"Article\",\"headline\":\"two\nlines\",}").headline == "two lines");
  CHECK(read("<!-- {\"@type\":\"Article\",\"headline\":\"x\"} -->").headline == "x");
  CHECK(read("{\"@type\":\"Article\",\"author\":\"Ann\",\"publisher\":{\"name\":\"Grain\"}}")
            .publisher == "Grain");
  CHECK(read("{\"@type\":\"Article\",\"headline\":").headline == "");
  CHECK(read("not json").headline == "");
  CHECK(read(std::string(100'000, '[')).headline == "");
  CHECK(read("{\"@type\":\"WebPage\",\"headline\":\"page\"},").headline == "page");
}

TEST_CASE("the declared language is a tag or nothing") {
  CHECK(of("<html lang=zh-CN>").declared_language == "zh-CN");
  CHECK(of("<html lang=zh_TW>").declared_language == "zh-TW");
  CHECK(of("<meta http-equiv=content-language content='de, en'>").declared_language == "de");
  CHECK(of("<html lang='{{lang}}'>").declared_language == "");
  CHECK(of("<p>").declared_language == "");
  CHECK(language_tag("en-GB,en;q=0.5") == "en-GB");
}

TEST_CASE("no bytes make metadata fail") {
  for (const char* html :
       {"", "<", "<title>", "<title>\xFF\xFE</title>", "<h1></h1>", "<title>-|_</title><h1>-</h1>",
        "<meta name=author content='\xFF'>", "<table><tr><td><h1>x"}) {
    INFO(html);
    CHECK_NOTHROW(of(html));
  }
}

TEST_CASE("the title is the part of the heading that the title element confirms") {
  CHECK(of("<title>水车又转了，有人去看过吗 - 闲谈 - 谷粒社区 - Powered by Discuz!</title>"
           "<h1><a href=/t/3>[求助]</a> <span>水车又转了，有人去看过吗</span></h1>")
            .title == "水车又转了，有人去看过吗");
}

TEST_CASE("what the software says of itself is not the site's name") {
  CHECK(of("<title>水车又转了 - 闲谈 - 谷粒社区 - Powered by Discuz!</title><h1>水车又转了</h1>")
            .site_name == "谷粒社区");
}

TEST_CASE("a headline that links to its own page is the title, not the blog's name above") {
  const std::string page =
      "<title>水車又轉了起來 @ 慢慢走的日子 :: 隨手寫</title><h1><a href=/>慢慢走的日子</a></h1>"
      "<p>Dec 28 Sat 2013 00:28</p><h2><a href='http://b.example/post/7'>水車又轉了起來</a></h2>" +
      kProse;
  CHECK(of(page, "/post/7").title == "水車又轉了起來");
  CHECK(of(page, "/post/7").published == "2013-12-28T00:28");
}

TEST_CASE("the sign that links to a heading is no part of the title") {
  CHECK(of("<title>Install — Mill</title><h1>Install<a class=headerlink href='#top'>¶</a></h1>")
            .title == "Install");
  CHECK(of("<title>C# — Mill</title><h1>C<a href='/c-sharp'>#</a></h1>").title == "C#");
}

TEST_CASE("a question's date is not that of its answers") {
  CHECK(of("<h1>水车为什么不转了？</h1><div class=desc>" + kProse +
           "</div><div class=info>某人 2019-12-03 20:14 浏览 8</div>"
           "<div class=answer><p>要上油。</p><p class=time>发布于2019-12-04 08:31</p></div>")
            .published == "2019-12-03T20:14");
}

TEST_CASE("a unit in brackets is no signature") {
  CHECK(of("<h1>补助项目公布</h1>" + kProse + "<table><tr><td>补助金额（万元）</td></tr></table>")
            .author == "");
}
