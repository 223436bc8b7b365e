#include "parser/text/han_words.h"

#include <unicode/ubrk.h>

#include <random>
#include <string>

#include "tests/catch.h"

using namespace winnow;

namespace {

// What ICU's break iterator says of a run of characters of the first plane.
std::vector<uint32_t> icu_ends(std::u32string_view run) {
  const std::u16string text(run.begin(), run.end());
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator* it =
      ubrk_open(UBRK_WORD, "root", text.data(), static_cast<int32_t>(text.size()), &error);
  REQUIRE(U_SUCCESS(error));
  std::vector<uint32_t> ends;
  for (int32_t end; (end = ubrk_next(it)) != UBRK_DONE;) ends.push_back(static_cast<uint32_t>(end));
  ubrk_close(it);
  return ends;
}

}  // namespace

TEST_CASE("words of Han are those that ICU tells apart") {
  HanWords words;
  CHECK(words.ends(U"中国人民的生活") == std::vector<uint32_t>{2, 4, 5, 7});
  CHECK(words.ends(U"").empty());
  std::mt19937 random(5);
  // Frequent characters, of which many words come, both ways of writing; then any characters.
  constexpr std::u32string_view kFrequent =
      U"的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学"
      U"对可里后小么心"
      U"多天而能好都然没日于起还发成事只作当想看文無開手十用主行方又如前所本見經頭面公同三已老從動"
      U"兩長知民樣現分"
      U"將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最"
      U"間新什打便位因"
      U"重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體"
      U"別處總才場師書"
      U"比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受"
      U"光王果親界及今京"
      U"务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科"
      U"怎元社术结六功指思"
      U"非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七必城父强步完革"
      U"深区即求品士转量空甚";
  for (int i = 0; i < 3000; ++i) {
    std::u32string run;
    for (size_t n = 1 + random() % 60; run.size() < n;)
      run += i % 3 == 0 ? U'\u4E00' + static_cast<char32_t>(random() % 0x5200)
                        : kFrequent[random() % kFrequent.size()];
    CHECK(words.ends(run) == icu_ends(run));
  }
}

TEST_CASE("only what NFKC leaves as it is, is taken") {
  for (const char32_t c : {U'㐀', U'䶿', U'一', U'\u9FFF'}) CHECK(HanWords::takes(c));
  for (const char32_t c : {U'々', U'〇', U'か', U'\uF900', U'\U00020000', U'䷀', U'a'})
    CHECK_FALSE(HanWords::takes(c));
}
