#include "parser/text/language.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("common languages are told from a sentence") {
  CHECK(language_of("The mill stands by the river and grinds what the farmers bring.", "").code ==
        "en");
  CHECK(language_of("Die Mühle steht am Fluss und mahlt, was die Bauern bringen.", "").code ==
        "de");
  CHECK(language_of("水车在河边慢慢地转，农民们把收来的谷子运到这里。", "").code == "zh-Hans");
  CHECK(language_of("水車在河邊慢慢地轉，農民們把收來的穀子運到這裡。", "").code == "zh-Hant");
  CHECK(language_of("川のそばに水車小屋があり、農民が麦を運んできます。", "").code == "ja");
  CHECK(language_of("강가에 물레방아가 있고 농부들이 곡식을 가져옵니다.", "").code == "ko");
  CHECK(language_of("Мельница стоит у реки и мелет зерно крестьян.", "").code == "ru");
}

TEST_CASE("a wrong declaration does not change a clear text") {
  CHECK(language_of("水车在河边慢慢地转，农民们把收来的谷子运到这里。", "en").code == "zh-Hans");
  CHECK(language_of("水車在河邊慢慢地轉，農民們把收來的穀子運到這裡。", "zh-CN").code == "zh-Hant");
  CHECK(language_of("The mill stands by the river and grinds what the farmers bring.", "zh").code ==
        "en");
}

TEST_CASE("where both ways of writing are alike the declaration decides") {
  CHECK(language_of("山中小雨", "zh-TW").code == "zh-Hant");
  CHECK(language_of("山中小雨", "zh-Hant-HK").code == "zh-Hant");
  CHECK(language_of("山中小雨", "zh-CN").code == "zh-Hans");
  CHECK(language_of("山中小雨", "zh_TW").code == "zh-Hant");
  CHECK(language_of("山中小雨", "").code == "zh-Hans");
}

TEST_CASE("a text without letters is und, a short one has low confidence") {
  CHECK(language_of("", "en").code == "und");
  CHECK(language_of("12:30 — 14:00", "en").code == "und");
  CHECK(language_of("12:30", "").confidence == 0);
  const Language ok = language_of("Ok", "fi");
  CHECK(ok.code == "fi");
  CHECK(ok.confidence < 0.5f);
  CHECK(language_of("Ok", "").code == "und");
}

TEST_CASE("confidence is between 0 and 1, and lower for a mixture") {
  const float pure = language_of("水车在河边慢慢地转，农民们把收来的谷子运到这里。", "").confidence;
  const float mixed = language_of(
                          "水车在河边慢慢地转，农民们把收来的谷子运到这里。 The mill stands by the "
                          "river and grinds what the farmers bring to it every single morning.",
                          "")
                          .confidence;
  CHECK(pure <= 1.0f);
  CHECK(pure > 0.9f);
  CHECK(mixed < pure);
  CHECK(mixed > 0.0f);
}

TEST_CASE("control characters and a cut in a long text do no harm") {
  CHECK(
      language_of("\x01\x02The mill stands by the river and grinds what farmers bring.", "").code ==
      "en");
  std::string text;
  while (text.size() < 70'000) text += "水车在河边慢慢地转，";
  CHECK(language_of(text, "").code == "zh-Hans");
}

TEST_CASE("characters of only one way of writing are known, common ones belong to none") {
  for (char32_t c : {U'国', U'们', U'车', U'发'}) CHECK_FALSE(is_traditional_only(c));
  for (char32_t c : {U'国', U'们', U'车', U'这'}) CHECK(is_simplified_only(c));
  for (char32_t c : {U'國', U'們', U'車', U'這', U'發'}) CHECK(is_traditional_only(c));
  for (char32_t c : {U'的', U'一', U'后', U'里', U'台', U'a', U'，', U'𠀀'}) {
    CHECK_FALSE(is_simplified_only(c));
    CHECK_FALSE(is_traditional_only(c));
  }
}
