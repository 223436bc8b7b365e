#include "parser/html/dom.h"

#include "parser/html/dom_builder.h"
#include "parser/html/gumbo.h"

namespace winnow {

std::string_view name_of(DomRefusal refusal) {
  switch (refusal) {
    case DomRefusal::kNone:
      return "none";
    case DomRefusal::kTooLarge:
      return "too-large";
    case DomRefusal::kTooDeep:
      return "too-deep";
    case DomRefusal::kTooManyAttributes:
      return "too-many-attributes";
    case DomRefusal::kUnbalanced:
      return "unbalanced";
    case DomRefusal::kBudgetSpent:
      return "budget-spent";
  }
  return "unknown";
}

Dom Dom::parse(std::string_view utf8, const DomLimits& limits) {
  if (utf8.size() > limits.bytes) return DomBuilder::refused(DomRefusal::kTooLarge);
  Arena arena;
  const GumboOutput* tree = parse_with_gumbo(utf8, arena, limits.arena_bytes);
  if (tree == nullptr) return DomBuilder::refused(DomRefusal::kBudgetSpent);
  DomBuilder builder;
  builder.build(*tree->root);
  return builder.take();
}

std::string_view Dom::attribute(const Node& n, std::string_view name) const {
  for (const Attribute& attribute : attributes(n)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

}  // namespace winnow
