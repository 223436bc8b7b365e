#include "parser/article/chrome_rules.h"

#include <set>

#include "parser/article/rule_text.h"
#include "parser/text/utf8.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

// Does the rule meet the text, its length included?
bool meets(const ChromeRule& rule, std::string_view text) {
  const std::string normalized = normalized_for_rules(text);
  std::string_view inside = normalized;
  if (rule.effect == Effect::kSignature && inside.starts_with('(')) inside.remove_prefix(1);
  return count_words(text) <= rule.max_words && matches(rule.patterns, inside);
}

}  // namespace

TEST_CASE("each chrome rule knows its example, and not the sentence that must stay") {
  for (const ChromeRule& rule : chrome_rules()) {
    INFO(rule.name << ": " << rule.example);
    if (rule.effect != Effect::kCueOnly) CHECK_FALSE(rule.example.empty());
    if (!rule.example.empty()) CHECK(meets(rule, rule.example));
    if (!rule.kept.empty()) CHECK_FALSE(meets(rule, rule.kept));
  }
}

TEST_CASE("a rule knows words of any script that divides them by spaces, in capitals too") {
  for (const char* text : {"DOWIEDZ SIĘ WIĘCEJ: ceny prądu", "À lire aussi : le port rouvre",
                           "Läs också: hamnen öppnar", "Читайте также: порт открыт"}) {
    INFO(text);
    const RuleMatch match = match_rules(text, 8);
    REQUIRE(match.rule != nullptr);
    CHECK(match.rule->cue == Cue::kRelated);
  }
}

TEST_CASE("rule names are words for a person, and each says one thing") {
  std::set<std::string_view> names;
  for (const ChromeRule& rule : chrome_rules()) {
    INFO(rule.name);
    CHECK_FALSE(rule.name.empty());
    CHECK(rule.max_words > 0);
    names.insert(rule.name);
  }
  CHECK(names.size() >= 20);
}

TEST_CASE("a pattern matches the whole text; * is any text, # a run of digits") {
  CHECK(matches("abc|d*f", "abc"));
  CHECK(matches("abc|d*f", "d and f"));
  CHECK_FALSE(matches("abc|d*f", "abcd"));
  CHECK(matches("p#", "p12"));
  CHECK_FALSE(matches("p#", "p"));
  CHECK_FALSE(matches("abc", ""));
}

TEST_CASE("a text too long for a rule is never cut by it") {
  const RuleMatch match = match_rules("责任编辑：张小明", 7);
  REQUIRE(match.rule != nullptr);
  CHECK(match.rule->name == "editor line");
  CHECK(match_rules("责任编辑：张小明", 10'000).rule == nullptr);
}
