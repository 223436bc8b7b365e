#include "parser/text/quality.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

#include "parser/text/language.h"
#include "parser/text/repetition.h"
#include "parser/text/segmenter.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr uint32_t kShortLine = 30, kLongLine = 200;  // FineWeb; C4ParagraphFilter, in characters
constexpr uint32_t kC4Words = 3;           // a line; c4_utils.py has 5, the paper and datatrove 3
constexpr uint32_t kC4LongestWord = 1000;  // in characters
constexpr std::array<std::string_view, 7> kC4Phrases = {
    "javascript",   "terms of use",   "privacy policy", "cookie policy",
    "uses cookies", "use of cookies", "use cookies"};
// MAP-NEO's chinese_data_clean_pipeline: lines that lead to the rest of the text.
constexpr std::array<std::u32string_view, 5> kMore = {U"更多", U"展开", U"。。。", U"readmore",
                                                      U"read more"};

float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

bool is_sentence_end(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  if (is_han(c)) return false;
  return c == U'。' || c == U'！' || c == U'？' || c == U'…' ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM);
}

// Ends a line as a sentence would: also a quotation mark (FineWeb counts ' and " so).
bool is_terminal(char32_t c) {
  constexpr std::u32string_view kQuotes = U"\"'”’」』";
  return kQuotes.find(c) != kQuotes.npos || is_sentence_end(c);
}

bool ends_with_ellipsis(std::u32string_view line) {
  return line.ends_with(U'…') || line.ends_with(U"...");
}

struct Totals {
  uint64_t han = 0, simplified = 0, traditional = 0, digits = 0, punctuation = 0, special = 0;
  uint64_t hashes = 0, ellipses = 0, bracketed = 0;
  uint64_t bullets = 0, ellipsis_lines = 0, terminal = 0, brief = 0, more = 0;
};

// What came before: as a number and in characters.
struct Repeats {
  std::unordered_set<std::u32string_view> met;
  uint64_t number = 0, characters = 0;
  void add(std::u32string_view piece) {
    if (met.insert(piece).second) return;
    ++number;
    characters += piece.size();
  }
};

class Meter {
 public:
  Quality measure(const std::vector<Block>& blocks) {
    decode(blocks);
    for (const auto& [begin, end, kind] : paragraphs_) {
      const auto paragraph = std::u32string_view(text_).substr(begin, end - begin);
      repeated_paragraphs_.add(paragraph);
      for (size_t at = 0; at <= paragraph.size();) {
        const size_t feed = std::min(paragraph.find(U'\n', at), paragraph.size());
        if (feed > at) line(paragraph.substr(at, feed - at), kind);
        at = feed + 1;
      }
    }
    finish();
    return q_;
  }

 private:
  struct Paragraph {
    size_t begin, end;
    BlockKind kind;
  };

  void decode(const std::vector<Block>& blocks) {
    size_t bytes = 0;
    for (const Block& block : blocks) bytes += block.text.size() + 1;
    text_.reserve(bytes);
    for (const Block& block : blocks) {
      if (block.text.empty()) continue;
      if (!text_.empty()) text_ += U'\n';
      const size_t begin = text_.size();
      for (size_t i = 0; i < block.text.size();) text_ += next_code_point(block.text, i);
      paragraphs_.push_back({begin, text_.size(), block.kind});
    }
  }

  void line(std::u32string_view line, BlockKind kind) {
    ++q_.lines;
    q_.characters += static_cast<uint32_t>(line.size());
    q_.long_lines += line.size() >= kLongLine;
    repeated_lines_.add(line);
    totals_.brief += line.size() <= kShortLine;
    totals_.bullets += kind == BlockKind::kListItem || line[0] == U'•' || line[0] == U'-';
    totals_.ellipsis_lines += ends_with_ellipsis(line);
    totals_.terminal += is_terminal(line.back());
    totals_.more +=
        std::ranges::any_of(kMore, [&](const auto& end) { return line.ends_with(end); });
    const uint32_t sentences = characters(line);
    q_.sentences += sentences;
    c4(line, sentences);
  }

