#include "parser/text/four_letters.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a run of four letters is found wherever it stands, whatever its case") {
  constexpr FourLetters<2> runs({"ourc", "igin"});
  for (size_t size = 0; size < 60; ++size) {
    const std::string text(size, 'o');
    CHECK_FALSE(runs.in(text));
    for (size_t at = 0; at + 4 <= size; ++at) {
      std::string with = text;
      CHECK(runs.in(with.replace(at, 4, "oURc")));
      CHECK(runs.in(with.replace(at, 4, "IgiN")));
    }
  }
  CHECK_FALSE(runs.in("our urban igigi ni, 源our cigi"));
  CHECK(runs.in("our urban action, re\u00E9source"));
}
