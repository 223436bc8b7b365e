#include "parser/text/utf8.h"

#include <unicode/uchar.h>

#include <vector>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("ill-formed UTF-8 is replaced once a maximal subpart") {
  CHECK(well_formed("a\xFFz") == "a\uFFFDz");
  CHECK(well_formed("\xE4\xB8") == "\uFFFD");                            // cut in a character
  CHECK(well_formed("\xC0\x80") == "\uFFFD\uFFFD");                      // overlong NUL
  CHECK(well_formed("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");            // a surrogate
  CHECK(well_formed("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  CHECK(well_formed("\xF0\x9F\x98x") == "\uFFFDx");
  CHECK(well_formed("谷粒 grain 😀") == "谷粒 grain 😀");
}

TEST_CASE("well-formedness of each length is known") {
  CHECK(is_well_formed(""));
  CHECK(is_well_formed("aé谷😀"));
  CHECK_FALSE(is_well_formed("\x80"));
  CHECK_FALSE(is_well_formed("\xF0\x9F\x98"));
  CHECK_FALSE(is_well_formed("ok \xED\xBF\xBF"));
}

TEST_CASE("the ASCII that a text begins with is measured to the character") {
  for (size_t n = 0; n < 20; ++n) {
    const std::string ascii(n, '\x7F');
    CHECK(ascii_front(ascii) == n);
    CHECK(ascii_front(ascii + "é" + ascii) == n);
    CHECK_FALSE(is_well_formed(ascii + "\x80" + ascii));
  }
}

TEST_CASE("a code point survives writing and reading") {
  for (char32_t c : {U'a', U'\u00E9', U'\u8C37', U'\U0001F600', U'\U0010FFFF', U'\uFFFD'}) {
    std::string text;
    append_code_point(text, c);
    size_t position = 0;
    CHECK(next_code_point(text, position) == c);
    CHECK(position == text.size());
  }
  std::string bad;
  append_code_point(bad, 0xD800);
  append_code_point(bad, 0x110000);
  CHECK(bad == "\uFFFD\uFFFD");
}

TEST_CASE("space collapses, the ideographic and the invisible too") {
  CHECK(collapse_space("  a \t\n b\u3000\u3000c\u00A0") == "a b c");
  CHECK(collapse_space("\uFEFF谷\u200B粒") == "谷 粒");
  CHECK(collapse_space(std::string_view("a\0b\x7F", 4)) == "ab");
  CHECK(collapse_space(" a b  c é d \xFF e ") == "a b c é d \uFFFD e");
  CHECK(collapse_space("") == "");
  CHECK(collapse_space("\xFF x") == "\uFFFD x");
}

TEST_CASE("space is what Unicode calls White_Space, and three invisible marks") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool invisible = c == 0x200B || c == 0x2060 || c == 0xFEFF;
    if (is_space(c) != (invisible || u_isUWhiteSpace(static_cast<UChar32>(c))))
      FAIL(static_cast<uint32_t>(c));
  }
}

TEST_CASE("every code point is read as it was written, and cut sequences as U+FFFD") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, c);
    size_t position = 0;
    if (next_code_point(text, position) != c || position != text.size())
      FAIL(static_cast<uint32_t>(c));
    position = 0;
    const std::string_view cut(text.data(), text.size() - 1);
    if (!cut.empty() && next_code_point(cut, position) != 0xFFFD) FAIL(static_cast<uint32_t>(c));
  }
}

TEST_CASE("Han and kana are told from their neighbours") {
  for (char32_t c : U"一龥々〇㐀𠀀豈") {
    if (c) CHECK(is_han(c));
  }
  for (char32_t c : U"a、。「ー가あ９") {
    if (c) CHECK_FALSE(is_han(c));
  }
  CHECK(is_kana(U'あ'));
  CHECK(is_kana(U'ン'));
  CHECK(is_kana(U'ー'));
  CHECK_FALSE(is_kana(U'・'));
}

TEST_CASE("words are Han characters and runs of other letters") {
  std::vector<std::string> found;
  Words words("C++20的iPhone 15，naïve—ça va。한국어 カナ!");
  for (std::string_view word; words.next(word);) found.emplace_back(word);
  CHECK(found == std::vector<std::string>{"C", "20", "的", "iPhone", "15", "naïve", "ça", "va",
                                          "한국어", "カ", "ナ"});
  CHECK(count_words("") == 0);
  CHECK(count_words("。，!? \n") == 0);
  CHECK(count_words("谷粒corpus") == 3);
  CHECK(count_words("corpus谷粒") == 3);
}

TEST_CASE("words are the same wherever in a text they stand") {
  const std::string text = "It's 20,000 cafés: 谷粒grain, " + std::string(70, 'w') + " kaあ x";
  const std::vector<std::string> expected = {
      "It", "s", "20", "000", "cafés", "谷", "粒", "grain", std::string(70, 'w'), "ka", "あ", "x"};
  for (size_t before = 0; before < 130; ++before) {
    const std::string moved = std::string(before, '.') + text;
    std::vector<std::string> found;
    Words words(moved);
    for (std::string_view word; words.next(word);) found.emplace_back(word);
    CHECK(found == expected);
    CHECK(count_words(moved) == expected.size());
  }
  for (size_t size = 0; size < 200; ++size)  // of ASCII alone
    CHECK(count_words(std::string("ab 1 ").append(size, 'x')) == (size > 0 ? 3 : 2));
}
