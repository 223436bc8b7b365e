#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/score/pages.h"
#include "tests/score/score.h"

namespace winnow::score {

// What an extractor made of one page.
struct Output {
  std::string text, title, author, published;
};

struct Exact {
  int right = 0, all = 0;
  double share() const { return all ? static_cast<double>(right) / all : 0; }
};

// The scores of one extractor over the pages, by source.
struct ScoreTable {
  std::map<std::string, BodyScore> bodies;
  std::map<std::string, SnippetScore> snippets;
  double leaked = 0;               // sum of shares
  int chromed = 0;                 // pages with chrome inside the body
  Exact title, author, published;  // of pages that name them by hand (zh-gold)

  void add(const TruthPage& truth, const Output& output);
  double f1(const std::string& source) const;
  double leaked_mean() const { return chromed ? leaked / chromed : 0; }
  std::string text() const;  // to print
};

// How a page's text compares with the body that it fits best.
Overlap compare_best(const TruthPage& truth, const std::string& text);

}  // namespace winnow::score
