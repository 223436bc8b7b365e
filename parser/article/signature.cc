#include "parser/article/signature.h"

#include <algorithm>

#include "parser/article/chrome_rules.h"
#include "parser/article/text_stats.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kLongest = 150;     // bytes in a closing bracket
constexpr uint32_t kMostNames = 14;  // Han characters of names

struct Bracket {
  std::string_view open, close;
};
constexpr Bracket kBrackets[] = {{"（", "）"}, {"(", ")"},  {"【", "】"},
                                 {"[", "]"},   {"（", ")"}, {"(", "）"}};

bool ends_sentence(std::string_view text) {
  for (std::string_view stop :
       {"。", "！", "？", "”", "」", "…", ".", "!", "?", "\"", "；", "』"}) {
    if (text.ends_with(stop)) return true;
  }
  return false;
}

// Han characters and spaces or 、 between: 张小明 李大力. Of an office, also.
bool is_names(std::string_view text) {
  uint32_t han = 0;
  for (size_t i = 0; i < text.size();) {
    char32_t c = next_code_point(text, i);
    if (is_han(c))
      ++han;
    else if (!is_space(c) && c != 0x3001 && c != 0xB7 && !(c >= 'a' && c <= 'z'))
      return false;
  }
  return han >= 2 && han <= kMostNames;
}

}  // namespace

std::string_view without_signature(std::string_view text, bool final) {
  for (const Bracket& b : kBrackets) {
    if (!text.ends_with(b.close)) continue;
    size_t open = text.rfind(b.open);
    if (open == std::string_view::npos || text.size() - open > kLongest) continue;
    std::string_view before = trimmed(text.substr(0, open));
    std::string_view inside = text.substr(open + b.open.size());
    inside.remove_suffix(b.close.size());
    if (!before.empty() && !ends_sentence(before)) continue;
    bool names = final && is_names(inside);
    if (names || match_signature(inside, stats_of(inside).words)) return before;
  }
  return text;
}

bool is_reference_mark(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 3 || text.size() > 24 || text.front() != '[' || text.back() != ']')
    return false;
  return std::all_of(text.begin() + 1, text.end() - 1, [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ',' || c == ' ' || c == '[' || c == ']' ||
           (c >= 'a' && c <= 'z');
  });
}

bool is_hashtags(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kLongest) return false;
  while (!text.empty()) {
    if (text.front() != '#' && text.front() != '@') return false;
    size_t end = text.front() == '#' ? text.find('#', 1) : std::string_view::npos;
    bool closed = end != std::string_view::npos && text[end - 1] != ' ';  // #two words#
    if (!closed) end = std::min(text.find(' '), text.size());
    if (end < 2) return false;
    text = trimmed(text.substr(std::min(end + closed, text.size())));
  }
  return true;
}

}  // namespace winnow
