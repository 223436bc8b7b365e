#include "parser/html/author.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "parser/html/byline.h"
#include "parser/html/dates.h"
#include "parser/html/title.h"
#include "parser/text/fingerprint.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr auto kAuthorNames = std::to_array<std::string_view>(
    {"author", "article:author", "og:article:author", "article:author_name", "parsely-author",
     "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor", "byl", "byline",
     "citation_author", "authors", "creator", "twitter:creator"});

// Classes that mark the author's name, the surest first.
constexpr auto kAuthorClasses = std::to_array<std::string_view>(
    {"author-name", "author_name", "authorname", "byline", "post-author", "entry-author",
     "article-author", "author", "nickname", "nick-name", "user-name", "username"});

// Each of them has one of these in it.
constexpr auto kInAuthorClasses = std::to_array<std::string_view>({"author", "byline", "name"});

// In the address of a person's page.
constexpr auto kProfileWords = std::to_array<std::string_view>(
    {"/author/",  "/authors/", "/user/",    "/users/",      "/u/",         "/people/", "/member",
     "/profile",  "space-uid", "mod=space", "userid=",      "/space/",     "/blogger", "/writer/",
     "/userinfo", "user.php",  "lookuser",  "/contributor", "/journalist", "/staff/"});

// In the name of an organisation, not of a person.
constexpr auto kOrganisationWords = std::to_array<std::string_view>({"网",
                                                                     "網",
                                                                     "报",
                                                                     "報",
                                                                     "社",
                                                                     "新闻",
                                                                     "新聞",
                                                                     "财经",
                                                                     "科技",
                                                                     "频道",
                                                                     "日报",
                                                                     "杂志",
                                                                     "编辑部",
                                                                     "公司",
                                                                     "电视",
                                                                     "卫视",
                                                                     "中心",
                                                                     "admin",
                                                                     "administrator",
                                                                     "editor",
                                                                     "staff",
                                                                     "team",
                                                                     "http",
                                                                     "www.",
                                                                     ".com",
                                                                     ".cn",
                                                                     ".org",
                                                                     ".net",
                                                                     "unknown",
                                                                     "anonymous",
                                                                     "webmaster",
                                                                     "newsroom",
                                                                     "discuz",
                                                                     "powered"});

// What stands in a byline where the author is not known.
constexpr auto kNobody = std::to_array<std::string_view>(
    {"未知",     "佚名",      "匿名",    "本站",          "不详",   "不詳", "admin", "root",
     "guest",    "anonymous", "unknown", "administrator", "editor", "none", "null",  "undefined",
     "system",   "小编",      "管理员",  "原创",          "网络",   "转载", "楼主",  "作者",
     "关闭窗口", "关闭",      "打印",    "author",        "viewer"});

constexpr size_t kLinesClose = 6;  // behind the title, whatever the region is called
constexpr size_t kLinesBefore = 8, kLinesAfter = 20;
constexpr size_t kAccountLines = 12;
constexpr size_t kProseWords = 40;       // a line that long is a paragraph of the body
constexpr size_t kProseBytes = 4096;     // of it that are looked at
constexpr size_t kLinesBehindBody = 6;   // where a signature may stand
constexpr size_t kClosingWords = 12;     // before a name in brackets that closes the body
constexpr size_t kSignatureBytes = 150;  // no longer line is one

bool is_nobody(const std::string& words) {
  static const auto known = [] {
    std::unordered_set<std::string> all;
    for (std::string_view name : kNobody) all.insert(normalized_words(name));
    return all;
  }();
  return known.contains(words);
}

class AuthorSearch {
 public:
  AuthorSearch(const Dom& dom, const std::vector<bool>& chrome, std::span<const Line> lines,
               size_t title, std::initializer_list<std::string_view> sites)
      : dom_(dom), chrome_(chrome), lines_(lines), title_(title == kNoLine ? 0 : title) {
    for (std::string_view site : sites) {
      if (!site.empty()) sites_.push_back(normalized_words(site));
    }
    for (size_t i = lines.size(); i-- > title_ && body_end_ == 0;) {
      if (!lines[i].chrome && !lines[i].link && is_prose(lines[i])) body_end_ = i;
    }
    body_end_ =
        std::min(std::max(body_end_, title_ + kLinesAfter) + kLinesBehindBody, lines.size());
  }

  // A name that a person could have, and that is not the site's.
  bool plausible(const std::string& name) const {
    const std::string words = normalized_words(name);
    if (words.empty() || count_words(name) > 12 || name.size() > 80) return false;
    if (words.find_first_not_of("0123456789 ") == words.npos) return false;
    if (words[0] == 'l' && words.find_first_not_of("0123456789 l") == words.npos) return false;
    if (is_nobody(words)) return false;
    return std::find(sites_.begin(), sites_.end(), words) == sites_.end();
  }

