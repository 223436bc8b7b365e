#include "parser/html/dom.h"

#include <optional>

#include "parser/html/dom_builder.h"
#include "parser/html/gumbo.h"
#include "parser/html/input_stream.h"
#include "parser/html/parse.h"
#include "parser/html/skeleton.h"

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

namespace {

// Gumbo's memory stays with the thread from page to page: fresh memory costs more than the parse.
constexpr size_t kKeptBytes = 16 << 20;

Arena& scratch() {
  thread_local Arena arena;
  arena.reset(kKeptBytes);
  return arena;
}

Dom build_from_input(std::string_view input, const DomLimits& limits,
                     std::shared_ptr<DomStrings> strings) {
  const GumboOutput* tree = parse_with_gumbo(input, scratch(), limits.arena_bytes);
  if (tree == nullptr) return DomBuilder::refused(DomRefusal::kBudgetSpent);
  return DomBuilder(std::move(strings)).build(*tree->root);
}

}  // namespace

Dom Dom::parse(std::string_view utf8, const DomLimits& limits) {
  if (utf8.size() > limits.bytes) return DomBuilder::refused(DomRefusal::kTooLarge);
  auto strings = std::make_shared<DomStrings>();
  const std::string_view input = preprocess(utf8, strings->input);
  std::optional<Skeleton> skeleton = make_skeleton(input, strings->arena);
  if (!skeleton) return build_from_input(input, limits, std::move(strings));
  const GumboOutput* tree = parse_with_gumbo(skeleton->html, scratch(), limits.arena_bytes);
  if (tree == nullptr) return DomBuilder::refused(DomRefusal::kBudgetSpent);
  return DomBuilder(std::move(strings)).build(*tree->root, *skeleton);
}

Dom parse_without_skeleton(std::string_view bytes, const DomLimits& limits) {
  auto strings = std::make_shared<DomStrings>();
  const std::string_view input = preprocess(bytes, strings->input);
  return build_from_input(input, limits, std::move(strings));
}

std::string_view Dom::attribute(const Node& n, std::string_view name) const {
  for (const Attribute& attribute : attributes(n)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

}  // namespace winnow
