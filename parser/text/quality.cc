#include "parser/text/quality.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "parser/text/char_masks.h"
#include "parser/text/counts.h"
#include "parser/text/hash.h"
#include "parser/text/language.h"
#include "parser/text/phrases.h"
#include "parser/text/repetition.h"
#include "parser/text/segmenter.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr uint32_t kShortLine = 30, kLongLine = 200;  // FineWeb; C4ParagraphFilter, in characters
constexpr uint32_t kC4Words = 3;           // a line; c4_utils.py has 5, the paper and datatrove 3
constexpr uint32_t kC4LongestWord = 1000;  // in characters
constexpr size_t kKept = 1 << 15;          // characters of a text whose memory is kept for the next
constexpr Phrases<8> kPhrases({"lorem ipsum", "javascript", "terms of use", "privacy policy",
                               "cookie policy", "uses cookies", "use of cookies", "use cookies"});
constexpr uint32_t kLoremIpsum = 1;  // the other phrases are those that C4 drops lines for
// MAP-NEO's chinese_data_clean_pipeline: lines that lead to the rest of the text.
constexpr std::array<std::u32string_view, 5> kMore = {U"更多", U"展开", U"。。。", U"readmore",
                                                      U"read more"};

float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

constexpr bool is_ascii_end(char32_t c) { return c == '.' || c == '!' || c == '?'; }

bool is_sentence_end(char32_t c) {
  if (c < 0x80) return is_ascii_end(c);
  if (is_han(c)) return false;
  return c == U'。' || c == U'！' || c == U'？' || c == U'…' ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM);
}

// Ends a line as a sentence would: also a quotation mark (FineWeb counts ' and " so).
bool is_terminal(char32_t c) {
  if (c < 0x80) return c == '"' || c == '\'' || is_ascii_end(c);
  return c == U'”' || c == U'’' || c == U'」' || c == U'』' || is_sentence_end(c);
}

bool ends_with_ellipsis(std::u32string_view line) {
  return line.ends_with(U'…') || line.ends_with(U"...");
}

// Sixteen characters at a time, which compilers make a few steps of.
void widen(const char* ascii, size_t size, char32_t* to) {
  for (; size >= 16; size -= 16, ascii += 16, to += 16)
    for (size_t i = 0; i < 16; ++i) to[i] = static_cast<unsigned char>(ascii[i]);
  std::copy_n(ascii, size, to);
}

struct Totals {
  std::array<uint32_t, 128> ascii{};  // how often each came that is no letter; digits as 0
  uint64_t han = 0, simplified = 0, traditional = 0, digits = 0, punctuation = 0, special = 0;
  uint64_t ellipses = 0, bracketed = 0;
  uint64_t bullets = 0, ellipsis_lines = 0, terminal = 0, brief = 0, more = 0;
};

// What came before: as a number and in characters.
struct Repeats {
  Counts met;
  uint64_t number = 0, characters = 0;
  void clear(size_t pieces) {
    met.clear(pieces);
    number = characters = 0;
  }
  void add(uint64_t hash, size_t size) {
    if (met[met.add(hash)] == 1) return;
    ++number;
    characters += size;
  }
};

uint64_t piece_hash(std::u32string_view text) {
  return hash_of(
      std::string_view(reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t)));
}

class Meter {
 public:
  Quality measure(const std::vector<Block>& blocks) {
    q_ = {};
    totals_ = {};
    decode(blocks);
    repeated_lines_.clear(paragraphs_.size());
    repeated_paragraphs_.clear(paragraphs_.size());
    for (const auto& [begin, end, kind, lines] : paragraphs_) {
      const auto paragraph = text_.substr(begin, end - begin);
      const uint64_t hash = piece_hash(paragraph);
      repeated_paragraphs_.add(hash, paragraph.size());
      for (size_t at = 0; at <= paragraph.size();) {
        const size_t feed =
            lines ? std::min(paragraph.find(U'\n', at), paragraph.size()) : paragraph.size();
        const auto piece = paragraph.substr(at, feed - at);
        if (!piece.empty()) {
          const bool whole = piece.size() == paragraph.size();
          repeated_lines_.add(whole ? hash : piece_hash(piece), piece.size());
          line(piece, kind);
        }
        at = feed + 1;
      }
    }
    finish();
    return q_;
  }

  // The text was so large that its memory is not kept.
  bool is_large() const { return text_.size() > kKept; }

 private:
  struct Paragraph {
    size_t begin, end;
    BlockKind kind;
    bool lines;  // several
  };

