#include "parser/html/page_rights.h"

#include <algorithm>

#include "parser/ascii.h"
#include "parser/rights_fields.h"
#include "parser/robots_directives.h"

namespace winnow {
namespace {

class Collector {
 public:
  explicit Collector(std::string_view product_token) : product_token_(product_token) {}

  void robots(const char* source, std::string_view value) {
    const RobotsDirectives directives = parse_robots_directives(value, product_token_);
    if (directives.noai) add(source, "robots: noai");
    if (directives.noimageai) add(source, "robots: noimageai");
    found_.robots = combined(found_.robots, directives);
  }

  void field(const char* source, std::string_view name, std::string_view value) {
    for (std::string& says : rights_field(name, value)) add(source, std::move(says));
  }

  void meta(std::string_view name, std::string_view content) {
    if (is_robots_meta_name(name, product_token_)) robots("meta", content);
    field("meta", name, content);
  }

  void licence(std::string_view href, const Url* url) {
    const Result<Url> target = Url::parse(trim(href), url);
    if (target && target->href().size() < kMaxSays - 10)
      add("link", "license: " + std::string(target->href()));
  }

  PageRights take() { return std::move(found_); }

 private:
  void add(const char* source, std::string says) {
    auto& all = found_.statements;
    const bool known = std::ranges::any_of(
        all, [&](const RightsStatement& s) { return s.source == source && s.says == says; });
    if (!known && all.size() < kMaxStatements) all.push_back({source, std::move(says), {}});
  }

  std::string_view product_token_;
  PageRights found_;
};

bool is_licence(std::string_view rel) {
  while (!rel.empty()) {
    rel = trim(rel);
    const size_t end = std::min(rel.find_first_of(" \t\r\n\f"), rel.size());
    const std::string_view token = rel.substr(0, end);
    if (equals_ignore_case(token, "license") || equals_ignore_case(token, "licence")) return true;
    rel.remove_prefix(end);
  }
  return false;
}

}  // namespace

PageRights page_rights(const Dom& dom, std::string_view x_robots_tag, FieldLines header,
                       const Url* url, std::string_view product_token) {
  Collector found(product_token);
  found.robots("header", x_robots_tag);
  for (const auto& [name, value] : header) found.field("header", name, value);
  for (const Node& node : dom.nodes()) {
    if (node.is(GUMBO_TAG_META)) {
      found.meta(dom.attribute(node, "name"), dom.attribute(node, "content"));
    } else if (node.is(GUMBO_TAG_A) || node.is(GUMBO_TAG_LINK)) {
      if (is_licence(dom.attribute(node, "rel"))) found.licence(dom.attribute(node, "href"), url);
    }
  }
  return found.take();
}

}  // namespace winnow
