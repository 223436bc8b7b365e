#include "storage/profiles.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "parser/text/quality.h"
#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

constexpr float kNone = ProfileRule::kNone;

// What a published filter asks of one number, as its paper or code says: written down once more
// here, so that no slip in a file goes unseen.
struct Published {
  std::string_view signal;
  float min, max;
  bool open = false;  // the bound itself is dropped
};
using Rules = std::map<std::string, Published>;

Rules grams(std::array<float, 3> top, std::array<float, 6> duplicate) {
  Rules rules;
  static const std::string kTop[] = {"top_2gram", "top_3gram", "top_4gram"};
  static const std::string kDuplicate[] = {"duplicate_5grams", "duplicate_6grams",
                                           "duplicate_7grams", "duplicate_8grams",
                                           "duplicate_9grams", "duplicate_10grams"};
  for (size_t i = 0; i < 3; ++i)
    rules["top-" + std::to_string(i + 2) + "gram"] = {kTop[i], -kNone, top[i]};
  for (size_t i = 0; i < 6; ++i)
    rules["duplicate-" + std::to_string(i + 5) + "grams"] = {kDuplicate[i], -kNone, duplicate[i]};
  return rules;
}

Rules with(Rules rules, const Rules& more) {
  rules.insert(more.begin(), more.end());
  return rules;
}

