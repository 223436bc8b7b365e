#pragma once
#include <span>
#include <string>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/article/outline.h"
#include "parser/article/signal_table.h"

namespace winnow {

// The block itself, its place in the tree, its neighbours, the page. `cues[i]` are the bits of the
// chrome rules that block i meets, `teasers[i]` the group of teasers that it is in.
SignalTable local_signals(const Dom& dom, const PageBlocks& page, const Outline& outline,
                          std::span<const uint32_t> cues, std::span<const uint32_t> teasers);
std::vector<std::string> local_signal_names();

// What a first opinion on all blocks (`scores`, log-odds) says around each of them.
SignalTable context_signals(const PageBlocks& page, const Outline& outline,
                            std::span<const float> scores, const Dom& dom);
std::vector<std::string> context_signal_names();

}  // namespace winnow
