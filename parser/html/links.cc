#include "parser/html/links.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "parser/ascii.h"
#include "parser/canonical.h"
#include "parser/html/lines.h"
#include "parser/html/meta_tags.h"
#include "parser/query_encoding.h"
#include "parser/text/hash.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMaxFeeds = 20;

constexpr auto kFeedTypes = std::to_array<std::string_view>(
    {"application/rss+xml", "application/atom+xml", "application/feed+json"});

// What a link to the next page of an article says. 下一篇 and 下一章 are other articles.
constexpr auto kNextTexts = std::to_array<std::string_view>({"下一页",
                                                             "下一頁",
                                                             "下页",
                                                             "下頁",
                                                             "后一页",
                                                             "後一頁",
                                                             "下一页>",
                                                             "下一页>>",
                                                             "下一页 >",
                                                             "下一页»",
                                                             "next page",
                                                             "next",
                                                             "next >",
                                                             "next »",
                                                             "next page »",
                                                             "next page >",
                                                             "continue",
                                                             ">",
                                                             ">>",
                                                             "»",
                                                             "›",
                                                             "→",
                                                             "余下全文",
                                                             "继续阅读",
                                                             "次のページ",
                                                             "次へ",
                                                             "nächste seite",
                                                             "page suivante",
                                                             "weiter"});

// Most links begin with no byte that one of them begins with.
constexpr auto kNextInitials = [] {
  std::array<bool, 256> initials{};
  for (const std::string_view text : kNextTexts) {
    const auto first = static_cast<unsigned char>(text[0]);
    initials[first] = true;
    if (is_alpha(text[0])) initials[first - 32] = true;
  }
  return initials;
}();

