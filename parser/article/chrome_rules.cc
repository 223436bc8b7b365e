#include "parser/article/chrome_rules.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "parser/article/rule_text.h"
#include "parser/ascii.h"

namespace winnow {
namespace {

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
  if (text.empty() || pattern.empty()) return text.empty() && (pattern.empty() || pattern == "*");
  const auto differ = [](char p, char t) { return p != t && p != '*' && p != '#'; };
  if (differ(pattern.front(), text.front()) || differ(pattern.back(), text.back())) return false;
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
    const std::string_view before_digit = part.substr(0, part.find('#'));
    for (size_t start = at; !found; ++start) {
      start = text.find(before_digit, start);
      if (start == std::string_view::npos) return false;
      size_t end = start;
      if (match_part(part, text, end) && (!last || end == text.size())) at = end, found = true;
    }
    if (last) return true;
  }
  return !anchored || at == text.size();
}

struct Pattern {
  std::string_view glob;
  std::string_view literal;  // what it is found by: how it begins, or else the longest in it
  uint16_t rule;
  bool needs_digit;
  uint16_t key_at = 0;  // where in the literal its key stands
  uint64_t marks = 0;
};

constexpr size_t kKeyBytes = 3;  // one Han character

// Where the three bytes stand that English text has least of.
uint16_t rarest_key(std::string_view literal) {
  constexpr std::string_view kCommon = " etaoinsrhldcumfpgwybvkxjqz";  // the most common first
  size_t best = 0, rarest = 0;
  for (size_t at = 0; at + kKeyBytes <= literal.size(); ++at) {
    if ((literal[at] & 0xC0) == 0x80) continue;  // inside of a character
    size_t rarity = 0;
    for (const char c : literal.substr(at, kKeyBytes))
      rarity += std::min(kCommon.find(c), kCommon.size());
    if (rarity > rarest) rarest = rarity, best = at;
  }
  return static_cast<uint16_t>(best);
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

// Patterns by three bytes of their literals.
class PatternTable {
 public:
  void add(const Pattern& pattern) {
    added_.push_back({key_of(pattern.literal.data() + pattern.key_at), pattern});
  }
  void finish() {
    const auto in_bucket = [](const Added& a, const Added& b) {
      return bucket_of(a.key) < bucket_of(b.key);
    };
    std::stable_sort(added_.begin(), added_.end(), in_bucket);
    size_t next = 0;
    for (size_t bucket = 0; bucket <= kBuckets; ++bucket) {
      while (next < added_.size() && bucket_of(added_[next].key) < bucket) ++next;
      begins_[bucket] = static_cast<uint16_t>(next);
    }
    for (const Added& added : added_) keys_[added.key / 64] |= uint64_t{1} << added.key % 64;
  }

  // Calls use(pattern) for those whose literal has its key in the text at 0.
  template <class Use>
  void at_start(std::string_view text, Use use) const {
    if (text.size() >= kKeyBytes) look_up(text, 0, key_of(text.data()), use);
  }
  // The same wherever it has the key.
  template <class Use>
  void anywhere(std::string_view text, Use use) const {
    if (text.size() < kKeyBytes) return;
    const size_t last = text.size() - kKeyBytes;
    for (size_t at = 0; at < last; ++at) {
      if ((text[at] & 0xC0) == 0x80) continue;  // inside of a character
      look_up(text, at, key_before(text.data() + at), use);
    }
    look_up(text, last, key_of(text.data() + last), use);
  }

 private:
  struct Added {
    uint16_t key;
    Pattern pattern;
  };

  template <class Use>
  void look_up(std::string_view text, size_t at, uint16_t key, Use use) const {
    if (keys_[key / 64] >> key % 64 & 1) try_all(text, at, key, use);
  }

  template <class Use>
  [[gnu::noinline]] void try_all(std::string_view text, size_t at, uint16_t key, Use use) const {
    const size_t bucket = bucket_of(key);
    for (size_t p = begins_[bucket]; p < begins_[bucket + 1]; ++p) {
      const Added& added = added_[p];
      const Pattern& pattern = added.pattern;
      if (added.key == key && at >= pattern.key_at &&
          text[at - pattern.key_at] == pattern.literal.front() &&
          text.substr(at - pattern.key_at).starts_with(pattern.literal))
        use(pattern);
    }
  }

  static constexpr size_t kKeyBits = 15, kBuckets = 1 << 10;

  static uint16_t key_of(const char* text) {
    const auto byte = [&](int i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
    return mixed(byte(0) | byte(1) << 8 | byte(2) << 16);
  }
  // The same where a fourth byte may be read: one load.
  static uint16_t key_before(const char* text) {
    if constexpr (std::endian::native != std::endian::little) return key_of(text);
    uint32_t bytes;
    std::memcpy(&bytes, text, sizeof bytes);
    return mixed(bytes & 0xFFFFFF);
  }
  static uint16_t mixed(uint32_t bytes) {
    return static_cast<uint16_t>(bytes * 0x9E3779B1u >> (32 - kKeyBits));
  }
  static size_t bucket_of(size_t key) { return key % kBuckets; }

  std::array<uint64_t, (1 << kKeyBits) / 64> keys_{};  // those of some literal
  std::array<uint16_t, kBuckets + 1> begins_{};
  std::vector<Added> added_;
};

// All patterns of the chrome rules. Most say how a text begins, and are looked up once; of the
// others most texts have no literal's key anywhere, and are done after one pass.
class Index {
 public:
  explicit Index(std::span<const ChromeRule> rules) {
    for (size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].effect == Effect::kSignature) continue;
      std::string_view rest = rules[i].patterns;
      while (!rest.empty()) {
        const size_t bar = std::min(rest.find('|'), rest.size());
        add(rest.substr(0, bar), static_cast<uint16_t>(i), rules[i].max_words);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
    beginnings_.finish();
    insides_.finish();
  }

  // Words of a text that any rule takes, and that one takes for more than how it begins.
  uint16_t longest() const { return longest_; }
  uint16_t longest_inside() const { return longest_inside_; }

  // Calls use(pattern) for each pattern that the text may match, perhaps more than once.
  template <class Use>
  void candidates(const RuleText& normal, Use use) const {
    const std::string_view text = normal.text;
    beginnings_.at_start(text, use);
    insides_.anywhere(text, use);
    const bool digits = std::any_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
    for (const Pattern& pattern : short_)
      if ((digits || !pattern.needs_digit) && (pattern.marks & ~normal.marks) == 0) use(pattern);
  }

 private:
  void add(std::string_view glob, uint16_t rule, uint16_t max_words) {
    if (glob.empty()) return;
    const bool digit = glob.find('#') != glob.npos;
    const std::string_view beginning = glob.substr(0, glob.find_first_of("*#"));
    const std::string_view literal = longest_literal(glob);
    if (beginning.size() >= kKeyBytes) {
      beginnings_.add({glob, beginning, rule, digit});
    } else if (literal.size() >= kKeyBytes) {
      insides_.add({glob, literal, rule, digit, rarest_key(literal)});
    } else {
      short_.push_back({glob, literal, rule, digit, 0, marks_of(glob)});
    }
    const bool is_prefix = literal.size() + 1 == glob.size() && glob.back() == '*';
    longest_ = std::max(longest_, max_words);
    if (!is_prefix) longest_inside_ = std::max(longest_inside_, max_words);
  }

  PatternTable beginnings_, insides_;
  std::vector<Pattern> short_;
  uint16_t longest_ = 0, longest_inside_ = 0;
};

}  // namespace

// Of a text that is too long for all patterns but those of how it begins. Too many bytes, too: a
// page without spaces is one word.
constexpr size_t kLongestPrefix = 120, kLongestBytes = 4096;

RuleMatch match_rules(std::string_view text, uint32_t words) {
  static const auto* const index = new Index(chrome_rules());
  RuleMatch match;
  if (words > index->longest()) return match;
  if (words > index->longest_inside() || text.size() > kLongestBytes) {
    text = text.substr(0, kLongestPrefix);
  }
  thread_local std::vector<char> memory;
  const RuleText normal = rule_text(text, memory);
  if (normal.text.empty()) return match;
  auto rules = chrome_rules();
  index->candidates(normal, [&](const Pattern& p) {
    const ChromeRule& rule = rules[p.rule];
    uint32_t bit = 1u << static_cast<int>(rule.cue);
    bool cuts = rule.effect != Effect::kCueOnly;
    if ((match.cues & bit) && (!cuts || (match.rule && match.rule <= &rule))) return;
    if (words > rule.max_words || !matches_one(p.glob, normal.text)) return;
    match.cues |= bit;
    if (cuts && (match.rule == nullptr || &rule < match.rule)) match.rule = &rule;
  });
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