  void decode(const std::vector<Block>& blocks) {
    size_t bytes = 0;
    for (const Block& block : blocks) bytes += block.text.size() + 1;
    if (buffer_.size() < bytes) buffer_.resize(bytes);
    paragraphs_.clear();
    size_t end = 0;
    for (const Block& block : blocks) {
      if (block.text.empty()) continue;
      if (end > 0) buffer_[end++] = U'\n';
      const size_t begin = end;
      for (size_t i = 0; i < block.text.size();) {
        const size_t ascii = ascii_front(std::string_view(block.text).substr(i));
        widen(block.text.data() + i, ascii, buffer_.data() + end);
        i += ascii;
        end += ascii;
        if (i < block.text.size()) buffer_[end++] = next_code_point(block.text, i);
      }
      paragraphs_.push_back({begin, end, block.kind, block.text.find('\n') != block.text.npos});
    }
    text_ = std::u32string_view(buffer_).substr(0, end);
  }

  void line(std::u32string_view line, BlockKind kind) {
    ++q_.lines;
    q_.characters += static_cast<uint32_t>(line.size());
    q_.long_lines += line.size() >= kLongLine;
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
    size_t ended = 0;  // behind the last character that ended one
    size_t bracket = line.npos;
    for (size_t at = 0; at < line.size(); at += CharMasks::kSize) {
      const CharMasks masks = masks_of(line, at);
      totals_.ascii[' '] += number_of(masks.spaces);
      if (masks.digits != 0) totals_.ascii['0'] += number_of(masks.digits);  // all are of one kind
      const size_t size = std::min(line.size() - at, CharMasks::kSize);
      uint64_t rest = ~(masks.alnums() | masks.spaces) & ~uint64_t{0} >> (CharMasks::kSize - size);
      for (; rest != 0; rest &= rest - 1) {
        const size_t i = at + static_cast<size_t>(std::countr_zero(rest));
        const char32_t c = line[i];
        if (c < 0x80) {
          ++totals_.ascii[c];
          if (!is_ascii_end(c)) continue;
        } else if (is_han(c)) {
          han(c);
          continue;
        } else {
          kind_of(c);
        }
        const bool before_space =
            i + 1 == line.size() || is_space(line[i + 1]) || is_terminal(line[i + 1]);
        if (is_sentence_end(c) && (c >= 0x80 || before_space)) {
          sentences += ended != i || i == 0;
          ended = i + 1;
        }
        if (c == U'【' && bracket == line.npos) bracket = i;
        if (c == U'】' && bracket != line.npos) {
          totals_.bracketed += i + 1 - bracket;
          bracket = line.npos;
        }
        totals_.ellipses += c == U'…';
        if (c == '.' && line.substr(i, 3) == U"..." && (i == 0 || line[i - 1] != '.'))
          ++totals_.ellipses;
      }
    }
    return sentences;
  }

  void han(char32_t c) {
    ++totals_.han;
    totals_.simplified += is_simplified_only(c);
    totals_.traditional += is_traditional_only(c);
  }

  void kind_of(char32_t c, uint32_t times = 1) {
    const uint32_t mask = U_GET_GC_MASK(static_cast<UChar32>(c));
    if (mask & U_GC_ND_MASK) totals_.digits += times;
    if (mask & U_GC_P_MASK) totals_.punctuation += times;
    if ((mask & (U_GC_L_MASK | U_GC_M_MASK)) == 0) totals_.special += times;
  }

  // Would C4 keep the line?
  void c4(std::u32string_view line, uint32_t sentences) {
    const uint32_t phrases = kPhrases.in(line);
    q_.lorem_ipsum += phrases & kLoremIpsum;
    const bool ended = std::u32string_view(U".?!\"").find(line.back()) != line.npos;
    if (!ended || line.ends_with(U"...") || phrases > kLoremIpsum) return;
    uint32_t words = 0, length = 0, longest = 0;
    const bool long_word = line.size() > kC4LongestWord;  // may have one
    for (const char32_t c : line) {
      if (words >= kC4Words && !long_word) break;
      words += length == 0 && !is_space(c);
      length = is_space(c) ? 0 : length + 1;
      longest = std::max(longest, length);
    }
    if (words >= kC4Words && longest <= kC4LongestWord) q_.c4_sentences += sentences;
  }

  void finish() {
    if (q_.characters == 0) return;
    for (char32_t c = 0; c < totals_.ascii.size(); ++c) kind_of(c, totals_.ascii[c]);
    q_.curly_brackets = totals_.ascii['{'];
    const std::span<const Segment> words = segmenter_.words_of(text_);
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
    q_.hashes_per_word = share(number(totals_.ascii['#']), n);
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

  std::u32string buffer_;
  std::u32string_view text_;  // the lines, with a line feed between
  std::vector<Paragraph> paragraphs_;
  Segmenter segmenter_;
  Repeats repeated_lines_, repeated_paragraphs_;
  Totals totals_;
  Quality q_;
};

}  // namespace

Quality quality_of(const std::vector<Block>& blocks) {
  // Kept from one text to the next: to ask the system for memory would cost more than to measure.
  static thread_local Meter meter;
  const Quality quality = meter.measure(blocks);
  if (meter.is_large()) meter = {};
  return quality;
}

}  // namespace winnow
