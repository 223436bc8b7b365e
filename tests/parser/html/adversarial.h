#pragma once
#include <string>
#include <vector>

namespace winnow {

struct AdversarialPage {
  std::string name;
  std::string html;
};

// Pages made to be slow: each shape is quadratic or worse in Gumbo, or was in something else.
inline std::vector<AdversarialPage> adversarial_pages(size_t bytes) {
  const auto filled = [&](const std::string& head, const std::string& piece,
                          const std::string& tail = "") {
    std::string html = head;
    while (html.size() + piece.size() + tail.size() <= bytes) html += piece;
    return html + tail;
  };
  // A piece that differs each time: `#` becomes a number.
  const auto counted = [&](const std::string& head, const std::string& piece) {
    std::string html = head;
    for (size_t i = 0; html.size() + piece.size() + 8 <= bytes; ++i) {
      for (char c : piece) html += c == '#' ? std::to_string(i) : std::string(1, c);
    }
    return html;
  };
  const auto halves = [&](const std::string& open, const std::string& close) {
    std::string html;
    const size_t times = bytes / (open.size() + close.size());
    for (size_t i = 0; i < times; ++i) html += open;
    for (size_t i = 0; i < times; ++i) html += close;
    return html;
  };
  return {
      {"font-b-p", filled("", "<font><b><p>")},
      {"open b", filled("", "<b>")},
      {"open b, all different", counted("", "<b a=#>")},
      {"open b, then p", filled("", "<b><p>")},
      {"700 open b, then p",
       [&] {
         std::string head;
         for (int i = 0; i < 700; ++i) head += "<b a=" + std::to_string(i) + ">";
         return filled(head, "<p>");
       }()},
      {"1900 open div, then p",
       [&] {
         std::string head;
         for (int i = 0; i < 1900; ++i) head += "<div>";
         return filled(head, "<p>");
       }()},
      {"1900 open span, then stray end tags",
       [&] {
         std::string head;
         for (int i = 0; i < 1900; ++i) head += "<span>";
         return filled(head, "</i>");
       }()},
      {"nested tables", filled("", "<table>")},
      {"nested tables with cells", filled("", "<table><tr><td>")},
      {"nested div", filled("", "<div>")},
      {"nested div, closed", halves("<div>", "</div>")},
      {"div in table that cannot be closed", filled("", "<div><table></div>")},
      {"crossed b and i", filled("", "<b><i></b>")},
      {"crossed a and div", filled("", "<a><div></a>")},
      {"crossed p and b", filled("", "<p><b></p>")},
      {"crossed p and different b", counted("", "<p><b a=#></p>x")},
      {"open font in blocks", counted("", "<div><font size=#></div>")},
      {"nested lists", filled("", "<ul><li>")},
      {"items that close nothing", filled("", "<li><div>")},
      {"nested buttons", filled("", "<button><p>")},
      {"nested forms", filled("", "<form></form>")},
      {"headings", filled("", "<h1></h2>")},
      {"stray end tags", filled("", "</p>")},
      {"foster parents", filled("<table>", "x<b>")},
      {"foster parents, text", filled("<table>", "x<tr>")},
      {"selects", filled("", "<select><option>")},
      {"templates", filled("", "<template>")},
      {"svg", filled("", "<svg>")},
      {"svg groups", filled("<svg>", "<g>")},
      {"svg one after another", filled("", "<svg><g>x</g></svg>")},
      {"broken svg at the end", filled("", "<p>x", "<svg><p></svg>")},
      {"math", filled("", "<math>")},
      {"math in p", filled("", "<p><math><mi>")},
      {"one tag with many attributes", counted("<p ", "a# ") + ">"},
      {"one tag with one attribute again and again", filled("<p ", "a ", ">")},
      {"html tags with attributes", counted("", "<html a#=1>")},
      {"body tags with many attributes", counted("", "<body a# b# c#>")},
      {"many comments", filled("", "<!---->")},
      {"an endless comment", filled("<!--", "- -")},
      {"comments in a table", filled("<table>", "x<!---->")},
      {"comments in a form", filled("<form>", "x<!---->x</form>")},
      {"NUL", std::string(bytes, '\0')},
      {"less than", std::string(bytes, '<')},
      {"ampersands", std::string(bytes, '&')},
      {"references", filled("", "&amp;")},
      {"references that only Gumbo knows", filled("", "&Zopf;")},
      {"references in attributes", filled("", "<a b=&amp;>")},
      {"references that only Gumbo knows, in attributes", filled("", "<a b=&Zopf;>")},
      {"a long text", std::string(bytes, 'x')},
      {"a long text left to Gumbo", std::string(bytes, 'x') + "<frameset>"},
      {"many texts", filled("", "x<br>")},
      {"one-letter tags", filled("", "<x>")},
      {"scripts", filled("", "<script></script>")},
      {"a script with comments", filled("<script>", "<!--<script>")},
      {"doctypes", filled("", "<!doctype html>")},
      {"a long doctype", filled("<!doctype ", "html ")},
      {"ill-formed UTF-8", std::string(bytes, '\xE4')},
      {"carriage returns", std::string(bytes, '\r')},
      {"white space", std::string(bytes, ' ')},
      {"white space in pre", "<pre>" + std::string(bytes, ' ')},
      {"images", filled("", "<img>")},
      {"objects", filled("", "<object>")},
      {"rubies", filled("", "<ruby><rt>")},
      {"columns", filled("<table><colgroup>", "<col>")},
      {"rows", filled("<table>", "<tr><td>x")},
      {"options", filled("<select>", "<optgroup><option>")},
  };
}

}  // namespace winnow
