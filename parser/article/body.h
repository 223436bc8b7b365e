#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "parser/article/labeller.h"
#include "parser/extraction.h"
#include "parser/html/dom.h"

namespace winnow {

// Why a block is not in the body; nullptr: it is.
using Reason = const char*;

struct Body {
  float likelihood = 0;  // log-odds of the kept blocks, their mean by words
  std::vector<size_t> kept;               // indexes of the page's blocks, in order
  std::vector<std::string> texts;         // of the kept ones, trimmed by rules
  std::vector<std::string_view> reasons;  // per block of the page: empty if kept
  uint32_t words = 0;
};

// From scores to a body: the likely blocks, less what the chrome rules cut.
Body choose_body(const Dom& dom, const Analysis& analysis, std::span<const float> scores);

}  // namespace winnow
