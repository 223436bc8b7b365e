#include "parser/article/rule_text.h"

#include <algorithm>

#include "parser/ascii.h"
#include "parser/text/char_masks.h"
#include "parser/text/folded.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

// Capitals of Latin-1 and Latin Extended-A as small letters; the second's stand before their small
// letters, in two ranges at odd places.
char32_t fold_latin(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c < 0x100 || c > 0x17E || c == 0x138 || c == 0x149 || c == 0x130 || c == 0x131) return c;
  if (c == 0x178) return 0xFF;
  const bool odd = (c >= 0x139 && c <= 0x148) || c >= 0x179;
  return (c & 1) == (odd ? 1 : 0) ? c + 1 : c;
}

char32_t fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0x80) return c == '|' ? 0x4E28 : c;  // 丨: the bar divides patterns
  if (c > 0x3017 && c < 0xFE55) return c;
  if (c < 0x250) return fold_latin(c);
  if (c >= 0x410 && c <= 0x42F) return c + 32;  // Cyrillic capitals
  if (c >= 0xFF01 && c <= 0xFF5E) return fold(c - 0xFEE0);
  if (c == 0x3010 || c == 0x3014 || c == 0x3016) return '[';
  if (c == 0x3011 || c == 0x3015 || c == 0x3017) return ']';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x2013 || c == 0x2014) return '-';
  if (c == 0x2236 || c == 0xFE55) return ':';
  return c;
}

bool is_decoration(char32_t c) {
  switch (c) {
    case '(':
    case '[':
    case '*':
    case '-':
    case 0x4E28:
    case '>':
    case '#':
    case '~':
    case '_':
    case '=':
    case 0xB7:
    case 0x2022:
    case 0x203B:
    case 0x300E:
    case 0x300C:
      return true;
    default:
      return (c >= 0x2190 && c <= 0x21FF) || (c >= 0x25A0 && c <= 0x25FF) ||
             (c >= 0x2500 && c <= 0x257F) || c == 0x2605 || c == 0x2606;
  }
}

bool is_closer(char32_t c) {
  switch (c) {
    case ')':
    case ']':
    case ':':
    case '.':
    case '!':
    case '>':
    case 0x4E28:
    case '-':
    case '~':
    case '*':
    case ',':
    case '#':
    case 0x3002:
    case 0x2026:
    case 0x300F:
    case 0x300D:
    case 0xBB:
    case 0x203A:
      return true;
    default:
      return (c >= 0x25A0 && c <= 0x25FF) || (c >= 0x2500 && c <= 0x257F);
  }
}

// A letter of a script that divides words by spaces, outside ASCII: Latin, Greek, Cyrillic.
bool is_spaced_letter(char32_t c) {
  return (c >= 0xC0 && c < 0x250) || (c >= 0x370 && c < 0x530) || (c >= 0x1E00 && c < 0x2000);
}

std::string utf8_of(char32_t c) {
  std::string bytes;
  append_code_point(bytes, c);
  return bytes;
}

uint64_t mark_of(char32_t c) { return uint64_t{1} << c % 64; }

}  // namespace

RuleText rule_text(std::string_view text, std::vector<char>& memory) {
  uint64_t marks = 0;
  // No character becomes more than three bytes, but for one that stays as it is: so there is also
  // the room that copy_folded() asks for.
  if (memory.size() < 3 * text.size()) memory.resize(3 * text.size());
  char* const begin = memory.data();
  char* end = begin;
  char* content_end = begin;  // behind the last character that is no closing mark
  bool gap = false, wide = false;
  AlnumRuns runs(text);
  for (size_t i = 0; i < text.size();) {
    const size_t at = i;
    if (const size_t size = runs.size_at(i); size > 0) {  // most of all Latin text
      if (gap && end != begin && !wide) *end++ = ' ';
      gap = wide = false;
      end = content_end = copy_folded(text, i, size, end);
      i += size;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (is_space(c)) {
      gap = true;
      continue;
    }
    const char32_t folded = fold(c);
    marks |= mark_of(folded);
    if (end == begin && is_decoration(folded)) continue;
    const bool is_wide = folded >= 0x80 && !is_spaced_letter(folded);
    if (gap && end != begin && !wide && !is_wide) *end++ = ' ';
    gap = false;
    wide = is_wide;
    if (folded < 0x80)
      *end++ = static_cast<char>(folded);
    else if (folded == c && c != 0xFFFD)
      end = std::copy_n(text.data() + at, i - at, end);
    else
      end = std::ranges::copy(utf8_of(folded), end).out;
    if (!is_closer(folded)) content_end = end;
  }
  return {{begin, static_cast<size_t>(content_end - begin)}, marks};
}

uint64_t marks_of(std::string_view glob) {
  uint64_t marks = 0;
  for (size_t i = 0; i < glob.size();) {
    const char32_t c = next_code_point(glob, i);
    const bool alnum = c < 0x80 && is_alnum(static_cast<char>(c));
    if (!alnum && c != '*' && c != '#' && c != ' ') marks |= mark_of(c);
  }
  return marks;
}

std::string normalized_for_rules(std::string_view text) {
  std::vector<char> memory;
  return std::string(rule_text(text, memory).text);
}

}  // namespace winnow