  // Returns how many sentences end on the line.
  uint32_t characters(std::u32string_view line) {
    uint32_t sentences = 0;
    bool ended = false;  // by the character before
    size_t bracket = line.npos;
    for (size_t i = 0; i < line.size(); ++i) {
      const char32_t c = line[i];
      kind_of(c);
      const bool before_space =
          i + 1 == line.size() || is_space(line[i + 1]) || is_terminal(line[i + 1]);
      const bool ends = is_sentence_end(c) && (c >= 0x80 || before_space);
      sentences += ends && !ended;
      ended = ends;
      if (c == U'【' && bracket == line.npos) bracket = i;
      if (c == U'】' && bracket != line.npos) {
        totals_.bracketed += i + 1 - bracket;
        bracket = line.npos;
      }
      totals_.ellipses += c == U'…';
      if (c == '.' && line.substr(i, 3) == U"..." && (i == 0 || line[i - 1] != '.'))
        ++totals_.ellipses;
    }
    return sentences;
  }

  void kind_of(char32_t c) {
    if (is_han(c)) {
      ++totals_.han;
      totals_.simplified += is_simplified_only(c);
      totals_.traditional += is_traditional_only(c);
      return;
    }
    if (c < 0x80 && (c | 32) >= 'a' && (c | 32) <= 'z') return;
    q_.curly_brackets += c == '{';
    totals_.hashes += c == '#';
    const uint32_t mask = U_GET_GC_MASK(static_cast<UChar32>(c));
    totals_.digits += (mask & U_GC_ND_MASK) != 0;
    totals_.punctuation += (mask & U_GC_P_MASK) != 0;
    totals_.special += (mask & (U_GC_L_MASK | U_GC_M_MASK)) == 0;
  }

  // Would C4 keep the line?
  void c4(std::u32string_view line, uint32_t sentences) {
    std::string lower;
    uint32_t words = 0, length = 0, longest = 0;
    for (const char32_t c : line) {
      lower += c < 0x80 ? static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c) : '\x7F';
      words += length == 0 && !is_space(c);
      length = is_space(c) ? 0 : length + 1;
      longest = std::max(longest, length);
    }
    const auto has = [&](std::string_view phrase) { return lower.find(phrase) != lower.npos; };
    q_.lorem_ipsum += has("lorem ipsum");
    const bool ended = std::string_view(".?!\"").find(lower.back()) != std::string_view::npos;
    if (!ended || lower.ends_with("...") || words < kC4Words || longest > kC4LongestWord) return;
    if (std::ranges::none_of(kC4Phrases, has)) q_.c4_sentences += sentences;
  }

  void finish() {
    if (q_.characters == 0) return;
    const std::vector<Segment> words = segments_of(text_);
    uint64_t length = 0, alphabetic = 0;
    for (const Segment& word : words) {
      length += word.length;
      alphabetic += word.alphabetic;
      q_.longest_word = std::max(q_.longest_word, word.length);
    }
    q_.words = static_cast<uint32_t>(words.size());
    const double n = q_.words, lines = q_.lines, all = q_.characters;
    const auto number = [](uint64_t count) { return static_cast<double>(count); };
    q_.mean_word_length = share(number(length), n);
    q_.mean_line_length = share(all, lines);
    q_.hashes_per_word = share(number(totals_.hashes), n);
    q_.ellipses_per_word = share(number(totals_.ellipses), n);
    q_.newlines_per_word = share(lines - 1, n);
    q_.alphabetic_words = share(number(alphabetic), n);
    q_.bullet_lines = share(number(totals_.bullets), lines);
    q_.ellipsis_lines = share(number(totals_.ellipsis_lines), lines);
    q_.terminal_lines = share(number(totals_.terminal), lines);
    q_.short_lines = share(number(totals_.brief), lines);
    q_.more_lines = share(number(totals_.more), lines);
    q_.duplicate_lines = share(number(repeated_lines_.number), lines);
    q_.duplicate_line_characters = share(number(repeated_lines_.characters), all);
    q_.duplicate_paragraphs =
        share(number(repeated_paragraphs_.number), number(paragraphs_.size()));
    q_.duplicate_paragraph_characters = share(number(repeated_paragraphs_.characters), all);
    q_.han = share(number(totals_.han), all);
    q_.simplified = share(number(totals_.simplified), number(totals_.han));
    q_.traditional = share(number(totals_.traditional), number(totals_.han));
    q_.digits = share(number(totals_.digits), all);
    q_.punctuation = share(number(totals_.punctuation), all);
    q_.special = share(number(totals_.special), all);
    q_.bracketed = share(number(totals_.bracketed), all);
    add_repetition(words, text_, q_);
  }

  std::u32string text_;  // the lines, with a line feed between
  std::vector<Paragraph> paragraphs_;
  Repeats repeated_lines_, repeated_paragraphs_;
  Totals totals_;
  Quality q_;
};

}  // namespace

Quality quality_of(const std::vector<Block>& blocks) { return Meter().measure(blocks); }

}  // namespace winnow
