#pragma once
#include <vector>

#include "parser/article/forest.h"

namespace winnow {

// ForestScorer::score for processors with AVX2 (x86-64-v3), thirty-two rows at once.
struct ForestAvx2 {
  static bool can_run();
  // Only if can_run().
  static std::vector<float> score(const ForestScorer& forest, const SignalTable& signals,
                                  const SignalTable& more);

 private:
  struct Kernel;
};

}  // namespace winnow
