#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

// Lower case, full-width ASCII and brackets as ASCII, spaces beside characters that are no letters
// of Latin, Greek or Cyrillic gone, bullets and brackets around the whole gone.
std::string normalized_for_rules(std::string_view text);

// The same as the chrome rules' patterns are matched with it.
struct RuleText {
  std::string_view text;
  uint64_t marks = 0;  // a bit for each character that is no ASCII letter or digit, some share one
};

// The text is in `memory`, as long as that is not used again.
RuleText rule_text(std::string_view text, std::vector<char>& memory);

// Those of a pattern's characters but for its wildcards and spaces: a text that it matches has all.
uint64_t marks_of(std::string_view glob);

}  // namespace winnow
