#include "parser/article/draft.h"
#include "parser/article/signature.h"

namespace winnow {
namespace {

constexpr std::string_view kBracket = "closing bracket";
constexpr std::string_view kLoneHeading = "heading without text";
constexpr float kSure = 2.5f;       // log-odds of a heading that stays by itself
constexpr uint32_t kSentence = 10;  // words of a heading that is itself text; four Han are one

bool is_mere_heading(const PageBlock& b) {
  return b.kind == BlockKind::kHeading && b.stats.words - b.stats.han * 3 / 4 < kSentence;
}

std::vector<size_t> first_kept(const Draft& d, size_t most) {
  std::vector<size_t> first;
  for (size_t i = 0; i < d.blocks().size() && first.size() < most; ++i) {
    if (d.kept(i)) first.push_back(i);
  }
  return first;
}

std::vector<size_t> last_kept(const Draft& d, size_t most) {
  std::vector<size_t> last;
  for (size_t i = d.blocks().size(); i-- > 0 && last.size() < most;) {
    if (d.kept(i)) last.push_back(i);
  }
  return last;
}

}  // namespace

void trim_signatures(Draft& d) {
  const auto& blocks = d.blocks();
  for (size_t i : first_kept(d, 3)) {
    if (without_signature(d.texts[i], false).empty()) d.reasons[i] = kBracket;
  }
  bool final = true;
  for (size_t i : last_kept(d, 4)) {
    std::string_view text = d.texts[i];
    std::string_view rest = without_signature(text, final);
    if (rest.size() == text.size()) {
      if (is_prose(blocks[i])) final = false;
      continue;
    }
    d.texts[i] = rest;
    if (rest.empty())
      d.reasons[i] = kBracket;
    else
      final = false;
  }
}

// A heading whose box holds other blocks, of which none is kept.
void drop_lone_headings(Draft& d) {
  const auto& blocks = d.blocks();
  std::vector<uint32_t> before(blocks.size() + 1, 0);  // kept blocks before each
  for (size_t i = 0; i < blocks.size(); ++i) before[i + 1] = before[i] + d.kept(i);
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!d.kept(i) || !is_mere_heading(blocks[i]) || d.scores[i] > kSure) continue;
    NodeId box = d.dom[blocks[i].node].parent;
    if (box == kNoNode) continue;
    size_t first = i, last = i + 1;
    while (first > 0 && blocks[first - 1].node >= box) --first;
    while (last < blocks.size() && blocks[last].node < d.dom[box].end) ++last;
    if (last - first > 1 && before[last] - before[first] == 1) d.reasons[i] = kLoneHeading;
  }
}

// A body does not end with a heading, nor with a lone line of dashes.
void trim_ends(Draft& d) {
  const auto& blocks = d.blocks();
  for (size_t i : last_kept(d, 6)) {
    const PageBlock& b = blocks[i];
    if (is_mere_heading(b))
      d.reasons[i] = kLoneHeading;
    else if (b.stats.words > 0)
      break;
    else
      d.reasons[i] = "rule";
  }
}

}  // namespace winnow
