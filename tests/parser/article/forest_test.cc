#include "parser/article/forest.h"

#include <cstring>
#include <map>
#include <random>
#include <vector>

#include "tests/catch.h"

using namespace winnow;

namespace {

// Answers one question; all others are never answered yes.
Tree stump(uint16_t signal, float threshold, int16_t no, int16_t yes) {
  Tree tree{};
  for (Question& q : tree.questions) q = {0, 1e9f};
  tree.questions[1] = {signal, threshold};
  tree.leaves[0] = no;
  tree.leaves[2] = yes;
  return tree;
}

const SignalLayout& numbers(size_t count) {
  static std::map<size_t, SignalLayout> layouts;
  SignalLayout& layout = layouts[count];
  while (layout.columns < count) layout("", 0);
  return layout;
}

SignalTable table_of(const std::vector<std::vector<float>>& columns, size_t first, size_t rows) {
  SignalTable table(numbers(columns.size()), rows);
  for (size_t row = 0; row < rows; ++row)
    for (size_t signal = 0; signal < columns.size(); ++signal)
      table.row(row)[signal * SignalTable::kTileRows] = columns[signal][first + row];
  return table;
}

}  // namespace

TEST_CASE("a forest's score is its base and the scaled sum of the leaves that the answers number") {
  const std::vector<Tree> trees = {stump(0, 0.5f, -10, 20), stump(1, 3.f, 1, 2),
                                   stump(0, 7.f, 0, 400)};
  const ForestScorer scorer({trees, 0.5f, 100});
  const std::vector<float> first = {0, 0.5f, 1, 8}, second = {3, 4, 3, 4};
  // A threshold itself is not exceeded.
  const std::vector<float> scores = {95.5f, 96, 110.5f, 311};
  CHECK(scorer.score(table_of({first, second}, 0, 4)) == scores);
  CHECK(scorer.score(table_of({first}, 0, 4), table_of({second}, 0, 4)) == scores);
  CHECK(scorer.score(SignalTable()).empty());
}

TEST_CASE("rows score the same however many are scored with them") {
  const std::vector<Tree> trees = {stump(0, 10.f, 0, 1), stump(0, 20.f, 0, 2)};
  const ForestScorer scorer({trees, 1, 0});
  std::vector<float> signal;
  for (int i = 0; i < 37; ++i) signal.push_back(static_cast<float>(i));
  const std::vector<float> scores = scorer.score(table_of({signal}, 0, signal.size()));
  for (size_t i = 0; i < signal.size(); ++i) {
    CHECK(scores[i] == (i > 20 ? 3.f : i > 10 ? 1.f : 0.f));
    CHECK(scorer.score(table_of({signal}, i, 1))[0] == scores[i]);
  }
}

TEST_CASE("wide and plain instructions score the same") {
  std::mt19937 random(7);
  const auto number = [&](int most) {
    return static_cast<int>(random() % static_cast<uint32_t>(most));
  };
  std::vector<Tree> trees(50);
  for (Tree& tree : trees) {
    for (Question& q : tree.questions)
      q = {static_cast<uint16_t>(number(9)), static_cast<float>(number(200)) / 4};
    for (int16_t& leaf : tree.leaves) leaf = static_cast<int16_t>(number(60'000) - 30'000);
  }
  const ForestScorer scorer({trees, 0.25f, -3});
  for (const size_t rows : {1u, 31u, 32u, 33u, 100u}) {
    std::vector<std::vector<float>> signals(9, std::vector<float>(rows));
    for (std::vector<float>& signal : signals)
      for (float& value : signal) value = static_cast<float>(number(60));
    const SignalTable table = table_of(signals, 0, rows);
    CHECK(scorer.score(table) == scorer.score_plainly(table));
  }
}

TEST_CASE("a bit of a set scores as the number that it is") {
  SignalLayout layout;
  layout("number", 0);
  layout.bits("set", 0, 32);
  std::mt19937 random(9);
  std::vector<Tree> trees;
  for (uint16_t signal = 0; signal < 33; ++signal)
    for (const float threshold : {-1.f, 0.f, 0.5f, 1.f})
      trees.push_back(stump(signal, threshold, static_cast<int16_t>(signal + 1),
                            static_cast<int16_t>(random() % 5'000)));
  const ForestScorer scorer({trees, 1, 0});
  constexpr size_t kRows = 45;
  SignalTable sets(layout, kRows);
  std::vector<std::vector<float>> columns(33, std::vector<float>(kRows));
  for (size_t row = 0; row < kRows; ++row) {
    const auto set = static_cast<uint32_t>(random());
    columns[0][row] = *sets.row(row) = static_cast<float>(row % 3);
    std::memcpy(sets.row(row) + SignalTable::kTileRows, &set, sizeof set);
    for (size_t bit = 0; bit < 32; ++bit) {
      columns[bit + 1][row] = static_cast<float>(set >> bit & 1);
      CHECK(sets.at(row, bit + 1) == columns[bit + 1][row]);
    }
  }
  const std::vector<float> scores = scorer.score(table_of(columns, 0, kRows));
  CHECK(scorer.score(sets) == scores);
  CHECK(scorer.score_plainly(sets) == scores);
}
