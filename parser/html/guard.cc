#include "parser/html/guard.h"

#include "parser/ascii.h"
#include "parser/html/markup.h"

namespace winnow {
namespace {

// Comparisons of attribute names, of one tag's with each other, that are done in some milliseconds.
constexpr size_t kMostComparisons = 8'000'000;

// Of tags that the input's end cuts off, each of which is looked for up to there.
constexpr size_t kMostCutTags = 50;

}  // namespace

DomRefusal check_for_gumbo(std::string_view input, const DomLimits& limits) {
  if (input.size() > limits.gumbo_bytes) return DomRefusal::kTooLarge;
  size_t comparisons = 0, cut_tags = 0;
  MarkupTag tag;
  // What stands in scripts and comments is counted as well, which only makes it stricter.
  for (size_t at = find_markup(input, 0); at < input.size(); at = find_markup(input, at + 1)) {
    const size_t name = at + (input[at + 1] == '/' ? 2 : 1);
    if (!is_alpha(input[name])) continue;
    const bool whole = scan_tag(input, name, tag);
    if (!whole && ++cut_tags > kMostCutTags) return DomRefusal::kBudgetSpent;
    const size_t attributes = tag.attributes.size();
    comparisons += attributes * attributes / 2;
    if (attributes > limits.attributes || comparisons > kMostComparisons) {
      return DomRefusal::kTooManyAttributes;
    }
    if (whole) at = tag.end - 1;
  }
  return DomRefusal::kNone;
}

}  // namespace winnow