constexpr std::string_view kSpace = " \t\n\r\f";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool has_token(std::string_view list, std::string_view token) {
  while (list.size() >= token.size()) {
    const size_t end = std::min(list.find_first_of(kSpace), list.size());
    if (equals_ignore_case(list.substr(0, end), token)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool is_nofollow(std::string_view rel) {
  return !rel.empty() &&
         (has_token(rel, "nofollow") || has_token(rel, "ugc") || has_token(rel, "sponsored"));
}

class LinkCollector {
 public:
  LinkCollector(const Dom& dom, const Url& url, uint32_t max_links, std::string_view charset)
      : dom_(dom),
        url_(canonicalize(url)),
        base_(base_of(dom, url)),
        max_links_(max_links),
        charset_(charset) {}

  std::vector<BlockLink> between(NodeId first, NodeId last) const {
    std::vector<BlockLink> links;
    NodeId around = first;
    while (around != kNoNode && !dom_[around].is(GUMBO_TAG_A)) around = dom_[around].parent;
    if (around != kNoNode) append_link(around, first, last, links);
    for (NodeId id = first; id <= last; ++id) {
      if (dom_[id].is(GUMBO_TAG_A)) append_link(id, first, last, links);
    }
    return links;
  }

  PageLinks run() {
    make_room();
    for (NodeId id = 0; id < dom_.nodes().size(); ++id) {
      const Node& node = dom_[id];
      if (node.is_text()) continue;
      switch (node.tag) {
        case GUMBO_TAG_A:
        case GUMBO_TAG_AREA:
          add_anchor(id);
          break;
        case GUMBO_TAG_LINK:
          add_link_element(node);
          break;
        case GUMBO_TAG_FRAME:
          add(dom_.attribute(node, "src"), false);
          break;
        case GUMBO_TAG_META:
          if (to_lower(dom_.attribute(node, "http-equiv")) == "refresh") {
            add(refresh_target(dom_.attribute(node, "content")), false);
          }
          break;
        default:
          break;
      }
    }
    return std::move(found_);
  }

 private:
  void make_room() {
    const auto may_link = [](const Node& node) {
      return node.is(GUMBO_TAG_A) || node.is(GUMBO_TAG_AREA) || node.is(GUMBO_TAG_LINK) ||
             node.is(GUMBO_TAG_FRAME) || node.is(GUMBO_TAG_META);
    };
    const auto all = dom_.nodes();
    const auto most = static_cast<size_t>(std::count_if(all.begin(), all.end(), may_link));
    found_.links.reserve(std::min<size_t>(most, max_links_));
    index_.reserve(found_.links.capacity());
  }

  static Url base_of(const Dom& dom, const Url& url) {
    for (const Node& node : dom.nodes()) {
      if (!node.is(GUMBO_TAG_BASE)) continue;
      const std::string_view href = dom.attribute(node, "href");
      if (!href.data()) continue;
      Result<Url> base = Url::parse(href, &url);
      return base ? *base : url;
    }
    return url;
  }

  // The canonical form of what `href` points to; nothing for the page itself.
  std::optional<Url> resolve(std::string_view href) const {
    href = trimmed(href);
    if (href.empty() || href[0] == '#') return {};
    Result<Url> target = needs_query_encoding(href, charset_)
                             ? canonicalize(with_query_encoded(href, charset_), &base_)
                             : canonicalize(href, &base_);
    if (!target) return {};
    return std::move(*target);
  }

  // The target, if it is a link that was taken.
  std::optional<Url> add(std::string_view href, bool nofollow) {
    std::optional<Url> target = resolve(href);
    if (!target || target->href() == url_.href()) return target;
    if (const auto known = index_.find(target->href()); known != index_.end()) {
      found_.links[known->second].nofollow &= nofollow;
    } else if (found_.links.size() < max_links_) {
      found_.links.push_back({target->href(), nofollow});
      index_.emplace(found_.links.back().url, found_.links.size() - 1);
    }
    return target;
  }

  void append_link(NodeId id, NodeId first, NodeId last, std::vector<BlockLink>& links) const {
    const std::optional<Url> target = resolve(dom_.attribute(dom_[id], "href"));
    if (!target) return;
    std::string text;
    for (NodeId i = std::max(id, first); i < dom_[id].end && i <= last; ++i) {
      if (dom_[i].is_text()) text += dom_[i].text;
    }
    text = collapse_space(text);
    if (!text.empty()) links.push_back({std::move(text), target->href()});
  }

  void add_anchor(NodeId id) {
    const Node& node = dom_[id];
    const std::string_view href = dom_.attribute(node, "href");
    if (!href.data()) return;
    const std::string_view rel = dom_.attribute(node, "rel");
    const std::optional<Url> target = add(href, is_nofollow(rel));
    if (!target || !found_.next_page.empty()) return;
    if ((has_token(rel, "next") || says_next(id)) && is_next_page(url_, *target)) {
      found_.next_page = target->href();
    }
  }

  bool says_next(NodeId id) const {
    const std::string_view front = id + 1 < dom_[id].end && dom_[id + 1].is_text()
                                       ? trimmed(dom_[id + 1].text)
                                       : std::string_view();
    if (!front.empty() && !kNextInitials[static_cast<unsigned char>(front[0])]) return false;
    const std::string text = to_lower(text_content(dom_, id, 64));
    return std::find(kNextTexts.begin(), kNextTexts.end(), text) != kNextTexts.end();
  }

  void add_link_element(const Node& node) {
    const std::string_view rel = dom_.attribute(node, "rel"), href = dom_.attribute(node, "href");
    if (href.empty()) return;
    if (has_token(rel, "canonical") && found_.canonical.empty()) {
      if (std::optional<Url> target = resolve(href)) found_.canonical = target->href();
    } else if (has_token(rel, "next")) {
      const std::optional<Url> target = add(href, false);
      const bool next = target && is_next_page(url_, *target);
      if (next && found_.next_page.empty()) found_.next_page = target->href();
    } else if (has_token(rel, "alternate") && found_.feeds.size() < kMaxFeeds) {
      const std::string type = to_lower(dom_.attribute(node, "type"));
      if (std::find(kFeedTypes.begin(), kFeedTypes.end(), type) == kFeedTypes.end()) return;
      const std::optional<Url> target = resolve(href);
      if (!target) return;
      const auto& feeds = found_.feeds;
      if (std::find(feeds.begin(), feeds.end(), target->href()) == feeds.end()) {
        found_.feeds.push_back(target->href());
      }
    }
  }

  const Dom& dom_;
  const Url url_, base_;
  const uint32_t max_links_;
  const std::string_view charset_;
  PageLinks found_;
  // Of links, by href: views into them, which stay where they are since room is made beforehand.
  std::unordered_map<std::string_view, size_t, HashOf> index_;
};

}  // namespace

PageLinks links_of(const Dom& dom, const Url& url, uint32_t max_links, std::string_view charset) {
  return LinkCollector(dom, url, max_links, charset).run();
}

std::vector<BlockLink> links_between(const Dom& dom, const Url& url, NodeId first, NodeId last,
                                     std::string_view charset) {
  return LinkCollector(dom, url, 0, charset).between(first, last);
}

std::string declared_url(const Dom& dom) {
  for (const Node& node : dom.nodes()) {
    if (!node.is(GUMBO_TAG_LINK) || !has_token(dom.attribute(node, "rel"), "canonical")) continue;
    if (Result<Url> url = Url::parse(trimmed(dom.attribute(node, "href")))) return url->href();
  }
  constexpr auto kUrlNames = std::to_array<std::string_view>({"og:url"});
  const Result<Url> url = Url::parse(MetaTags(dom).first(kUrlNames));
  return url ? url->href() : "";
}

std::string_view refresh_target(std::string_view content) {
  const size_t separator = content.find_first_of(";,");
  if (separator == content.npos) return {};
  std::string_view target = trimmed(content.substr(separator + 1));
  if (to_lower(target.substr(0, 3)) == "url") {
    const std::string_view rest = trimmed(target.substr(3));
    if (rest.starts_with('=')) target = trimmed(rest.substr(1));
  }
  if (!target.empty() && (target[0] == '"' || target[0] == '\'')) {
    const char quote = target[0];
    target.remove_prefix(1);
    target = target.substr(0, target.find(quote));
  }
  return target;
}

}  // namespace winnow
