#include "parser/article/text_stats.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"
#include "parser/text/utf8.h"

namespace winnow {

namespace {

// What an ASCII character adds to the counts, each in a byte of its own, so that one addition adds
// to all of them.
enum Field { kDigits, kUpper, kLetters, kCommas, kStops, kMarks, kCharacters, kWords };
constexpr uint64_t one(Field field) { return uint64_t{1} << 8 * field; }

constexpr std::array<uint64_t, 128> kAdds = [] {
  std::array<uint64_t, 128> adds{};
  for (size_t c = 0; c < adds.size(); ++c) {
    const char ascii = static_cast<char>(c);
    if (is_space(ascii)) continue;
    adds[c] = one(kCharacters);
    if (is_digit(ascii)) adds[c] |= one(kDigits);
    if (is_alpha(ascii)) adds[c] |= one(kLetters);
    if (to_lower(ascii) != ascii) adds[c] |= one(kUpper);
    if (ascii == ',' || ascii == ';') adds[c] |= one(kCommas);
    if (ascii == '.' || ascii == '!' || ascii == '?') adds[c] |= one(kStops);
    if (std::string_view("|/><#@:+").find(ascii) != std::string_view::npos) adds[c] |= one(kMarks);
  }
  return adds;
}();

// What it is to a word: 2 a part of one, 1 may stand within one (don't).
constexpr std::array<uint8_t, 128> kParts = [] {
  std::array<uint8_t, 128> parts{};
  for (size_t c = 0; c < parts.size(); ++c) parts[c] = is_alnum(static_cast<char>(c)) ? 2 : 0;
  parts['\''] = 1;
  return parts;
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

// Without branches, since where words end cannot be foreseen.
void TextStats::add_ascii(std::string_view text) {
  uint64_t sums = 0;
  uint8_t in_word = in_word_;
  for (const char c : text) {
    const uint8_t part = kParts[static_cast<size_t>(c)];
    const uint8_t word = part >> 1;
    sums += kAdds[static_cast<size_t>(c)] + (static_cast<uint64_t>(word & ~in_word) << 8 * kWords);
    in_word = word | (in_word & part);
  }
  in_word_ = in_word != 0;
  const auto sum = [&](Field field) { return static_cast<uint32_t>(sums >> 8 * field & 0xFF); };
  digits += sum(kDigits), upper += sum(kUpper), letters += sum(kLetters);
  commas += sum(kCommas), stops += sum(kStops), marks += sum(kMarks);
  characters += sum(kCharacters), words += sum(kWords);
  if (sum(kCharacters) == 0) return;
  const auto black = [](char c) { return !is_space(c); };
  if (first == 0)
    first = static_cast<unsigned char>(*std::find_if(text.begin(), text.end(), black));
  last = static_cast<unsigned char>(*std::find_if(text.rbegin(), text.rend(), black));
}

void TextStats::add(std::string_view text) {
  constexpr size_t kMost = 255;  // that a byte counts
  for (size_t at = 0; at < text.size();) {
    if (const size_t ascii = ascii_front(text.substr(at, kMost)); ascii > 0) {
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

void append_collapsed(std::string& out, std::string_view text) {
  // What is copied as it stands, run by run.
  const auto stays = [](char32_t c) {
    return c < 0x80 ? !is_space(c) : c != 0xFFFD && !vanishes(c) && !is_space(c);
  };
  bool gap = false;
  const auto close_gap = [&] {
    if (gap && !out.empty() && out.back() != ' ' && out.back() != '\n' && out.back() != '\t') {
      out += ' ';
    }
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
