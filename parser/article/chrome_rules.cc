#include "parser/article/chrome_rules.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <vector>

#include "parser/article/text_stats.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

char32_t fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xFF01 && c <= 0xFF5E) return fold(c - 0xFEE0);
  if (c == 0x3010 || c == 0x3014 || c == 0x3016) return '[';
  if (c == 0x3011 || c == 0x3015 || c == 0x3017) return ']';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x2013 || c == 0x2014) return '-';
  if (c == 0x2236 || c == 0xFE55) return ':';
  if (c == '|' || c == 0xFF5C) return 0x4E28;  // 丨: the bar divides patterns
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

// Whether `text` at `at` continues with `part`, where # stands for a run of digits. Moves `at`.
bool match_part(std::string_view part, std::string_view text, size_t& at) {
  size_t i = at;
  for (char p : part) {
    if (p == '#') {
      size_t start = i;
      while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
      if (i == start) return false;
    } else {
      if (i == text.size() || text[i] != p) return false;
      ++i;
    }
  }
  at = i;
  return true;
}

// Parts between stars are found from left to right, each at its first place; the last must end the
// text unless the pattern ends with a star.
bool matches_one(std::string_view pattern, std::string_view text) {
  size_t at = 0;
  bool anchored = true;
  while (!pattern.empty()) {
    if (pattern.front() == '*') {
      anchored = false;
      pattern.remove_prefix(1);
      continue;
    }
    size_t star = pattern.find('*');
    std::string_view part = pattern.substr(0, star);
    bool last = star == std::string_view::npos;
    pattern = last ? std::string_view() : pattern.substr(star);
    if (anchored) {
      if (!match_part(part, text, at)) return false;
      if (last) return at == text.size();
      continue;
    }
    if (part.find('#') == std::string_view::npos) {
      if (last) return text.size() >= at + part.size() && text.ends_with(part);
      size_t found = text.find(part, at);
      if (found == std::string_view::npos) return false;
      at = found + part.size();
      continue;
    }
    bool found = false;
    for (size_t start = at; start <= text.size() && !found; ++start) {
      size_t end = start;
      if (match_part(part, text, end) && (!last || end == text.size())) at = end, found = true;
    }
    if (!found) return false;
    if (last) return true;
  }
  return !anchored || at == text.size();
}

}  // namespace

std::string normalized_for_rules(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false, wide = false;
  size_t content_end = 0;  // behind the last character that is no closing mark
  for (size_t i = 0; i < text.size();) {
    char32_t c = next_code_point(text, i);
    if (is_space(c)) {
      gap = true;
      continue;
    }
    c = fold(c);
    if (out.empty() && is_decoration(c)) continue;
    bool is_wide = c >= 0x80;
    if (gap && !out.empty() && !wide && !is_wide) out += ' ';
    gap = false;
    wide = is_wide;
    append_code_point(out, c);
    if (!is_closer(c)) content_end = out.size();
  }
  out.resize(content_end);
  return out;
}

namespace {

struct Pattern {
  std::string_view glob;
  uint16_t rule;
  uint16_t key;  // of the longest literal in it: the hash of its first two bytes
  std::string_view literal;
};

// All patterns of the table: those with a fixed start by their first byte, the others apart.
struct Index {
  std::array<std::vector<Pattern>, 256> anchored;
  std::vector<Pattern> floating;
  uint16_t longest = 0;
};

uint16_t pair_key(std::string_view text, size_t i) {
  return static_cast<uint16_t>(
      (static_cast<unsigned char>(text[i]) * 67 + static_cast<unsigned char>(text[i + 1])) & 1023);
}

std::string_view longest_literal(std::string_view glob) {
  std::string_view best;
  for (size_t at = 0; at < glob.size();) {
    size_t end = glob.find_first_of("*#", at);
    if (end == std::string_view::npos) end = glob.size();
    if (end - at > best.size()) best = glob.substr(at, end - at);
    at = end + 1;
  }
  return best;
}

void add_pattern(Index& index, std::string_view glob, uint16_t rule) {
  std::string_view literal = longest_literal(glob);
  Pattern p{glob, rule, 0, literal};
  if (literal.size() >= 2) p.key = pair_key(literal, 0);
  if (glob.front() == '*') {
    index.floating.push_back(p);
  } else if (glob.front() == '#') {
    for (int c = '0'; c <= '9'; ++c) index.anchored[static_cast<size_t>(c)].push_back(p);
  } else {
    index.anchored[static_cast<unsigned char>(glob.front())].push_back(p);
  }
}

const Index& index() {
  static const Index* built = [] {
    auto* made = new Index();
    auto rules = chrome_rules();
    for (size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].effect == Effect::kSignature) continue;
      made->longest = std::max(made->longest, rules[i].max_words);
      std::string_view rest = rules[i].patterns;
      while (!rest.empty()) {
        size_t bar = std::min(rest.find('|'), rest.size());
        if (bar > 0) add_pattern(*made, rest.substr(0, bar), static_cast<uint16_t>(i));
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
    return made;
  }();
  return *built;
}

}  // namespace

RuleMatch match_rules(std::string_view text, uint32_t words) {
  RuleMatch match;
  const Index& all = index();
  if (words > all.longest || words > 400) return match;
  std::string normal = normalized_for_rules(text);
  if (normal.empty()) return match;
  std::bitset<1024> pairs;
  for (size_t i = 0; i + 1 < normal.size(); ++i) pairs.set(pair_key(normal, i));
  auto rules = chrome_rules();
  auto meet = [&](const Pattern& p) {
    const ChromeRule& rule = rules[p.rule];
    uint32_t bit = 1u << static_cast<int>(rule.cue);
    bool cuts = rule.effect != Effect::kCueOnly;
    if ((match.cues & bit) && (!cuts || (match.rule && match.rule <= &rule))) return;
    if (words > rule.max_words) return;
    if (p.literal.size() >= 2 && !pairs.test(p.key)) return;
    if (!matches_one(p.glob, normal)) return;
    match.cues |= bit;
    if (cuts && (match.rule == nullptr || &rule < match.rule)) match.rule = &rule;
  };
  for (const Pattern& p : all.anchored[static_cast<unsigned char>(normal.front())]) meet(p);
  for (const Pattern& p : all.floating) meet(p);
  return match;
}

const ChromeRule* match_signature(std::string_view inside, uint32_t words) {
  std::string normal = normalized_for_rules(inside);
  for (const ChromeRule& rule : chrome_rules()) {
    if (rule.effect == Effect::kSignature && words <= rule.max_words &&
        matches(rule.patterns, normal)) {
      return &rule;
    }
  }
  return nullptr;
}

bool matches(std::string_view patterns, std::string_view text) {
  while (!patterns.empty()) {
    size_t bar = patterns.find('|');
    if (matches_one(patterns.substr(0, bar), text)) return true;
    if (bar == std::string_view::npos) break;
    patterns.remove_prefix(bar + 1);
  }
  return false;
}

}  // namespace winnow
