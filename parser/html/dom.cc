#include "parser/html/dom.h"

#include "parser/html/dom_builder.h"
#include "parser/html/end_tags.h"
#include "parser/html/guard.h"
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
    case DomRefusal::kBudgetSpent:
      return "budget-spent";
  }
  return "unknown";
}

namespace {

// Gumbo's memory stays with the thread from page to page: fresh memory costs more than the parse.
constexpr size_t kKeptBytes = 16 << 20;

constexpr size_t kWithoutSkeleton = 4;  // times limits.arena_bytes

Arena& scratch() {
  thread_local Arena arena;
  arena.reset(kKeptBytes);
  return arena;
}

Dom build_from_input(std::string_view input, const DomLimits& limits,
                     std::shared_ptr<DomStrings> strings) {
  const std::string_view bare = bare_end_tags(input, strings->bare);
  const GumboParse parse = parse_with_gumbo(bare, scratch(), limits);
  if (parse.tree == nullptr) return DomBuilder::refused(parse.refusal);
  return DomBuilder(std::move(strings)).build(*parse.tree->root);
}

}  // namespace

Dom Dom::parse(std::string_view utf8, const DomLimits& limits) {
  if (utf8.size() > limits.bytes) return DomBuilder::refused(DomRefusal::kTooLarge);
  auto strings = std::make_shared<DomStrings>();
  const std::string_view input = preprocess(utf8, strings->input);
  Skeleton skeleton;
  switch (make_skeleton(input, limits, strings->arena, skeleton)) {
    case SkeletonResult::kMade:
      break;
    case SkeletonResult::kNone: {
      const DomRefusal refusal = check_for_gumbo(input, limits);
      if (refusal != DomRefusal::kNone) return DomBuilder::refused(refusal);
      DomLimits more = limits;
      more.arena_bytes *= kWithoutSkeleton;
      return build_from_input(input, more, std::move(strings));
    }
    case SkeletonResult::kTooLarge:
      return DomBuilder::refused(DomRefusal::kTooLarge);
    case SkeletonResult::kTooManyAttributes:
      return DomBuilder::refused(DomRefusal::kTooManyAttributes);
  }
  const GumboParse parse = parse_with_gumbo(skeleton.html, scratch(), limits);
  if (parse.tree == nullptr) return DomBuilder::refused(parse.refusal);
  return DomBuilder(std::move(strings)).build(*parse.tree->root, skeleton);
}

Dom parse_without_skeleton(std::string_view bytes, const DomLimits& limits) {
  auto strings = std::make_shared<DomStrings>();
  const std::string_view input = preprocess(bytes, strings->input);
  return build_from_input(input, limits, std::move(strings));
}

std::string_view Dom::attribute(const Node& n, std::string_view name) const {
  if (!n.may_have(bit_of_name(name))) return {};
  for (const Attribute& attribute : attributes(n)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

}  // namespace winnow
