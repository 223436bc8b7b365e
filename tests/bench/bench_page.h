#pragma once
// Pages for benchmarks, of 30 KB with 40 links each, in the proportions of the web's: of 189 news,
// blog and forum pages of 20 to 45 KB that were looked at, the mean has 374 tags, 96 blocks of
// text, 8 KB of text, 5.9 of them the article's in 32 blocks, 4.5 KB of scripts and styles. The
// rest is what tags say.
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace winnow {

class BenchPage {
 public:
  // Page `page` of `pages` on host `host` of `hosts`: an article unlike every other. Its links make
  // a tree, so that every page can be reached from page 0 of each host.
  BenchPage(uint64_t host, uint64_t page, uint64_t hosts, uint64_t pages)
      : host_(host),
        page_(page),
        hosts_(hosts),
        pages_(pages),
        random_((host * 1'000'003 + page) * 0x9e3779b97f4a7c15 + 1) {
    html_.reserve(32 << 10);
    head();
    menu();
    article();
    teasers();
    foot();
  }

  std::string take() { return std::move(html_); }

 private:
  static constexpr std::string_view kWords[] = {
      "the",      "of",       "and",       "to",         "in",       "a",         "is",
      "that",     "for",      "it",        "was",        "on",       "with",      "as",
      "by",       "at",       "from",      "his",        "they",     "this",      "have",
      "had",      "not",      "are",       "but",        "which",    "one",       "you",
      "were",     "all",      "her",       "would",      "there",    "their",     "we",
      "when",     "who",      "will",      "more",       "no",       "council",   "river",
      "morning",  "station",  "garden",    "winter",     "market",   "letter",    "teacher",
      "harbour",  "village",  "train",     "doctor",     "summer",   "bridge",    "window",
      "farmer",   "meeting",  "question",  "government", "company",  "children",  "evening",
      "museum",   "library",  "weather",   "election",   "factory",  "history",   "building",
      "language", "mountain", "hospital",  "railway",    "student",  "according", "between",
      "another",  "because",  "without",   "through",    "nothing",  "several",   "against",
      "million",  "opened",   "announced", "decided",    "returned", "brought",   "expected",
      "remained", "followed", "described", "report",     "visitors"};
  static constexpr size_t kArticleBytes = 5'900;
  static constexpr uint64_t kMenu = 10, kTags = 4, kTeasers = 18, kFoot = 8;  // links: 40

  uint64_t next() { return (random_ = random_ * 6364136223846793005 + 1) >> 33; }
  BenchPage& add(std::string_view text) {
    html_ += text;
    return *this;
  }
  BenchPage& add(uint64_t number) { return add(std::string_view(std::to_string(number))); }
  BenchPage& title() { return add("Page ").add(page_).add(" of host ").add(host_); }
  // The first of the list are more frequent, as in texts.
  void words(size_t count) {
    constexpr size_t size = std::size(kWords);
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) add(" ");
      add(kWords[next() % size * (next() % size) / size]);
    }
  }
  // The page that link `number` of those to the own host leads to: of the first eight, children.
  uint64_t target(uint64_t number) {
    return (number < 8 ? page_ * 8 + number + 1 : next()) % pages_;
  }

  void head() {
    add("<!DOCTYPE html>\n<html class=\"no-js\" lang=\"en\" prefix=\"og: http://ogp.me/ns#\">\n"
        "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>")
        .title()
        .add(
            " | The Bench</title>\n<meta property=\"og:type\" content=\"article\">\n"
            "<meta property=\"og:site_name\" content=\"The Bench\">\n"
            "<meta property=\"og:title\" content=\"")
        .title()
        .add("\">\n<meta name=\"description\" content=\"");
    words(20);
    add("\">\n<meta property=\"article:published_time\" content=\"2026-03-14T09:26:53+00:00\">\n");
    for (uint64_t i = 0; i < 6; ++i)
      add("<link rel=\"stylesheet\" id=\"theme-part-")
          .add(i)
          .add("-css\" href=\"/assets/themes/bench/css/part.min.css?ver=5.4.2\" media=\"all\">\n");
    add("<style>");
    for (uint64_t i = 0; i < 12; ++i)
      add(".teaser--")
          .add(i)
          .add(" .teaser__title{margin:0 0 .5em;font-size:1.25rem;color:#333}\n");
    add("</style>\n<script>");
    for (uint64_t i = 0; i < 30; ++i)
      add("window.dataLayer=window.dataLayer||[];dataLayer.push({\"slot\":\"ad-")
          .add(i)
          .add("\",\"sizes\":[[300,250],[728,90]],\"if\":a<b&&c>d});\n");
    add("</script>\n<script async src=\"/assets/themes/bench/js/main.min.js?ver=5.4.2\"></script>\n"
        "</head>\n");
  }

  void menu() {
    add("<body class=\"post-template-default single single-post layout-boxed right-sidebar\">\n"
        "<header class=\"site-header\" role=\"banner\">\n  <div class=\"site-header__inner wrap\">"
        "\n    <div class=\"logo\"><img src=\"/assets/logo.svg\" alt=\"The Bench\" width=\"180\" "
        "height=\"40\"></div>\n    <nav class=\"main-menu\" aria-label=\"Main\">\n      "
        "<ul id=\"menu-main\" class=\"menu menu--horizontal\">\n");
    for (uint64_t i = 0; i < kMenu; ++i)
      add("        <li id=\"menu-item-")
          .add(2001 + i)
          .add(
              "\" class=\"menu-item menu-item-type-custom\"><a class=\"menu-item__link\" "
              "href=\"http://h")
          .add((host_ + i * i + page_) % hosts_)
          .add(".example/0\"><span>Section ")
          .add(i)
          .add("</span></a></li>\n");
    add("      </ul>\n    </nav>\n    <form class=\"search-form\" action=\"/search\"><label>Search "
        "<input type=\"search\" name=\"s\" placeholder=\"Search this site\"></label><button "
        "type=\"submit\">Go</button></form>\n  </div>\n</header>\n");
  }

  void article() {
    add("<main id=\"content\" class=\"content-area\">\n<article id=\"post-")
        .add(page_)
        .add(
            "\" class=\"post type-post status-publish format-standard hentry\">\n"
            "<header class=\"entry-header\">\n<h1 class=\"entry-title\">")
        .title()
        .add(
            "</h1>\n<p class=\"entry-meta\"><span class=\"entry-meta__author\">By Jane Farmer"
            "</span> <time class=\"entry-meta__date\" datetime=\"2026-03-14T09:26:53+00:00\">March "
            "14, 2026</time></p>\n</header>\n<figure class=\"entry-thumbnail\"><img width=\"1030\" "
            "height=\"438\" src=\"/uploads/2026/03/lead-1030x438.jpg\" srcset=\"/uploads/2026/03/"
            "lead-300x128.jpg 300w, /uploads/2026/03/lead-768x327.jpg 768w\" sizes=\"(max-width: "
            "1030px) 100vw, 1030px\" alt=\"\"><figcaption>");
    words(9);
    add(".</figcaption></figure>\n<div class=\"entry-content clearfix\">\n");
    const size_t end = html_.size() + kArticleBytes;
    for (int paragraph = 0; html_.size() < end; ++paragraph) {
      if (paragraph % 8 == 5) {
        add("<h2>");
        words(5);
        add("</h2>\n");
      }
      add("<p>");
      for (uint64_t sentence = 1 + next() % 3; sentence > 0; --sentence) {
        words(8 + next() % 12);
        const uint64_t kind = next() % 4;  // of how the sentence goes on
        add(kind == 0 ? ", <em>" : kind == 1 ? "\u2019s \u201C" : ", ");
        words(3);
        add(kind == 0 ? "</em> " : kind == 1 ? "\u201D " : " ");
        add(next() % 10'000).add(sentence > 1 ? ". " : ".");
      }
      add("</p>\n");
    }
    add("</div>\n<ul class=\"entry-tags\">");
    for (uint64_t i = 0; i < kTags; ++i)
      add("<li class=\"entry-tags__item\"><a rel=\"tag\" href=\"/")
          .add(target(i))
          .add("\">")
          .add(kWords[40 + (page_ + i) % 40])
          .add("</a></li>");
    add("</ul>\n<div class=\"share-bar\">\n");
    for (const char* service : {"Facebook", "Twitter", "WhatsApp", "E-Mail", "Print"})
      add("<button class=\"share-bar__button\" type=\"button\" data-share=\"")
          .add(service)
          .add("\" aria-label=\"Share\"><span>")
          .add(service)
          .add("</span></button>\n");
    add("</div>\n</article>\n");
  }

  void teasers() {
    add("<aside class=\"widget-area sidebar\" role=\"complementary\">\n<h3 class=\"widget-title\">"
        "<span>Related articles</span></h3>\n<ul class=\"teaser-list teaser-list--compact\">\n");
    for (uint64_t i = 0; i < kTeasers; ++i) {
      const uint64_t to = target(kTags + i);
      add("  <li class=\"teaser-list__item\">\n    <div class=\"teaser teaser--")
          .add(i % 12)
          .add("\" data-id=\"")
          .add(to)
          .add(
              "\">\n      <figure class=\"teaser__image\"><img class=\"lazyload\" width=\"80\" "
              "height=\"60\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEA\" "
              "data-src=\"/uploads/2026/03/teaser-")
          .add(to)
          .add("-80x60.jpg\" data-srcset=\"/uploads/2026/03/teaser-")
          .add(to)
          .add(
              "-160x120.jpg 2x\" alt=\"\"></figure>\n      <div class=\"teaser__body\">\n        "
              "<h4 class=\"teaser__title\"><a class=\"teaser__link\" href=\"/")
          .add(to)
          .add("\">Related page number ")
          .add(to)
          .add(
              "</a></h4>\n        <time class=\"teaser__date\" datetime=\"2026-03-12T08:00:00"
              "+00:00\">March 12, 2026</time>\n      </div>\n    </div>\n  </li>\n");
    }
    add("</ul>\n</aside>\n</main>\n<section id=\"respond\" class=\"comment-respond\">\n<h3 "
        "class=\"comment-reply-title\">Leave a reply</h3>\n<form action=\"/wp-comments-post\" "
        "method=\"post\" class=\"comment-form\">\n<p class=\"comment-notes\">Your email address "
        "will not be published. Required fields are marked *</p>\n"
        "<p class=\"comment-form-comment\"><label for=\"comment\">Comment</label> <textarea "
        "id=\"comment\" name=\"comment\" cols=\"45\" "
        "rows=\"8\" maxlength=\"65525\"></textarea></p>\n<p class=\"form-submit\"><button "
        "name=\"submit\" type=\"submit\" class=\"submit\">Post comment</button></p>\n</form>\n"
        "</section>\n");
  }

  void foot() {
    add("<footer class=\"site-footer\" role=\"contentinfo\">\n<ul class=\"footer-menu menu\">\n");
    for (uint64_t i = 0; i < kFoot; ++i)
      add("<li class=\"footer-menu__item\"><a class=\"footer-menu__link\" href=\"/")
          .add(target(kTags + kTeasers + i))
          .add("\">Archive ")
          .add(i)
          .add("</a></li>\n");
    add("</ul>\n<p class=\"copyright\">Copyright 2026 The Bench. All rights reserved.</p>\n"
        "</footer>\n<script>");
    for (uint64_t i = 0; i < 12; ++i)
      add("document.querySelectorAll(\".lazyload\").forEach(function(n){n.src=n.dataset.src});\n");
    add("</script>\n</body>\n</html>\n");
  }

  uint64_t host_, page_, hosts_, pages_, random_;
  std::string html_;
};

inline std::string bench_page(uint64_t host, uint64_t page, uint64_t hosts, uint64_t pages) {
  return BenchPage(host, page, hosts, pages).take();
}

}  // namespace winnow
