#include "parser/article/text_stats.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a text's counts are made in one pass") {
  const TextStats stats = stats_of(" Don't say: \"20,000 Euros\"; 谷粒 ok! ");
  CHECK(stats.words == 8);  // don't is one, 20 and 000 are two
  CHECK(stats.han == 2);
  CHECK(stats.digits == 5);
  CHECK(stats.upper == 2);
  CHECK(stats.letters == 4 + 3 + 5 + 2 + 2);
  CHECK(stats.commas == 2);
  CHECK(stats.stops == 1);
  CHECK(stats.marks == 1);
  CHECK(stats.characters == 28);
  CHECK(stats.first == 'D');
  CHECK(stats.last == '!');
}

TEST_CASE("counts are the same wherever a text begins and however it is parted") {
  const std::string text = "Don''t|ab'c\t\t'x 7! é谷";
  const TextStats whole = stats_of(text);
  CHECK(whole.words == 6);  // an apostrophe divides no word that goes on behind it
  for (size_t before = 0; before < 130; ++before) {
    const TextStats moved = stats_of(std::string(before, ' ') + text);
    CHECK(moved.words == whole.words);
    CHECK(moved.characters == whole.characters);
    CHECK(moved.marks == whole.marks);
    CHECK(moved.first == 'D');
    CHECK(moved.last == U'谷');
  }
  for (size_t at = 0; at <= text.size() - 5; ++at) {
    TextStats parts;
    parts.add(text.substr(0, at));
    parts.add(text.substr(at));
    CHECK(parts.words == whole.words);
    CHECK(parts.characters == whole.characters);
  }
}

TEST_CASE("runs of white space become one space, none at the front") {
  std::string out;
  append_space(out);
  CHECK(out.empty());
  append_collapsed(out, " a\u00A0 \n b\u200Bc ");
  append_space(out);
  append_collapsed(out, " d");
  CHECK(out == "a bc d");
}
