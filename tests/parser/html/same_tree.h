#pragma once
#include <algorithm>
#include <string>

#include "parser/html/dom.h"

namespace winnow {

// Gumbo merges the tags of html and of body, and where one repeats an attribute it loses or glues
// names and values ("b b a" becomes b and ba). So the values of these two elements are compared
// only where the names are the same in both trees.
inline bool has_same_names(const Dom& a, const Node& p, const Dom& b, const Node& q) {
  return std::ranges::equal(a.attributes(p), b.attributes(q), {}, &Attribute::name,
                            &Attribute::name);
}

// Where two trees of one page differ, as a line for a person; "" if they are equal by the contract
// of dom.h: white space outside of preformatted text compares equal to any
// other.
inline std::string difference(const Dom& a, const Dom& b) {
  const auto squeezed = [](std::string_view text) {
    std::string out;
    for (char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\f';
      if (!space) out += c;
      if (space && (out.empty() || out.back() != ' ')) out += ' ';
    }
    return out;
  };
  if (a.refusal() != b.refusal()) return "one is refused";
  std::vector<bool> is_exact(b.nodes().size());
  for (NodeId id = 0; id < a.nodes().size() && id < b.nodes().size(); ++id) {
    const Node &p = a[id], &q = b[id];
    const std::string where = "node " + std::to_string(id) + ": ";
    is_exact[id] = (q.parent != kNoNode && is_exact[q.parent]) || q.is(GUMBO_TAG_PRE) ||
                   q.is(GUMBO_TAG_LISTING) || q.is(GUMBO_TAG_TEXTAREA) || q.is(GUMBO_TAG_TITLE) ||
                   q.is(GUMBO_TAG_XMP) || q.is(GUMBO_TAG_PLAINTEXT) || q.is(GUMBO_TAG_SCRIPT);
    const bool same_text =
        is_exact[id] || !q.is_text() ? p.text == q.text : squeezed(p.text) == squeezed(q.text);
    if (p.kind != q.kind || p.tag != q.tag || p.parent != q.parent || !same_text) {
      return where + std::string(p.text) + " | " + std::string(q.text);
    }
    const bool merged = p.is(GUMBO_TAG_HTML) || p.is(GUMBO_TAG_BODY);
    const bool lost = merged && !has_same_names(a, p, b, q);
    if (p.attributes != q.attributes && !lost) return where + "number of attributes";
    for (uint32_t i = 0; i < p.attributes && !lost; ++i) {
      const Attribute &x = a.attributes(p)[i], &y = b.attributes(q)[i];
      if (x.name == y.name && x.value == y.value) continue;
      return where + std::string(x.name) + "=" + std::string(x.value) + " | " +
             std::string(y.name) + "=" + std::string(y.value);
    }
    if (p.end != q.end) return where + "end";
  }
  return a.nodes().size() == b.nodes().size() ? "" : "number of nodes";
}

}  // namespace winnow
