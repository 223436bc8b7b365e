#include "parser/article/body.h"

#include "parser/article/draft.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr std::string_view kUnlikely = "unlikely";
constexpr uint32_t kFewWords = 30;

// A page with hardly anything likely gets a second look with a lower bar.
void keep_likely(Draft& d) {
  for (float bar : {0.f, -1.5f, -3.f}) {
    uint32_t words = 0;
    for (size_t i = 0; i < d.scores.size(); ++i) {
      d.reasons[i] = d.scores[i] > bar ? std::string_view() : kUnlikely;
      if (d.kept(i)) words += d.blocks()[i].stats.words;
    }
    if (words >= kFewWords) return;
  }
}

std::vector<size_t> kept_blocks(const Draft& d) {
  std::vector<size_t> indexes;
  for (size_t i = 0; i < d.reasons.size(); ++i) {
    if (d.kept(i)) indexes.push_back(i);
  }
  return indexes;
}

}  // namespace

Body choose_body(const Dom& dom, const Analysis& analysis, std::span<const float> scores) {
  Draft d{dom, analysis, scores, std::vector<std::string_view>(scores.size()), {}};
  for (const PageBlock& b : d.blocks()) d.texts.push_back(b.text);
  keep_likely(d);
  drop_teasers(d);
  fill_gaps(d);
  const bool thread = is_thread(dom, analysis, kept_blocks(d));
  if (!thread) {
    drop_comments(d);
    drop_copies(d);
  }
  drop_title(d, thread);
  cut_chrome(d);
  trim_signatures(d);
  if (!thread) drop_lone_headings(d);
  trim_ends(d);
  Body body;
  body.kept = kept_blocks(d);
  for (size_t i : body.kept) {
    body.texts.push_back(std::move(d.texts[i]));
    body.words += d.blocks()[i].stats.words;
  }
  body.reasons = std::move(d.reasons);
  return body;
}

}  // namespace winnow
