#include "parser/article/labeller.h"

namespace winnow {

Analysis analyse(const Dom& dom, std::string_view title) {
  Analysis a;
  a.page = cut_blocks(dom);
  a.outline = outline_of(dom, a.page, title);
  a.teasers = teasers_of(dom, a.page, a.outline);
  std::vector<uint32_t> cues;
  cues.reserve(a.page.blocks.size());
  a.matches.reserve(a.page.blocks.size());
  for (const PageBlock& b : a.page.blocks) {
    a.matches.push_back(match_rules(b.text, b.stats.words));
    cues.push_back(a.matches.back().cues);
  }
  a.signals = local_signals(dom, a.page, a.outline, cues);
  return a;
}

SignalTable second_signals(const Dom& dom, const Analysis& a, std::span<const float> first) {
  SignalTable context = context_signals(a.page, a.outline, first, dom);
  SignalTable both;
  both.width = a.signals.width + context.width;
  both.values.reserve(both.width * first.size());
  for (size_t i = 0; i < first.size(); ++i) {
    auto local = a.signals.row(i), around = context.row(i);
    both.values.insert(both.values.end(), local.begin(), local.end());
    both.values.insert(both.values.end(), around.begin(), around.end());
  }
  return both;
}

std::vector<float> score_all(const Forest& forest, const SignalTable& signals) {
  std::vector<float> scores;
  if (signals.width == 0) return scores;
  size_t rows = signals.values.size() / signals.width;
  scores.reserve(rows);
  for (size_t i = 0; i < rows; ++i) scores.push_back(forest.score(signals.row(i)));
  return scores;
}

std::vector<float> label(const Labeller& labeller, const Dom& dom, const Analysis& a) {
  std::vector<float> first = score_all(labeller.first, a.signals);
  return score_all(labeller.second, second_signals(dom, a, first));
}

}  // namespace winnow
