#include "parser/html/json_ld.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "parser/html/lines.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

namespace json = boost::json;

constexpr size_t kMaxBytes = 512 << 10, kMaxDepth = 32, kMaxAuthors = 20;

// Types whose headline, author and date are the page's own, the surest first.
constexpr auto kArticleTypes = std::to_array<std::string_view>({"NewsArticle",
                                                                "Article",
                                                                "BlogPosting",
                                                                "ReportageNewsArticle",
                                                                "OpinionNewsArticle",
                                                                "AnalysisNewsArticle",
                                                                "ReviewNewsArticle",
                                                                "AdvertiserContentArticle",
                                                                "LiveBlogPosting",
                                                                "TechArticle",
                                                                "ScholarlyArticle",
                                                                "MedicalScholarlyArticle",
                                                                "SocialMediaPosting",
                                                                "DiscussionForumPosting",
                                                                "Report",
                                                                "Review",
                                                                "Recipe",
                                                                "HowTo",
                                                                "Question",
                                                                "Book",
                                                                "Blog",
                                                                "MedicalWebPage",
                                                                "WebPage",
                                                                "ItemPage",
                                                                "QAPage",
                                                                "AboutPage"});

std::string string_of(const json::value* value) {
  const json::string* text = value ? value->if_string() : nullptr;
  return text ? collapse_space(std::string_view(text->data(), text->size())) : std::string();
}

std::string string_of(const json::object& object, std::string_view key) {
  return string_of(object.if_contains(key));
}

// The rank of an object by its @type, which may be a list; kArticleTypes.size() if it is no
// article.
size_t rank_of(const json::object& object) {
  const json::value* type = object.if_contains("@type");
  if (!type) return kArticleTypes.size();
  const auto rank = [](const json::value& name) -> size_t {
    const std::string text = string_of(&name);
    return std::find(kArticleTypes.begin(), kArticleTypes.end(), text) - kArticleTypes.begin();
  };
  size_t best = rank(*type);
  if (const json::array* list = type->if_array()) {
    for (const json::value& name : *list) best = std::min(best, rank(name));
  }
  return best;
}

bool has_type(const json::object& object, std::string_view type) {
  return string_of(object, "@type") == type;
}

// A person or organisation: a string, an object with a name, or a list of those.
void add_names(const json::value* value, std::vector<std::string>& names) {
  if (!value || names.size() >= kMaxAuthors) return;
  if (const json::array* list = value->if_array()) {
    for (const json::value& item : *list) {
      if (!item.is_array()) add_names(&item, names);
    }
    return;
  }
  const json::object* object = value->if_object();
  if (object && object->if_contains("name") && object->at("name").is_array()) {
    for (const json::value& item : object->at("name").get_array()) {
      if (item.is_string()) add_names(&item, names);
    }
    return;
  }
  std::string name = object ? string_of(*object, "name") : string_of(value);
  const bool known = std::find(names.begin(), names.end(), name) != names.end();
  if (!name.empty() && !known && names.size() < kMaxAuthors) names.push_back(std::move(name));
}

class Collector {
 public:
  // All objects of a document, outer ones first; the depth is bounded by the parser's limit.
  void add(const json::value& root) {
    std::vector<const json::value*> open{&root};
    while (!open.empty()) {
      const json::value& value = *open.back();
      open.pop_back();
      if (const json::array* list = value.if_array()) {
        for (auto it = list->rbegin(); it != list->rend(); ++it) open.push_back(&*it);
      } else if (const json::object* object = value.if_object()) {
        add(*object);
        // What an article refers to (its parts, its comments) does not speak for the page.
        if (rank_of(*object) < kArticleTypes.size() && !object->if_contains("mainEntity")) continue;
        for (auto it = object->rbegin(); it != object->rend(); ++it) open.push_back(&it->value());
      }
    }
  }

  JsonLd take() { return std::move(found_); }

 private:
  void add(const json::object& object) {
    if (found_.site_name.empty() && has_type(object, "WebSite")) {
      found_.site_name = string_of(object, "name");
    }
    const size_t rank = rank_of(object);
    if (rank == kArticleTypes.size()) return;
    // Of two articles the surer type speaks first, the first of equals: the other fills gaps only.
    const bool better = rank < rank_;
    const auto set = [&](std::string& to, std::string value) {
      if (!value.empty() && (to.empty() || better)) to = std::move(value);
    };
    std::string headline = string_of(object, "headline");
    if (headline.empty()) headline = string_of(object, "name");
    set(found_.headline, std::move(headline));
    set(found_.date_published, string_of(object, "datePublished"));
    std::vector<std::string> publisher;
    add_names(object.if_contains("publisher"), publisher);
    set(found_.publisher, publisher.empty() ? "" : publisher.front());
    std::vector<std::string> authors;
    add_names(object.if_contains("author"), authors);
    if (authors.empty()) add_names(object.if_contains("creator"), authors);
    if (!authors.empty() && (found_.authors.empty() || better)) found_.authors = std::move(authors);
    rank_ = std::min(rank_, rank);
  }

  JsonLd found_;
  size_t rank_ = kArticleTypes.size();
};

// Line feeds and other control characters are ill-formed inside of strings and mere space outside.
std::string without_controls(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  const size_t begin = out.find_first_of("[{"), end = out.find_last_of("]}");
  if (begin == out.npos || end == out.npos || end < begin) return "";
  return out.substr(begin, end + 1 - begin);  // cuts <!-- and //<![CDATA[ around it
}

}  // namespace

JsonLd json_ld_of(const Dom& dom) {
  Collector collector;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_trailing_commas = true;
  options.allow_comments = true;
  options.allow_invalid_utf8 = true;
  size_t budget = kMaxBytes;
  for (NodeId id = 0; id < dom.nodes().size(); ++id) {
    const Node& node = dom[id];
    if (!node.is(GUMBO_TAG_SCRIPT) || node.end == id + 1) continue;
    if (dom.attribute(node, "type").find("ld+json") == std::string_view::npos) continue;
    const std::string_view raw = dom[id + 1].text;
    if (raw.size() > budget) break;
    budget -= raw.size();
    boost::system::error_code error;
    const json::value document = json::parse(without_controls(raw), error, {}, options);
    if (!error) collector.add(document);
  }
  return collector.take();
}

}  // namespace winnow