const std::map<std::string, Rules>& published() {
  static const std::map<std::string, Rules> all = {
      {"c4",
       {{"too-few-sentences", {"c4_sentences", 5, kNone}},
        {"curly-bracket", {"curly_brackets", -kNone, 0}},
        {"lorem-ipsum", {"lorem_ipsum", -kNone, 0}}}},
      {"gopher",
       with({{"words", {"words", 50, 100'000}},
             {"word-length", {"mean_word_length", 3, 10}},
             {"hashes", {"hashes_per_word", -kNone, 0.1f}},
             {"ellipses", {"ellipses_per_word", -kNone, 0.1f}},
             {"bullets", {"bullet_lines", -kNone, 0.9f}},
             {"ellipsis-lines", {"ellipsis_lines", -kNone, 0.3f}},
             {"alphabetic", {"alphabetic_words", 0.8f, kNone}},
             {"stop-words", {"stop_words_en", 2, kNone}},
             {"duplicate-lines", {"duplicate_lines", -kNone, 0.3f}},
             {"duplicate-paragraphs", {"duplicate_paragraphs", -kNone, 0.3f}},
             {"duplicate-line-characters", {"duplicate_line_characters", -kNone, 0.2f}},
             {"duplicate-paragraph-characters", {"duplicate_paragraph_characters", -kNone, 0.2f}}},
            grams({0.2f, 0.18f, 0.16f}, {0.15f, 0.14f, 0.13f, 0.12f, 0.11f, 0.1f}))},
      {"fineweb",
       {{"line-punctuation", {"terminal_lines", 0.12f, kNone}},
        {"short-lines", {"short_lines", -kNone, 0.67f}},
        {"duplicate-line-characters", {"duplicate_line_characters", -kNone, 0.01f}},
        {"newlines", {"newlines_per_word", -kNone, 0.3f}}}},
      {"fineweb2-zh",
       with({{"words", {"words", 50, 100'000}},
             {"word-length", {"mean_word_length", 1, 5}},
             {"hashes", {"hashes_per_word", -kNone, 0.1f}},
             {"ellipses", {"ellipses_per_word", -kNone, 0.1f}},
             {"bullets", {"bullet_lines", -kNone, 0.9f}},
             {"ellipsis-lines", {"ellipsis_lines", -kNone, 0.3f}},
             {"alphabetic", {"alphabetic_words", 0.735f, kNone}},
             {"stop-words", {"stop_words_zh", 2, kNone}},
             {"duplicate-lines", {"duplicate_lines", -kNone, 0.287f}},
             {"line-punctuation", {"terminal_lines", 0.106f, kNone}},
             {"newlines", {"newlines_per_word", -kNone, 0.178f}},
             {"duplicate-line-characters", {"duplicate_line_characters", -kNone, 0.1f}}},
            grams({0.256f, 0.201f, 0.171f}, {0.198f, 0.182f, 0.167f, 0.154f, 0.14f, 0.127f}))},
      {"roots-zh",
       {{"words", {"words", 1, 1'000'000}},
        {"character-repetition", {"repeated_3characters", -kNone, 0.2f}},
        {"word-repetition", {"repeated_5grams", -kNone, 0.96f}},
        {"special-characters", {"special", -kNone, 0.3f}}}},
      {"map-cc", with({{"characters", {"characters", 50, 10'000}},
                       {"word-length", {"mean_word_length", 1.3f, 10}},
                       {"sentences", {"sentences", 2, kNone}},
                       {"hashes", {"hashes_per_word", -kNone, 0.1f}},
                       {"ellipses", {"ellipses_per_word", -kNone, 0.1f}},
                       {"bracketed", {"bracketed", -kNone, 0.1f}},
                       {"digits", {"digits", -kNone, 0.3f}},
                       {"more-lines", {"more_lines", -kNone, 0.3f}},
                       {"bullets", {"bullet_lines", -kNone, 0.9f}},
                       {"punctuation", {"punctuation", 0, kNone, true}},
                       {"unique-characters", {"unique_characters", 0.1f, kNone, true}},
                       {"word-entropy", {"word_entropy", 3, kNone}}},
                      grams({0.2f, 0.18f, 0.16f}, {0.6f, 0.6f, 0.6f, 0.6f, 0.6f, 0.6f}))},
      {"chinesewebtext",
       {{"characters", {"characters", 200, kNone, true}},
        {"line-length", {"mean_line_length", 10, kNone}},
        {"han", {"han", 0.3f, kNone}},
        {"traditional", {"traditional", -kNone, 0}},
        {"repeated-13grams", {"repeated_13characters", -kNone, 0.5f}}}},
      {"ccnet", {{"characters", {"characters", 300, kNone}}}},
      {"zh-strict",
       {{"characters", {"characters", 200, 100'000}},
        {"line-length", {"mean_line_length", 10, kNone}},
        {"han", {"han", 0.5f, kNone}},
        {"line-punctuation", {"terminal_lines", 0.3f, kNone}},
        {"stop-words", {"stop_words_zh", 4, kNone}},
        {"digits", {"digits", -kNone, 0.2f}},
        {"bracketed", {"bracketed", -kNone, 0.05f}},
        {"more-lines", {"more_lines", -kNone, 0.1f}},
        {"duplicate-lines", {"duplicate_lines", -kNone, 0.1f}},
        {"top-2gram", {"top_2gram", -kNone, 0.2f}},
        {"duplicate-5grams", {"duplicate_5grams", -kNone, 0.15f}},
        {"duplicate-10grams", {"duplicate_10grams", -kNone, 0.1f}}}},
  };
  return all;
}

void set_signal(Quality& quality, std::string_view name, float value) {
  for_each_signal(quality, [&](std::string_view known, auto& signal) {
    using Signal = std::remove_reference_t<decltype(signal)>;
    if (known == name) signal = static_cast<Signal>(value);
  });
}

bool is_count(std::string_view name) {
  bool count = false;
  Quality quality;
  for_each_signal(quality, [&](std::string_view known, auto& signal) {
    if (known == name) count = std::is_integral_v<std::remove_reference_t<decltype(signal)>>;
  });
  return count;
}

// One step beyond `bound`, up or down: what a count or a share next to it is.
float beyond(const Published& rule, float bound, float direction) {
  return is_count(rule.signal) ? bound + direction : std::nextafter(bound, direction * kNone);
}

// An article that all rules of the profile keep: each signal at its bound, or within if that is
// dropped.
ArticleRecord good_article(const Rules& rules, const std::string& language) {
  ArticleRecord article;
  article.language.code = language;
  article.quality.lines = 1;
  for (const auto& [name, rule] : rules) {
    const bool low = rule.min != -kNone;
    const float bound = low ? rule.min : rule.max;
    set_signal(article.quality, rule.signal,
               rule.open ? beyond(rule, bound, low ? 1.f : -1.f) : bound);
  }
  return article;
}

// The name of the filter that drops the article first; empty: it stays.
std::string dropped_by(const std::vector<DumpFilter>& filters, const ArticleRecord& article) {
  const auto first =
      std::ranges::find_if(filters, [&](const auto& f) { return !f.keeps(article); });
  return first == filters.end() ? "" : first->name;
}

}  // namespace

TEST_CASE("each rule of each profile is met on one side of its published threshold only") {
  CHECK(published().size() == shipped_profiles().size());
  for (const auto& [name, rules] : published()) {
    const auto profile = checked_profile(name);
    REQUIRE(profile.ok());
    const auto filters = profile_filters(*profile);
    CHECK(profile->rules.size() == rules.size());
    const bool english = profile->languages == std::vector<std::string>{"en"};
    const ArticleRecord good = good_article(rules, english ? "en" : "zh-Hans");
    INFO(name);
    CHECK(dropped_by(filters, good) == "");
    for (const auto& [rule_name, rule] : rules) {
      INFO(rule_name);
      const auto tried = [&](float value) {
        ArticleRecord article = good;
        set_signal(article.quality, rule.signal, value);
        return dropped_by(filters, article);
      };
      const std::string full = "profile." + name + "." + rule_name;
      for (const bool low : {true, false}) {
        const float bound = low ? rule.min : rule.max, out = low ? -1.f : 1.f;
        if (std::abs(bound) == kNone) continue;
        if (rule.open) {
          CHECK(tried(bound) == full);
          CHECK(tried(beyond(rule, bound, -out)) == "");
        } else {
          CHECK(tried(bound) == "");
          if (bound > 0 || !low) CHECK(tried(beyond(rule, bound, out)) == full);
        }
      }
    }
  }
}

TEST_CASE("an article in another language is dropped under that name") {
  const auto profile = checked_profile("fineweb2-zh");
  REQUIRE(profile.ok());
  const auto filters = profile_filters(*profile);
  CHECK(dropped_by(filters, good_article(published().at("fineweb2-zh"), "zh-Hant")) == "");
  CHECK(dropped_by(filters, good_article(published().at("fineweb2-zh"), "en")) ==
        "profile.fineweb2-zh.language");
}

TEST_CASE("a profile that asks for an unknown signal is refused with its line") {
  const auto path = std::filesystem::temp_directory_path() / "unknown-signal.toml";
  std::ofstream(path)
      << "title = \"T\"\nsource = \"S\"\n[[rule]]\nname = \"a\"\nsignal = \"taste\"\n"
         "min = 1\n";
  CHECK(checked_profile(path.string()).error() ==
        "profile unknown-signal: line 3: there is no signal taste");
  std::filesystem::remove(path);
}

TEST_CASE("a dump with profiles keeps what meets them all, counts by rule, and is the same again") {
  MemEnv mem;
  auto store = mem.open();
  const auto add = [&](const std::string& name, uint32_t characters, uint32_t sentences) {
    Commit commit = article_commit("http://a.example/" + name, "text of " + name);
    commit.article->quality.lines = 1;
    commit.article->quality.characters = characters;
    commit.article->quality.c4_sentences = sentences;
    store->apply({std::move(commit)}, true);
  };
  add("good", 300, 5);
  add("short", 299, 5);
  add("few", 300, 4);
  const auto options = dump_options({{"format", "urls"}, {"profile", "ccnet,c4"}});
  REQUIRE(options.ok());
  const auto run = [&] {
    std::string bytes;
    const auto result = dump(*store, *options, [&](std::string_view more) {
      bytes += more;
      return true;
    });
    REQUIRE(result.ok());
    for (const auto& [filter, count] : result->dropped) {
      const bool meant =
          filter == "profile.ccnet.characters" || filter == "profile.c4.too-few-sentences";
      CHECK(count == (meant ? 1u : 0u));
    }
    return bytes;
  };
  const std::string first = run();
  CHECK(first == "http://a.example/good\n");
  CHECK(run() == first);
  CHECK(values_of(*options).back() == std::pair<std::string, std::string>{"profile", "ccnet,c4"});
  CHECK_FALSE(dump_options({{"profile", "ccnet,none"}}).ok());
}

TEST_CASE("signals of a record without them are measured for a profile") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article_commit("http://a.example/old", "A short text.")}, true);
  const auto options = dump_options({{"format", "urls"}, {"profile", "ccnet"}});
  REQUIRE(options.ok());
  const auto result = dump(*store, *options, [](std::string_view) { return true; });
  REQUIRE(result.ok());
  CHECK(result->articles == 0);
}
