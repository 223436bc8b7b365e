#include "parser/html/published.h"

#include <algorithm>
#include <array>

#include "parser/html/dates.h"
#include "parser/html/title.h"

namespace winnow {
namespace {

// Names (lower case) that say when the page was published, the surest first.
constexpr auto kPublishedNames = std::to_array<std::string_view>({"article:published_time",
                                                                  "og:article:published_time",
                                                                  "datepublished",
                                                                  "og:published_time",
                                                                  "publishdate",
                                                                  "publish_date",
                                                                  "publish-date",
                                                                  "publishtime",
                                                                  "published_time",
                                                                  "pubdate",
                                                                  "pub_date",
                                                                  "publication_date",
                                                                  "published",
                                                                  "published-date",
                                                                  "firstpublishedtime",
                                                                  "article:published",
                                                                  "article.published",
                                                                  "date.published",
                                                                  "cxenseparse:recs:publishtime",
                                                                  "sailthru.date",
                                                                  "parsely-pub-date",
                                                                  "dc.date.issued",
                                                                  "dcterms.issued",
                                                                  "dc.issued",
                                                                  "dc.date.published",
                                                                  "dcterms.created",
                                                                  "dc.date.created",
                                                                  "dcterms.date",
                                                                  "dc.date",
                                                                  "citation_publication_date",
                                                                  "citation_date",
                                                                  "bt:pubdate",
                                                                  "rnews:datepublished",
                                                                  "article_date_original",
                                                                  "originalpublicationdate",
                                                                  "weibo: article:create_at",
                                                                  "weibo:article:create_at",
                                                                  "apub:time",
                                                                  "ptime",
                                                                  "createdate",
                                                                  "datecreated",
                                                                  "created",
                                                                  "release_date",
                                                                  "og:release_date",
                                                                  "og:regdate",
                                                                  "date",
                                                                  "time"});

// Words next to a date that say what it is the date of.
struct DateWord {
  std::string_view text;
  int score;
};
constexpr auto kDateWords = std::to_array<DateWord>(
    {{"发布", 3},      {"發布", 3},       {"发表", 3},     {"發表", 3},      {"时间", 2},
     {"時間", 2},      {"日期", 2},       {"来源", 2},     {"來源", 2},      {"作者", 2},
     {"published", 3}, {"posted", 3},     {"created", 1},  {"by ", 1},       {"添加", 1},
     {"更新", -2},     {"修改", -2},      {"updated", -2}, {"modified", -2}, {"回复", -3},
     {"注册", -4},     {"copyright", -6}, {"©", -6},       {"推荐", -3},     {"版权", -4},
     {"截止", -3},     {"生日", -4},      {"有效", -3},    {"评审", 0},      {"expires", -4},
     {"joined", -4}});

constexpr auto kDateClasses = std::to_array<std::string_view>(
    {"date", "time", "pub", "info", "meta", "source", "byline", "post"});

constexpr double kLeastScore = 2.5;
constexpr size_t kMaxDateLine = 400;  // longer lines are prose
constexpr size_t kLinesBefore = 12, kLinesAfter = 30;

bool has_date_class(const Dom& dom, NodeId id) {
  const auto attributes = dom.attributes(dom[id]);
  return std::any_of(attributes.begin(), attributes.end(), [](const Attribute& a) {
    return (a.is("class") || a.is("id") || a.is("itemprop")) && contains_any(a.value, kDateClasses);
  });
}

// Is the line part of an answer or a reply, by the class or id of an element around it?
bool in_reply(const Dom& dom, NodeId id) {
  constexpr int kLevels = 8;
  constexpr auto kReplyWords = std::to_array<std::string_view>({"answer", "reply", "comment"});
  for (int level = 0; level < kLevels && id != kNoNode; ++level, id = dom[id].parent) {
    for (const Attribute& a : dom.attributes(dom[id])) {
      if ((a.is("class") || a.is("id")) && contains_any(a.value, kReplyWords)) return true;
    }
  }
  return false;
}

struct Candidate {
  std::string iso;
  double score = 0;
};

double score_of(const Dom& dom, const Line& line, const FoundDate& found, size_t at, size_t title) {
  // The words around the date decide, not those of the whole line.
  const size_t begin = found.begin > 60 ? found.begin - 60 : 0;
  const std::string around = to_lower(line.text.substr(begin, found.end - begin + 40));
  double score = 0;
  for (const DateWord& word : kDateWords) {
    if (around.find(word.text) != around.npos) score += word.score;
  }
  if (has_date_class(dom, line.element)) score += 2;
  if (found.iso.size() > 10) score += 2;
  if (line.text.size() > 160) score -= 2;
  const bool close = title != kNoLine && at > title && at - title <= 6;
  if (line.chrome && !close) score -= 2;
  if (line.hidden) score -= 1;
  if (in_reply(dom, line.element)) score -= 3;
  if (line.link) score -= 3;
  if (title != kNoLine) {
    const double distance =
        at > title ? static_cast<double>(at - title) : 1.5 * static_cast<double>(title - at);
    score += 4 - distance / 5;
  }
  return score;
}

// The best date among the lines around the title (all lines, if its place is not known).
Candidate date_near_title(const Dom& dom, std::span<const Line> lines, size_t title) {
  size_t first = 0, last = lines.size();
  if (title != kNoLine) {
    first = title > kLinesBefore ? title - kLinesBefore : 0;
    last = std::min(last, title + kLinesAfter);
  }
  Candidate best{"", kLeastScore};
  for (size_t i = first; i < last; ++i) {
    const Line& line = lines[i];
    if (i == title || line.text.size() > kMaxDateLine) continue;
    const std::optional<FoundDate> found = find_date(line.text);
    if (!found) continue;
    const double score = score_of(dom, line, *found, i, title);
    if (score > best.score) best = {found->iso, score};
  }
  return best;
}

// A date that says it is the one of the posting, wherever it stands: under the text, in blogs.
constexpr auto kPosted = std::to_array<std::string_view>(
    {"posted on", "posted @", "posted at", "published on", "发布于", "发表于", "發佈於", "發表於",
     "发布时间", "发布日期", "發布時間", "發布日期", "发表时间", "發表時間"});

std::string labelled_date(std::span<const Line> lines, size_t title) {
  for (size_t i = title == kNoLine ? 0 : title; i < lines.size(); ++i) {
    if (lines[i].link || lines[i].text.size() > kMaxDateLine) continue;
    if (!find_date(lines[i].text)) continue;
    const std::string low = to_lower(lines[i].text);
    for (std::string_view label : kPosted) {
      const size_t at = low.find(label);
      if (at == low.npos) continue;
      const std::optional<FoundDate> found = find_date(lines[i].text, at);
      if (found && found->begin <= at + label.size() + 12) return found->iso;
    }
  }
  return "";
}

// <time datetime> of the page's own article: marked as such, or the first there is.
std::string date_of_time_element(const Dom& dom) {
  std::string first;
  for (NodeId id = 0; id < dom.nodes().size(); ++id) {
    const Node& node = dom[id];
    if (node.is_text() || node.attributes == 0) continue;
    const std::string itemprop = to_lower(dom.attribute(node, "itemprop"));
    const bool marked = itemprop == "datepublished" || dom.attribute(node, "pubdate").data();
    if (!node.is(GUMBO_TAG_TIME) && !marked) continue;
    std::string_view value = dom.attribute(node, "datetime");
    if (value.empty()) value = dom.attribute(node, "content");
    std::string iso = parse_date(value.empty() ? text_content(dom, id, 200) : std::string(value));
    if (iso.empty()) continue;
    if (marked) return iso;
    if (first.empty()) first = std::move(iso);
  }
  return first;
}

bool same_day(std::string_view a, std::string_view b) {
  return a.size() >= 10 && b.size() >= 10 && a.substr(0, 10) == b.substr(0, 10);
}

}  // namespace

std::string choose_date(const Dom& dom, std::span<const Line> lines, size_t title,
                        const MetaTags& tags, const JsonLd& json, std::string_view path) {
  const Candidate shown = date_near_title(dom, lines, title);
  std::string chosen = parse_date(json.date_published);
  for (const std::string& value : tags.all(kPublishedNames)) {
    if (!chosen.empty()) break;
    chosen = parse_date(value);
  }
  if (chosen.empty() && shown.score >= 4) chosen = shown.iso;
  if (chosen.empty()) chosen = labelled_date(lines, title);
  if (chosen.empty()) chosen = date_of_time_element(dom);
  if (chosen.empty()) chosen = shown.iso;
  if (chosen.empty()) chosen = date_in_path(path);
  if (same_day(chosen, shown.iso) && chosen.size() == 10) chosen = shown.iso;
  return chosen;
}

}  // namespace winnow