  bool is_organisation(const std::string& name) const {
    const std::string low = to_lower(name);
    return std::any_of(kOrganisationWords.begin(), kOrganisationWords.end(),
                       [&](auto word) { return low.find(word) != low.npos; });
  }

  std::string join(std::vector<std::string> names, bool people) const {
    std::erase_if(names, [&](const std::string& name) {
      return !plausible(name) || (people && is_organisation(name));
    });
    return join_names(names);
  }

  // 作者：X and its like around the title.
  std::string labelled_near_title() const {
    const size_t first = title_ > kLinesBefore ? title_ - kLinesBefore : 0;
    const size_t last = std::min(title_ + kLinesAfter, lines_.size());
    for (size_t i = std::max(first, size_t{0}); i < last; ++i) {
      const Line& line = lines_[i];
      const bool close = i >= title_ && i - title_ <= kLinesClose;
      if (i == title_ || line.link || (line.chrome && !close) || line.text.size() > 300) continue;
      std::string author = join(names_in_byline(line.parts()), false);
      if (!author.empty()) return author;
    }
    return "";
  }

  // A signature in the body: 文/X, 本报记者 X, the last line in brackets.
  std::string signature() const {
    for (size_t i = title_ + 1; i < body_end_; ++i) {
      const Line& line = lines_[i];
      if (line.chrome || line.link || line.hidden) continue;
      std::string_view parts = line.parts();
      std::string author;
      if (parts.size() <= kSignatureBytes) {
        author = join(names_in_byline(parts), true);
      } else {
        author = in_brackets_at_edges(parts);
      }
      if (!author.empty()) return author;
    }
    return "";
  }

  // A signature without a label: （羅森） closes the body.
  std::string closing_name() const {
    for (size_t i = body_end_; i-- > title_ + 1;) {
      const Line& line = lines_[i];
      if (line.chrome || line.link || line.hidden) continue;
      std::string_view text = line.text;
      for (const auto& [open, close] : kBrackets) {
        if (!text.ends_with(close)) continue;
        const size_t begin = text.rfind(open);
        if (begin == text.npos) continue;
        const std::string_view inside =
            text.substr(begin + open.size(), text.size() - close.size() - begin - open.size());
        // Behind a few words brackets hold a unit or a remark: 金额（万元）.
        if (begin > 0 && count_words(text.substr(0, begin)) < kClosingWords) continue;
        if (is_han_name(inside) && plausible(std::string(inside))) return std::string(inside);
      }
    }
    return "";
  }

  // The element that the page marks as the author: rel, itemprop, class.
  std::string marked() const {
    std::string by_class;
    size_t best = kAuthorClasses.size();
    const NodeId from = lines_.empty() ? 0 : lines_[title_ > 30 ? title_ - 30 : 0].element;
    const NodeId to = body_end_ < lines_.size() ? lines_[body_end_].element
                                                : static_cast<NodeId>(dom_.nodes().size());
    const NodeId title = title_element(), prose = first_prose();
    for (NodeId id = from; id < to; ++id) {
      const Node& node = dom_[id];
      if (node.is_text() || node.attributes == 0) continue;
      if (chrome_[id] && (id <= title || id >= prose)) continue;
      const bool sure = dom_.attribute(node, "rel") == "author" ||
                        to_lower(dom_.attribute(node, "itemprop")) == "author";
      const size_t rank = class_rank(node);
      if (rank >= best && !sure) continue;
      std::string author = join(names_in_field(field_of(id)), false);
      if (author.empty()) continue;
      if (sure) return author;
      best = rank;
      by_class = std::move(author);
    }
    return by_class;
  }

  // posted @ 2024-05-09 14:45 X: what stands behind the date, as some blogs put it under the text.
  std::string posted() const {
    for (size_t i = title_; i < lines_.size(); ++i) {
      const std::string_view parts = lines_[i].parts();
      if (!parts.starts_with("posted @") || parts.size() > kSignatureBytes) continue;
      for (size_t at = parts.find(kPart); at != parts.npos; at = parts.find(kPart, at + 1)) {
        if (!find_date(parts.substr(0, at))) continue;
        std::string name = collapse_space(parts.substr(at + 1, parts.find(kPart, at + 1) - at - 1));
        return plausible(name) ? name : "";
      }
    }
    return "";
  }

