#include "parser/text/quality.h"

#include <map>
#include <string>

#include "parser/text/segmenter.h"
#include "tests/catch.h"

using namespace winnow;
using Catch::Matchers::WithinAbs;

namespace {

Quality of(const std::vector<std::string>& paragraphs) {
  std::vector<Block> blocks;
  for (const std::string& text : paragraphs) blocks.push_back({BlockKind::kParagraph, 0, 0, text});
  return quality_of(blocks);
}

std::string times(size_t n, const std::string& text) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

auto is(double value) { return WithinAbs(value, 1e-5); }

}  // namespace

TEST_CASE("an English text is counted") {
  // 8 + 8 characters of words with 3 + 2 of space and stop; "#" and "..." apart.
  const Quality q = of({"The cat #sat.", "with it..."});
  CHECK(q.characters == 13 + 10);
  CHECK(q.lines == 2);
  CHECK(q.words == 5);
  CHECK_THAT(q.mean_word_length, is((3 + 3 + 3 + 4 + 2) / 5.0));
  CHECK_THAT(q.mean_line_length, is(23 / 2.0));
  CHECK(q.longest_word == 4);
  CHECK_THAT(q.hashes_per_word, is(1 / 5.0));
  CHECK_THAT(q.ellipses_per_word, is(1 / 5.0));
  CHECK_THAT(q.newlines_per_word, is(1 / 5.0));
  CHECK_THAT(q.ellipsis_lines, is(0.5));
  CHECK_THAT(q.terminal_lines, is(1));
  CHECK_THAT(q.short_lines, is(1));
  CHECK(q.sentences == 2);
  CHECK(q.stop_words_en == 1);  // "with"; "The" is written with a capital
  CHECK_THAT(q.stop_words, is(0.2));
  CHECK_THAT(q.punctuation, is(5 / 23.0));  // # . ...
  CHECK_THAT(q.special, is((5 + 3) / 23.0));
  CHECK_THAT(q.alphabetic_words, is(1));
  CHECK_THAT(q.word_entropy, is(std::log(5)));
}

TEST_CASE("a Chinese text is counted by the words of a dictionary") {
  const Quality q = of({"中国人民的生活。", "他買書2本！"});
  // 中国 人民 的 生活, 他 買 書 2 本
  CHECK(q.words == 9);
  CHECK(q.characters == 14);
  CHECK(q.stop_words_zh == 2);  // 的 他
  CHECK_THAT(q.stop_words, is(2 / 9.0));
  CHECK_THAT(q.alphabetic_words, is(8 / 9.0));
  CHECK_THAT(q.han, is(11 / 14.0));
  CHECK_THAT(q.simplified, is(1 / 11.0));   // 国
  CHECK_THAT(q.traditional, is(2 / 11.0));  // 買 書
  CHECK_THAT(q.digits, is(1 / 14.0));
  CHECK_THAT(q.punctuation, is(2 / 14.0));
  CHECK(q.sentences == 2);
  CHECK_THAT(q.terminal_lines, is(1));
}

TEST_CASE("words are told apart in any script") {
  const auto lengths = [](std::u32string_view text) {
    std::vector<uint32_t> all;
    Segmenter segmenter;
    for (const Segment& word : segmenter.words_of(text)) all.push_back(word.length);
    return all;
  };
  using L = std::vector<uint32_t>;
  CHECK(lengths(U"don't pay 1,234.5, e.g. now") == L{5, 3, 7, 1, 1, 3});
  CHECK(lengths(U"iPhone手机降价3%，abc") == L{6, 2, 2, 1, 3});
  CHECK(lengths(U"\U00020000\U00020001") == L{1, 1});
  CHECK(lengths(U"ภาษาไทย") == L{4, 3});
  CHECK(lengths(U"…… !?").empty());
}

TEST_CASE("words are counted the same wherever in a text they stand") {
  const std::string text = "Don't pay 20,000.5 to the cafés of " + std::string(70, 'w') + ", 谷粒.";
  const Quality whole = of({text});
  CHECK(whole.words == 9);
  for (size_t before = 1; before < 130; ++before) {
    const Quality moved = of({std::string(before, '-') + text});
    CHECK(moved.words == whole.words);
    CHECK(moved.longest_word == 70);
    CHECK(moved.mean_word_length == whole.mean_word_length);
    CHECK(moved.alphabetic_words == whole.alphabetic_words);
    CHECK(moved.stop_words == whole.stop_words);
    CHECK(moved.sentences == 1);
    CHECK_THAT(moved.han, is(2.0 / moved.characters));
    CHECK_THAT(moved.digits, is(6.0 / moved.characters));
  }
}

TEST_CASE("lines and paragraphs that came before are counted") {
  // Lines: aa, bb, aa, aa, bb: the last three came before. Paragraphs: the last came before.
  const Quality q = quality_of({{BlockKind::kCode, 0, 0, "aa\nbb"},
                                {BlockKind::kParagraph, 0, 0, "aa"},
                                {BlockKind::kCode, 0, 0, "aa\nbb"}});
  CHECK(q.lines == 5);
  CHECK(q.characters == 10);
  CHECK_THAT(q.duplicate_lines, is(3 / 5.0));
  CHECK_THAT(q.duplicate_line_characters, is(6 / 10.0));
  CHECK_THAT(q.duplicate_paragraphs, is(1 / 3.0));
  CHECK_THAT(q.duplicate_paragraph_characters, is(5 / 10.0));
}

