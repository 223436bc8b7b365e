#include "parser/html/metadata.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parser/html/author.h"
#include "parser/html/json_ld.h"
#include "parser/html/meta_tags.h"
#include "parser/html/published.h"
#include "parser/html/title.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

using Names = std::string_view;

constexpr auto kTitleNames =
    std::to_array<Names>({"og:title", "twitter:title", "articletitle", "dc.title", "dcterms.title",
                          "sailthru.title", "parsely-title", "headline"});
constexpr auto kSiteNames = std::to_array<Names>(
    {"og:site_name", "sitename", "application-name", "apple-mobile-web-app-title", "dc.publisher"});

std::string title_element(const Dom& dom) {
  for (NodeId id = 0; id < dom.nodes().size(); ++id) {
    if (!dom[id].is(GUMBO_TAG_TITLE)) continue;
    std::string text = text_content(dom, id);
    if (!text.empty()) return text;
  }
  return "";
}

// html lang, xml:lang, then what meta elements say.
std::string declared_language(const Dom& dom, const MetaTags& tags) {
  std::string_view found;
  for (const Node& node : dom.nodes()) {
    if (node.is(GUMBO_TAG_HTML) && found.empty()) {
      found = dom.attribute(node, "lang");
      if (found.empty()) found = dom.attribute(node, "xml:lang");
    } else if (node.is(GUMBO_TAG_META) && found.empty()) {
      const std::string name = to_lower(dom.attribute(node, "http-equiv"));
      if (name == "content-language") found = dom.attribute(node, "content");
    } else if (node.is(GUMBO_TAG_BODY)) {
      break;
    }
  }
  constexpr auto kLanguageNames = std::to_array<Names>({"og:locale", "inlanguage", "language"});
  return language_tag(found.empty() ? tags.first(kLanguageNames) : std::string(found));
}

}  // namespace

std::string language_tag(std::string_view text) {
  text = text.substr(0, text.find_first_of(",; "));
  std::string tag(text.substr(0, 35));
  const bool good = !tag.empty() && std::all_of(tag.begin(), tag.end(), [](unsigned char c) {
    return c < 0x80 && (is_word(c) || c == '-' || c == '_');
  });
  if (!good || tag.find_first_not_of("0123456789-_") == tag.npos) return "";
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

Metadata metadata_of(const Dom& dom, std::string_view path) {
  Metadata metadata;
  if (dom.nodes().empty()) return metadata;
  const MetaTags tags(dom);
  const JsonLd json = json_ld_of(dom);
  const std::vector<bool> chrome = chrome_nodes(dom);
  const Lines made = lines_of(dom, chrome);
  const std::span<const Line> lines = made.all;

  metadata.site_name = tags.first(kSiteNames);
  if (metadata.site_name.empty()) metadata.site_name = json.publisher;
  if (metadata.site_name.empty()) metadata.site_name = json.site_name;
  const Title title = choose_title(
      dom, lines, {json.headline, tags.first(kTitleNames), title_element(dom), metadata.site_name},
      path);
  metadata.title = title.text;
  if (metadata.site_name.empty()) metadata.site_name = title.suffix;

  metadata.published = choose_date(dom, lines, title.line, tags, json, path);
  metadata.author =
      choose_author(dom, chrome, lines, title.line, tags, json,
                    {metadata.site_name, json.publisher, json.site_name, title.suffix});
  metadata.declared_language = declared_language(dom, tags);
  return metadata;
}

}  // namespace winnow