  // The first link to somebody's profile behind the title, before the body goes on: the name of the
  // account that posted.
  std::string account() const {
    if (lines_.empty()) return "";
    size_t last = title_;
    while (last + 1 < lines_.size() && last < title_ + kAccountLines &&
           (last == title_ || !is_prose(lines_[last]))) {
      ++last;
    }
    for (NodeId id = lines_[title_].element; id <= lines_[last].element; ++id) {
      const Node& node = dom_[id];
      if (!node.is(GUMBO_TAG_A)) continue;
      const std::string href = to_lower(dom_.attribute(node, "href"));
      const bool profile = std::any_of(kProfileWords.begin(), kProfileWords.end(),
                                       [&](auto word) { return href.find(word) != href.npos; });
      if (!profile) continue;
      std::string name = text_content(dom_, id, 100);
      if (plausible(name) && name.size() <= 60) return name;
    }
    return "";
  }

  // Does the page show the name, and not only as its editor's?
  bool shown(const std::string& name) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) {
      const size_t at = line.text.size() < 400 ? line.text.find(name) : line.text.npos;
      if (at == line.text.npos) return false;
      const std::string_view before = line.text.substr(at > 18 ? at - 18 : 0, 18);
      return before.find("编") == before.npos && before.find("編") == before.npos;
    });
  }

 private:
  static bool is_prose(const Line& line) {
    const std::string_view front = line.text.substr(0, kProseBytes);
    return front.size() >= kProseWords && count_words(front) >= kProseWords;
  }

  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBrackets = {
      {{"（", "）"}, {"(", ")"}, {"【", "】"}, {"[", "]"}}};

  // Between these two stand the article's own lines, whatever the region is called.
  NodeId title_element() const { return lines_.empty() ? 0 : lines_[title_].element; }
  NodeId first_prose() const {
    size_t i = title_ + 1;
    while (i < lines_.size() && i < title_ + kLinesAfter && !is_prose(lines_[i])) ++i;
    return i < lines_.size() ? lines_[i].element : 0;
  }

  // （中央社記者X台北21日電） at the front of a paragraph, (文/图 X Y) at its end.
  std::string in_brackets_at_edges(std::string_view text) const {
    for (const auto& [open, close] : kBrackets) {
      if (text.starts_with(open)) {
        const size_t end = text.find(close);
        if (end != text.npos && end < kSignatureBytes) {
          std::string author =
              join(names_in_byline(text.substr(open.size(), end - open.size())), true);
          if (!author.empty()) return author;
        }
      }
      if (text.ends_with(close)) {
        const size_t begin = text.rfind(open);
        if (begin != text.npos && text.size() - begin < kSignatureBytes) {
          const std::string_view inside = text.substr(begin + open.size());
          std::string author =
              join(names_in_byline(inside.substr(0, inside.size() - close.size())), true);
          if (!author.empty()) return author;
        }
      }
    }
    return "";
  }

  // How sure a class or id of the element is that it holds the author's name; lower is surer.
  size_t class_rank(const Node& node) const {
    size_t rank = kAuthorClasses.size();
    for (const Attribute& attribute : dom_.attributes(node)) {
      if (!attribute.is("class") && !attribute.is("id")) continue;
      if (!contains_any(attribute.value, kInAuthorClasses)) continue;
      const std::string value = to_lower(attribute.value);
      for (size_t begin = 0; begin < value.size();) {
        const size_t end = std::min(value.find(' ', begin), value.size());
        const std::string_view token = std::string_view(value).substr(begin, end - begin);
        begin = end + 1;
        for (size_t i = 0; i < rank; ++i) {
          // author-info__name and follow-nickname say the same as author and nickname.
          const bool named = token.find(kAuthorClasses[i]) != token.npos && token.ends_with("name");
          if (token == kAuthorClasses[i] || named) rank = i;
        }
      }
    }
    return rank;
  }

  // The text of a marked element, if it is short enough to be a name.
  std::string field_of(NodeId id) const {
    std::string text = text_content(dom_, id, 400);
    return text.size() > 200 ? "" : text;
  }

  const Dom& dom_;
  const std::vector<bool>& chrome_;
  std::span<const Line> lines_;
  size_t title_, body_end_ = 0;
  std::vector<std::string> sites_;
};

}  // namespace

std::string choose_author(const Dom& dom, const std::vector<bool>& chrome,
                          std::span<const Line> lines, size_t title, const MetaTags& tags,
                          const JsonLd& json, std::initializer_list<std::string_view> sites) {
  const AuthorSearch search(dom, chrome, lines, title, sites);
  std::string author = search.labelled_near_title();
  if (author.empty()) author = search.join(json.authors, true);
  if (author.empty()) author = search.signature();
  if (author.empty()) author = search.closing_name();
  for (const std::string& name : tags.all(kAuthorNames)) {
    if (!author.empty()) break;
    if (search.shown(name)) author = search.join({name}, true);
  }
  if (author.empty()) author = search.marked();
  if (author.empty()) author = search.posted();
  if (author.empty()) author = search.account();
  return author;
}

}  // namespace winnow
