#include "parser/article/labeller.h"

namespace winnow {

Analysis analyse(const Dom& dom, std::string_view title, size_t max_blocks) {
  Analysis a;
  a.page = cut_blocks(dom);
  if (a.page.blocks.size() > max_blocks) return a;
  a.outline = outline_of(dom, a.page, title);
  a.teasers = teasers_of(dom, a.page, a.outline);
  std::vector<uint32_t> cues;
  cues.reserve(a.page.blocks.size());
  a.matches.reserve(a.page.blocks.size());
  for (const PageBlock& b : a.page.blocks) {
    a.matches.push_back(match_rules(b.text, b.stats.words));
    cues.push_back(a.matches.back().cues);
  }
  a.signals = local_signals(dom, a.page, a.outline, cues, a.teasers);
  return a;
}

SignalTable second_signals(const Dom& dom, const Analysis& a, std::span<const float> first) {
  return context_signals(a.page, a.outline, first, dom);
}

std::vector<float> label(const Labeller& labeller, const Dom& dom, const Analysis& a) {
  const std::vector<float> first = labeller.first.score(a.signals);
  return labeller.second.score(a.signals, second_signals(dom, a, first));
}

}  // namespace winnow
