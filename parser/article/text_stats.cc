#include "parser/article/text_stats.h"

#include <array>

#include "parser/text/utf8.h"

namespace winnow {

namespace {

enum AsciiClass : uint8_t {
  kOther,
  kSpace,
  kDigit,
  kUpper,
  kLower,
  kComma,
  kStop,
  kMark,
};

constexpr std::array<AsciiClass, 128> ascii_classes() {
  std::array<AsciiClass, 128> table{};
  for (char c : {' ', '\t', '\n', '\r', '\f', '\v'}) table[static_cast<size_t>(c)] = kSpace;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = kDigit;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<size_t>(c)] = kUpper;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<size_t>(c)] = kLower;
  for (char c : {',', ';'}) table[static_cast<size_t>(c)] = kComma;
  for (char c : {'.', '!', '?'}) table[static_cast<size_t>(c)] = kStop;
  for (char c : {'|', '/', '>', '<', '#', '@', ':', '+'}) table[static_cast<size_t>(c)] = kMark;
  return table;
}

constexpr auto kAscii = ascii_classes();

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

void TextStats::add(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    auto ascii = static_cast<unsigned char>(text[at]);
    char32_t c = ascii;
    bool word = false;
    if (ascii < 0x80) {
      ++at;
      switch (kAscii[ascii]) {
        case kSpace:
          in_word_ = false;
          continue;
        case kDigit:
          ++digits, word = true;
          break;
        case kUpper:
          ++upper, ++letters, word = true;
          break;
        case kLower: {  // most of all text, so the run goes in one step
          const size_t begin = at;
          while (at < text.size() && text[at] >= 'a' && text[at] <= 'z') ++at;
          const auto more = static_cast<uint32_t>(at - begin);
          letters += more + 1;
          characters += more;
          c = static_cast<unsigned char>(text[at - 1]);
          if (first == 0) first = ascii;
          word = true;
          break;
        }
        case kComma:
          ++commas;
          break;
        case kStop:
          ++stops;
          break;
        case kMark:
          ++marks;
          break;
        case kOther:
          break;
      }
    } else {
      c = next_code_point(text, at);
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
      word = is_word(c);
      if (word)
        ++letters;
      else if (is_wide_comma(c))
        ++commas;
      else if (is_wide_stop(c))
        ++stops;
      else if (is_wide_mark(c))
        ++marks;
    }
    ++characters;
    if (first == 0) first = c;
    last = c;
    if (word && !in_word_) ++words;
    in_word_ = word || (in_word_ && (c == '\'' || c == 0x2019));
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
      if (at < text.size() && is_visible_ascii(text[at]))
        at = end_of_visible_words(text, at);
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
