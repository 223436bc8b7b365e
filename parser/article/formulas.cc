#include "parser/article/formulas.h"

#include <array>

#include "parser/article/text_stats.h"

namespace winnow {
namespace {

// An element whose attribute `name` has `token` among its words (any value if empty) has its TeX in
// the attribute `tex`.
struct Source {
  std::string_view name, token, tex;
};
constexpr std::array kSources = {
    Source{"class", "mwe-math-fallback-image-inline", "alt"},  // MediaWiki
    Source{"class", "mwe-math-fallback-image-display", "alt"},
    Source{"class", "tex", "alt"},    // MediaWiki before 2014
    Source{"class", "latex", "alt"},  // WordPress
    Source{"eeimg", "", "alt"},       // Zhihu
    Source{"data-tex", "", "data-tex"},
    Source{"data-latex", "", "data-latex"},
    Source{"data-formula", "", "data-formula"},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDelimiters = {
    {{"$$", "$$"}, {"\\[", "\\]"}, {"\\(", "\\)"}, {"$", "$"}, {"{\\displaystyle ", "}"}}};

constexpr size_t kSiblings = 3;  // between what MathJax made and its script

bool has_word(std::string_view value, std::string_view word) {
  for (size_t at = 0; (at = value.find(word, at)) != value.npos; at += word.size()) {
    const size_t end = at + word.size();
    if ((at == 0 || value[at - 1] == ' ') && (end == value.size() || value[end] == ' '))
      return true;
  }
  return false;
}

// Does the brace that `text` begins with close only at its end?
bool is_one_group(std::string_view text) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1 == text.size();
    }
  }
  return false;
}

std::string_view undelimited(std::string_view tex) {
  tex = trimmed(tex);
  for (const auto& [open, close] : kDelimiters) {
    if (tex.size() <= open.size() + close.size() || !tex.starts_with(open) ||
        !tex.ends_with(close) || (open[0] == '{' && !is_one_group(tex)))
      continue;
    return trimmed(tex.substr(open.size(), tex.size() - open.size() - close.size()));
  }
  return tex;
}

std::string_view text_within(const Dom& dom, NodeId id) {
  return id + 1 < dom[id].end && dom[id + 1].is_text() ? dom[id + 1].text : std::string_view();
}

// MathML 3, 5.2: what else the formula is written as.
std::string_view annotation_of(const Dom& dom, NodeId math) {
  for (NodeId id = math + 1; id < dom[math].end; ++id) {
    if (dom[id].is_text() || dom[id].text != "annotation") continue;
    const std::string_view encoding = dom.attribute(dom[id], "encoding");
    if (encoding.find("tex") != encoding.npos || encoding.find("TeX") != encoding.npos)
      return text_within(dom, id);
  }
  return {};
}

constexpr AttributeNames names_of(std::string_view Source::*part) {
  AttributeNames names = 0;
  for (const Source& source : kSources) names |= bit_of_name(source.*part);
  return names;
}

std::string_view attribute_source(const Dom& dom, const Node& node) {
  constexpr AttributeNames kNames = names_of(&Source::name), kTex = names_of(&Source::tex);
  if (!node.may_have(kNames) || !node.may_have(kTex)) return {};
  for (const Attribute& a : dom.attributes(node)) {
    for (const Source& source : kSources) {
      if (a.name == source.name && (source.token.empty() || has_word(a.value, source.token)))
        return dom.attribute(node, source.tex);
    }
  }
  return {};
}

}  // namespace

bool is_math_type(std::string_view type) { return type.starts_with("math/tex"); }

std::optional<std::string_view> formula_at(const Dom& dom, NodeId id) {
  const Node& node = dom[id];
  std::string_view tex;
  if (node.is(GUMBO_TAG_MATH)) {
    tex = annotation_of(dom, id);
    if (trimmed(tex).empty()) tex = dom.attribute(node, "alttext");
  } else if (node.is(GUMBO_TAG_SCRIPT)) {
    if (is_math_type(dom.attribute(node, "type"))) tex = text_within(dom, id);
  } else if (node.attributes > 0) {
    tex = attribute_source(dom, node);
  }
  if (!tex.empty()) tex = undelimited(tex);
  if (tex.empty()) return std::nullopt;
  return tex;
}

bool is_rendered_formula(const Dom& dom, NodeId id) {
  const Node& node = dom[id];
  if (!dom.attribute(node, "class").starts_with("MathJax") || node.parent == kNoNode) return false;
  NodeId next = node.end;
  for (size_t i = 0; i < kSiblings && next < dom[node.parent].end; ++i, next = dom[next].end) {
    if (dom[next].is(GUMBO_TAG_SCRIPT) && is_math_type(dom.attribute(dom[next], "type")))
      return true;
  }
  return false;
}

}  // namespace winnow
