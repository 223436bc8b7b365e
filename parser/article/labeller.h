#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/article/chrome_rules.h"
#include "parser/article/forest.h"
#include "parser/article/outline.h"
#include "parser/article/signals.h"
#include "parser/article/teasers.h"
#include "parser/html/dom.h"

namespace winnow {

// Two forests: the first judges each block by itself and its neighbours, the second also sees what
// the first thinks of the blocks around.
struct Labeller {
  ForestScorer first, second;
};

// The trained one (labeller_model.cc).
const Labeller& trained_labeller();

// A page cut, outlined and measured: what the labeller and the body are made from.
struct Analysis {
  PageBlocks page;
  Outline outline;
  std::vector<RuleMatch> matches;  // per block
  std::vector<uint32_t> teasers;   // per block, as teasers_of has it
  SignalTable signals;             // of the first forest
};

// With more than `max_blocks` there is nothing but `page`.
Analysis analyse(const Dom& dom, std::string_view title, size_t max_blocks = SIZE_MAX);

// The context of the first forest's scores, which the second sees behind the first's signals.
SignalTable second_signals(const Dom& dom, const Analysis& analysis, std::span<const float> first);

// Log-odds per block that it is content.
std::vector<float> label(const Labeller& labeller, const Dom& dom, const Analysis& analysis);

}  // namespace winnow
