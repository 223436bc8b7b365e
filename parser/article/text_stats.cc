#include "parser/article/text_stats.h"

#include <algorithm>
#include <array>
#include <bit>

#include "parser/text/char_masks.h"
#include "parser/text/utf8.h"

namespace winnow {

namespace {

enum AsciiKind : uint8_t { kOther, kComma, kStop, kMark, kControlSpace, kApostrophe };

constexpr std::array<AsciiKind, 128> kAsciiKinds = [] {
  std::array<AsciiKind, 128> kinds{};
  for (char c : {',', ';'}) kinds[static_cast<size_t>(c)] = kComma;
  for (char c : {'.', '!', '?'}) kinds[static_cast<size_t>(c)] = kStop;
  for (char c : {'|', '/', '>', '<', '#', '@', ':', '+'}) kinds[static_cast<size_t>(c)] = kMark;
  for (char c : {'\t', '\n', '\v', '\f', '\r'}) kinds[static_cast<size_t>(c)] = kControlSpace;
  kinds['\''] = kApostrophe;
  return kinds;
}();

bool vanishes(char32_t c) {  // zero-width marks and soft hyphens; all other space divides words
  return c == 0x200B || c == 0xFEFF || c == 0xAD || c == 0x2060;
}

bool is_wide_comma(char32_t c) {
  return c == 0x3001 || c == 0xFF0C || c == 0xFF1B || c == 0x060C || c == 0xFE50 || c == 0xFE11;
}

bool is_wide_stop(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0x2026 || c == 0x06D4 ||
         c == 0x0964 || c == 0xFF61;
}

bool is_wide_mark(char32_t c) {
  return c == 0xAB || c == 0xBB || c == 0x203A || c == 0x2039 || c == 0x2022 || c == 0xB7 ||
         c == 0xFF5C || c == 0x2192 || c == 0x2190 || c == 0xA9 || c == 0xFF1A || c == 0x25B6;
}

}  // namespace

void TextStats::add_ascii(std::string_view text) {
  constexpr size_t kSize = CharMasks::kSize;
  for (size_t at = 0; at < text.size(); at += kSize) {
    const size_t size = std::min(text.size() - at, kSize);
    const CharMasks masks = masks_of(text, at);
    const uint64_t words_in = masks.alnums();
    uint64_t space = masks.spaces, apostrophes = 0;
    const uint64_t all = ~uint64_t{0} >> (kSize - size);
    for (uint64_t rest = all & ~(words_in | space); rest != 0; rest &= rest - 1) {
      const int i = std::countr_zero(rest);
      const AsciiKind kind = kAsciiKinds[static_cast<size_t>(text[at + static_cast<size_t>(i)])];
      commas += kind == kComma;
      stops += kind == kStop;
      marks += kind == kMark;
      space |= uint64_t{kind == kControlSpace} << i;
      apostrophes |= uint64_t{kind == kApostrophe} << i;
    }
    // Apostrophes behind a word are within it (don't): what is added to the first of a run is
    // carried to its end.
    const uint64_t behind = (words_in << 1 | uint64_t{in_word_}) & apostrophes;
    const uint64_t in_word = words_in | (((apostrophes + behind) ^ apostrophes) & apostrophes);
    words += number_of(words_in & ~(in_word << 1 | uint64_t{in_word_}));
    in_word_ = in_word >> (size - 1) & 1;
    letters += number_of(masks.letters);
    if (masks.digits != 0) digits += number_of(masks.digits);
    if (masks.capitals != 0) upper += number_of(masks.capitals);
    const uint64_t black = all & ~space;
    if (black == 0) continue;
    characters += number_of(black);
    const auto character = [&](int i) {
      return static_cast<unsigned char>(text[at + static_cast<size_t>(i)]);
    };
    if (first == 0) first = character(std::countr_zero(black));
    last = character(std::bit_width(black) - 1);
  }
}

void TextStats::add(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (const size_t ascii = ascii_front(text.substr(at)); ascii > 0) {
      add_ascii(text.substr(at, ascii));
      at += ascii;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (is_han(c) || is_kana(c)) {
      ++han, ++words, ++letters, ++characters;
      in_word_ = false;
      if (first == 0) first = c;
      last = c;
      continue;
    }
    if (is_space(c)) {
      in_word_ = false;
      continue;
    }
    const bool word = is_word(c);
    if (word)
      ++letters;
    else if (is_wide_comma(c))
      ++commas;
    else if (is_wide_stop(c))
      ++stops;
    else if (is_wide_mark(c))
      ++marks;
    ++characters;
    if (first == 0) first = c;
    last = c;
    if (word && !in_word_) ++words;
    in_word_ = word || (in_word_ && c == 0x2019);
  }
}

TextStats stats_of(std::string_view text) {
  TextStats stats;
  stats.add(text);
  return stats;
}

void append_space(std::string& out) {
  if (!out.empty() && out.back() != ' ' && out.back() != '\n' && out.back() != '\t') out += ' ';
}

void append_collapsed(std::string& out, std::string_view text) {
  // What is copied as it stands, run by run.
  const auto stays = [](char32_t c) {
    return c < 0x80 ? !is_space(c) : c != 0xFFFD && !vanishes(c) && !is_space(c);
  };
  bool gap = false;
  const auto close_gap = [&] {
    if (gap) append_space(out);
    gap = false;
  };
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    size_t end = at;
    char32_t c = 0;
    do {
      if (at < text.size() && is_visible_ascii(text[at])) at = end_of_visible_words(text, at);
      end = at;
    } while (at < text.size() && stays(c = next_code_point(text, at)));
    if (end > begin) {
      close_gap();
      out.append(text, begin, end - begin);
    }
    if (end == text.size()) return;
    if (vanishes(c)) continue;
    if (is_space(c)) {
      gap = true;
      while (at < text.size() && is_space(text[at])) ++at;
    } else {
      close_gap();
      append_code_point(out, c);  // U+FFFD, also of an ill-formed sequence
    }
  }
  close_gap();
}

std::string_view trimmed(std::string_view text) {
  size_t begin = 0;
  while (begin < text.size()) {
    size_t behind = begin;
    if (!is_space(next_code_point(text, behind))) break;
    begin = behind;
  }
  size_t end = text.size();
  while (end > begin) {
    size_t start = end - 1;  // of the character before; ill-formed bytes are no space
    while (start > begin && end - start < 4 && (text[start] & 0xC0) == 0x80) --start;
    size_t behind = start;
    if (!is_space(next_code_point(text, behind)) || behind != end) break;
    end = start;
  }
  return text.substr(begin, end - begin);
}

}  // namespace winnow
