#include "parser/text/phrases.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("phrases are found anywhere, whatever the case") {
  static constexpr Phrases<3> phrases({"lorem ipsum", "use of cookies", "javascript"});
  CHECK(phrases.in(U"") == 0);
  CHECK(phrases.in(U"javascrip") == 0);
  CHECK(phrases.in(U"JavaScript") == 4);
  CHECK(phrases.in(U"the use  of cookies") == 0);
  CHECK(phrases.in(U"Our USE of CooKies and Lorem Ipsum") == 3);
  // What differs only in bits that the pairs leave out.
  CHECK(phrases.in(U"ＪavaScript j\u0141vascript *avascript") == 0);
  for (size_t before = 0; before < 40; ++before)
    for (size_t behind = 0; behind < 12; ++behind) {
      const std::u32string a(before, U'字'), b(behind, U'j');
      CHECK(phrases.in(a + U"lorem ipsum" + b) == 1);
      CHECK(phrases.in(b + U"javascripjavascript" + a) == 4);
    }
}