TEST_CASE("n-grams of words are counted as datatrove counts them") {
  // a b a b a b c: 13 characters. "a b" three times with 3 characters each; "a b a" and "b a b"
  // twice, of 5 characters; "a b a b" twice, of 7.
  Quality q = of({"a b a b a b c"});
  CHECK_THAT(q.top_ngram[0], is(9 / 13.0));
  CHECK_THAT(q.top_ngram[1], is(10 / 13.0));
  CHECK_THAT(q.top_ngram[2], is(14 / 13.0));
  CHECK_THAT(q.duplicate_ngrams[0], is(0));
  // Twice six words: the second "a b c d e" is leapt over, as is "a b c d e f" for n = 6.
  q = of({"a b c d e f a b c d e f"});
  CHECK_THAT(q.duplicate_ngrams[0], is(5 / 23.0));
  CHECK_THAT(q.duplicate_ngrams[1], is(6 / 23.0));
  CHECK_THAT(q.duplicate_ngrams[2], is(0));
  // 8 n-grams of five words, of which abcde and bcdef come twice.
  CHECK_THAT(q.repeated_5grams, is(4 / 8.0));
  // No repetition: the first n-gram counts.
  q = of({"ab cd efg h i"});
  CHECK_THAT(q.top_ngram[0], is(5 / 13.0));
  CHECK_THAT(q.top_ngram[2], is(11 / 13.0));
}

TEST_CASE("n-grams of characters are counted") {
  // abcabcab: six 3-grams, abc abc bca bca cab cab; three different, root 1: one of them.
  CHECK_THAT(of({"abcabcab"}).repeated_3characters, is(2 / 6.0));
  CHECK_THAT(of({"abcabcab"}).unique_characters, is(3 / 8.0));
  // 14 times the same character: both 13-grams are one.
  CHECK_THAT(of({times(14, "a")}).repeated_13characters, is(1));
  CHECK_THAT(of({"abcdefghijklmn"}).repeated_13characters, is(0));
}

TEST_CASE("sentences count for C4 only in lines that it keeps") {
  CHECK(of({"One two three. Four five! Six?"}).c4_sentences == 3);
  CHECK(of({"One two."}).c4_sentences == 0);
  CHECK(of({"One two three"}).c4_sentences == 0);
  CHECK(of({"One two three..."}).c4_sentences == 0);
  CHECK(of({"Please enable JavaScript now."}).c4_sentences == 0);
  CHECK(of({"This site uses cookies."}).c4_sentences == 0);
  CHECK(of({"Lorem Ipsum dolor sit."}).lorem_ipsum == 1);
  CHECK(of({"if (x) { y }"}).curly_brackets == 1);
  CHECK(of({"Pi is 3.14 here."}).sentences == 1);
}

TEST_CASE("kinds of lines are counted") {
  const Quality q = quality_of({{BlockKind::kListItem, 1, 0, "苹果"},
                                {BlockKind::kParagraph, 0, 0, "- 香蕉"},
                                {BlockKind::kParagraph, 0, 0, "点击查看更多"},
                                {BlockKind::kParagraph, 0, 0, "【注】" + times(197, "字")}});
  CHECK_THAT(q.bullet_lines, is(0.5));
  CHECK_THAT(q.more_lines, is(0.25));
  CHECK_THAT(q.short_lines, is(0.75));
  CHECK(q.long_lines == 1);
  CHECK(q.characters == 2 + 4 + 6 + 200);
  CHECK_THAT(q.bracketed, is(3 / 212.0));
}

TEST_CASE("an empty text, one of nothing but signs and an ill-formed one have numbers") {
  CHECK(quality_of({}).characters == 0);
  CHECK(of({""}).lines == 0);
  const Quality signs = of({"***"});
  CHECK(signs.words == 0);
  CHECK_THAT(signs.mean_word_length, is(0));
  CHECK_THAT(signs.special, is(1));
  CHECK(of({"a\xFF\xE4"}).characters == 3);
}

TEST_CASE("a long text is judged by its beginning and counted whole") {
  const Quality q = of({times(300'000, "字 ")});
  CHECK(q.characters == 600'000);
  CHECK(q.words == 300'000);
  CHECK_THAT(q.unique_characters, is(2.0 / (1 << 18)));
  CHECK_THAT(q.duplicate_ngrams[0], WithinAbs(1, 1e-4));
}

TEST_CASE("each signal has a name of its own") {
  std::map<std::string, int> names;
  Quality q;
  size_t bytes = 0;
  for_each_signal(q, [&](const char* name, auto& signal) {
    ++names[name];
    bytes += sizeof signal;
  });
  CHECK(bytes == sizeof q);  // none is forgotten
  CHECK(names.size() == bytes / 4);
}
