#include "parser/html/skeleton.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "parser/ascii.h"
#include "parser/html/charset.h"
#include "parser/html/markup.h"
#include "parser/html/parse.h"
#include "tests/catch.h"
#include "tests/parser/html/same_tree.h"

namespace fs = std::filesystem;
using winnow::Arena;
using winnow::difference;
using winnow::Dom;
using winnow::DomLimits;
using winnow::Skeleton;
using winnow::SkeletonResult;

namespace {

const std::vector<std::string> kPieces = {"<b>",
                                          "</b>",
                                          "<b class=x>",
                                          "<i>",
                                          "</i>",
                                          "<p>",
                                          "</p>",
                                          "<div>",
                                          "</div>",
                                          "<span>",
                                          "</span>",
                                          "<table>",
                                          "</table>",
                                          "<tr>",
                                          "<td>",
                                          "</td>",
                                          "<caption>",
                                          "<colgroup>",
                                          "<col>",
                                          "<ul>",
                                          "<li>",
                                          "</ul>",
                                          "<a href=x>",
                                          "</a>",
                                          "<form>",
                                          "</form>",
                                          "<input type=hidden>",
                                          "<button>",
                                          "</button>",
                                          "<pre>",
                                          "</pre>",
                                          "\n",
                                          " ",
                                          "text",
                                          " more ",
                                          "&amp;",
                                          "&#32;",
                                          "&Zopf;",
                                          "<!-- c -->",
                                          "<br>",
                                          "</br>",
                                          "<h1>",
                                          "</h2>",
                                          "<font color=red>",
                                          "</font>",
                                          "<select>",
                                          "</select>",
                                          "<option>",
                                          "<textarea>",
                                          "</textarea>",
                                          "<script>",
                                          "</script>",
                                          "<style>",
                                          "</style>",
                                          "<title>",
                                          "</title>",
                                          "<svg>",
                                          "</svg>",
                                          "<path/>",
                                          "<math>",
                                          "</math>",
                                          "<mi>",
                                          "</mi>",
                                          "<template>",
                                          "</template>",
                                          "<body a=1>",
                                          "</body>",
                                          "<html b=2>",
                                          "</html>",
                                          "<head>",
                                          "</head>",
                                          "<noscript>",
                                          "</noscript>",
                                          "<x-y>",
                                          "</x-y>",
                                          "<nobr>",
                                          "<object>",
                                          "</object>",
                                          "<dd>",
                                          "<dt>",
                                          "<ruby>",
                                          "<rt>",
                                          "<hr>",
                                          "<img>",
                                          "<iframe>",
                                          "</iframe>",
                                          "<tbody>",
                                          "<th>",
                                          "</tr>",
                                          "<optgroup>",
                                          "<em>",
                                          "</em>",
                                          "<!doctype html>",
                                          "<main>",
                                          "<ol>",
                                          "<dl>",
                                          "<h2>",
                                          "<figure>",
                                          "<section>",
                                          "<strong>",
                                          "<label>",
                                          "<q>",
                                          "<marquee>",
                                          "<video>",
                                          "<source>",
                                          "<input>",
                                          "<meta>",
                                          "<link>",
                                          "<a>",
                                          "</p>",
                                          "</li>",
                                          "</h1>",
                                          "</button>",
                                          "</tbody>",
                                          "</caption>",
                                          "<code>"};

const std::string kFirst = "\xF3\xB0\x80\x80";  // U+F0000, the first piece

DomLimits unlimited() {
  DomLimits limits;
  limits.bytes = limits.gumbo_bytes = limits.arena_bytes = SIZE_MAX;
  limits.work = UINT64_MAX;
  return limits;
}

std::string skeleton_of(const std::string& html) {
  Arena strings;
  Skeleton skeleton;
  const auto result = winnow::make_skeleton(html, unlimited(), strings, skeleton);
  return result == SkeletonResult::kMade ? skeleton.html : "none";
}

std::string against_gumbo(std::string_view html) {
  return difference(Dom::parse(html), winnow::parse_without_skeleton(html, unlimited()));
}

std::string gunzip(const fs::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  std::vector<char> buffer(1 << 16);
  for (int n; (n = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
    bytes.append(buffer.data(), static_cast<size_t>(n));
  }
  gzclose(file);
  return bytes;
}

}  // namespace

TEST_CASE("a text is one character, attributes are gone, comments too") {
  const std::string a = "\xF3\xB0\x80\x80", b = "\xF3\xB0\x80\x81";  // U+F0000, U+F0001
  CHECK(skeleton_of("<p class=x>some text<!-- note --> and more") == "<p>" + a + " " + b);
  CHECK(skeleton_of("<My-Tag a=b>\t</p>") == "<x>\t</p>");
  CHECK(skeleton_of("<script>if (a<b) x()</script>") == "<script>" + a + "</script>");
  CHECK(skeleton_of("<style>p{}</style>") == "<style></style>");
  CHECK(skeleton_of("<table><svg viewBox='0 0 1 1'><path d=x /><title>t</title></svg>") ==
        "<table><svg></svg>");
  CHECK(skeleton_of("<table><input TYPE=Hidden><input type=text>") ==
        "<table><input type=hidden><input>");
  CHECK(skeleton_of("a</>b</p x=y>") == a + b + "</p>");
  CHECK(skeleton_of("a < b </ p") == a);
}

TEST_CASE("text characters and their numbers are one to one") {
  for (size_t index : {0u, 1u, 0xFFFDu, 0xFFFEu, 0x1FFFBu}) {
    CHECK(winnow::piece_index(winnow::piece_character(index)) == index);
  }
  CHECK(winnow::piece_character(0xFFFE) == 0x100000);
  CHECK(winnow::piece_character(winnow::kMaxPieces - 1) == 0x10FFFD);
  CHECK_FALSE(winnow::piece_index('a'));
  CHECK_FALSE(winnow::piece_index(0xFFFFE));
}

TEST_CASE("equal formatting elements stay equal, others differ") {
  CHECK(skeleton_of("<b class=x id=y><b id='y' class=\"x\"><b class=z><b>") ==
        "<b 0><b 0><b 1><b>");
}

TEST_CASE("what only tree construction can tell has no skeleton") {
  CHECK(skeleton_of("<frameset>") == "none");
  CHECK(skeleton_of("<svg><font color=red></svg>") == kFirst + "<font 0></svg>");
  CHECK(skeleton_of("<svg><title><b></svg>") == "none");
  CHECK(skeleton_of("<svg><p></svg>") == kFirst + "<p></svg>");
  CHECK(skeleton_of("<svg><g></p><style></svg>") == "none");
  CHECK(skeleton_of("<svg><g/></p><Path></svg><p><x-y>") == "<svg><g/></p><Path></svg><p><x>");
  CHECK(skeleton_of("<svg><g></svg>") == kFirst);
  CHECK(skeleton_of("<math><annotation-xml encoding=text/html><p></math>") == "none");
  CHECK(skeleton_of("<select><title>") == "none");
  CHECK(skeleton_of("<a title='&Zopf;'>") == "none");  // a name that our table lacks
  CHECK(skeleton_of("<p>&Zopf;") == "<p>&Zopf;");
}

TEST_CASE("the tree is that of the page, case by case") {
  for (const char* html :
       {"",
        " ",
        "x",
        "<",
        "</",
        "<p",
        "<p a",
        "<p a=",
        "<p a='b",
        "</p",
        "<!",
        "<!-",
        "<!--",
        "<!doctype html><p>x",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><p><table>",
        "<table>x<tr> <td>y</table>",
        "<svg></svg\n>\n",
        "<svg><g></g a=b>x</svg >y",
        "<math><mi>x</mi/></math >y",
        "<table> <!-- --> x <tr>",
        "<table> <b> x</table>",
        "<pre>\nx\n  y</pre>",
        "<pre><!-- -->\nx",
        "<pre>\n\nx",
        "<pre> <b>\n</b></pre> \n x",
        "<textarea>\n a &lt; b </textarea>",
        "<textarea>\n&#10;a",
        "<title> &amp;&Zopf; </title>",
        "<listing>\n a </listing>",
        "<plaintext> a <b>",
        "<xmp> <b> </xmp>",
        "<pre><table> \n x",
        "a&amp;b &nbsp; &copy &copyx &#32; x&#10;y &notit; &unknown; &Zopf; &; & &#; &#x;",
        "&#x80;&#0;&#xD800;&#x110000;&#99999999999;&#xF0000;&#x10FFFD;&#13;",
        "<p a=&amp; b='&copy=1' c=&copy d='&#32;&#128;x&y=z' e='&lt;&LT;&ltx'>",
        "<p a a=1 A=2 b>",
        "<p =x ==y a==b>",
        "<p/a/b=c/>",
        "<p a='x'b=y>",
        "<br/><p/>x",
        "<html a=1><body b=2><html a=3 c=4><body b=5 d=6 class='x'>",
        "x<html lang=zh>",
        "<b><p>x</b>y",
        "<p><b class=a><b class=a><b class=a><b class=a></p>x",
        "<font color=red><p>a<font color=red><p>b</font>c",
        "<a href=1>x<a href=2>y",
        "<nobr>a<nobr>b",
        "<form><b></b>\n<!-- -->\n</form>\n",
        "<form>a<!-- -->b</form>c",
        "<select><option>a<option>b</select>c",
        "<select><script>x</script></select>y",
        "<script><!-- <script> </script> --> </script>x",
        "<script><!--></script>x",
        "<script type=application/json>{\"a\": \"<b>\"}</script>",
        "<SCRIPT>x</ScRiPt >y",
        "<script>x</scriptx></script",
        "<style>x</style/ a=b>y",
        "<iframe><p></iframe>z",
        "<noscript><img src=x></noscript>",
        "<head><noscript><link></noscript><title>t</title>",
        "<template><td>x</td></template>",
        "<svg/>x",
        "<svg><path/></svg>x",
        "<svg>x<![CDATA[>]]>y</svg>z",
        "<svg><title>t</title><desc>d</desc><style>s</style></svg>",
        "<SVG><G></g></SVG>",
        "<math><mi>x</mi><mo>&lt;</mo><mrow><mn/></mrow></math>y",
        "<math><math></math></math>z",
        "<b><svg></b></svg>x",
        "<svg><g><path></g>x</svg>y",
        "<svg><g><svg></g></svg>x</svg>y",
        "<p><svg><a></a></svg></p>",
        "<x-y A=1>t</x-y><Ünder>u</Ünder>",
        "<image src=a>",
        "</br></p>x",
        "<ul><li>a<li>b</ul>",
        "<dl><dt>a<dd>b",
        "<body>x</body> y <!-- --> z</html> w",
        "<ruby>a<rt>b</ruby>",
        "<button>a<button>b",
        "<input type=hidden><frameset>",
        "<table><input type=hidden><input type=text>",
        "<table><form><tr><td></form>x",
        "<?xml version='1.0'?><p>x",
        "<![CDATA[x]]>y",
        "<table><caption> a <td>b",
        "<colgroup> <col> x",
        "<p>x<!doctype html>y",
        "a</></><odd>b</><p x>"}) {
    INFO(html);
    CHECK(against_gumbo(html) == "");
  }
}

// Gumbo moves the elements in the last block that the adoption agency comes to, but not a text that
// it has read and not placed yet.
TEST_CASE("the tree is that of the page, whatever stands before an a with any number of blocks") {
  for (const char* before : {"", "<b>", "<p><a>", "<table><td><a>", "<object><a></object>"}) {
    for (const char* last : {"<style></style>", "<i>x</i>", "<br>", "<hr>", "<p>x</p>", "</a><br>",
                             "<div></a><i></i>", "<table><td><a>x</table><br>"}) {
      for (size_t blocks = 5; blocks < 24; ++blocks) {
        std::string html = std::string(before) + "<a>";
        for (size_t i = 0; i < blocks; ++i)
          html += i % 4 == 3 ? "<section><br></section>" : "<div>";
        html += last + std::string("<a>x");
        INFO(html);
        CHECK(against_gumbo(html) == "");
      }
    }
  }
}

TEST_CASE("the tree is that of the page, for pages made at random from awkward pieces") {
  std::mt19937 random(20240229);
  for (int round = 0; round < 20'000; ++round) {
    std::string html;
    for (uint32_t pieces = random() % 24; pieces > 0; --pieces) {
      html += kPieces[random() % kPieces.size()];
    }
    const std::string found = against_gumbo(html);
    if (found.empty()) continue;
    INFO(html);
    CHECK(found == "");
  }
}

TEST_CASE("the tree is that of the page, for pages made at random whose elements mostly close") {
  std::mt19937 random(20240301);
  for (int round = 0; round < 20'000; ++round) {
    std::string html;
    std::vector<std::string> open;
    for (uint32_t pieces = random() % 40; pieces > 0; --pieces) {
      if (!open.empty() && random() % 3 == 0) {
        html += open.back();
        open.pop_back();
        continue;
      }
      const std::string& piece = kPieces[random() % kPieces.size()];
      html += piece;
      const bool starts = piece.size() > 2 && piece[0] == '<' && winnow::is_alpha(piece[1]);
      if (!starts || random() % 4 == 0) continue;
      const std::string name = piece.substr(1, piece.find_first_of(" />") - 1);
      open.push_back("</");
      open.back().append(name).append(">");
    }
    for (; !open.empty() && random() % 8 != 0; open.pop_back()) html += open.back();
    const std::string found = against_gumbo(html);
    if (found.empty()) continue;
    INFO(html);
    CHECK(found == "");
  }
}

TEST_CASE("the tree is that of the page, for every shared page") {
  const char* shared = std::getenv("WINNOW_SHARED");
  const fs::path pages =
      (shared ? fs::path(shared) : fs::path(WINNOW_SOURCE_DIR) / "../shared") / "extract/pages";
  if (!fs::exists(pages)) {
    WARN("SKIPPED: no shared pages at " << pages);
    return;
  }
  int without = 0, all = 0;
  for (const auto& entry : fs::directory_iterator(pages)) {
    const std::string bytes = gunzip(entry.path());
    const winnow::Decoded page = winnow::decode(bytes, "");
    const std::string found =
        difference(Dom::parse(page.text()), winnow::parse_without_skeleton(page.text(), {}));
    INFO(entry.path());
    CHECK(found == "");
    ++all;
    without += skeleton_of(std::string(page.text())) == "none";
  }
  CHECK(without * 50 <= all);  // what is left to Gumbo whole is the exception
}
