#include "config/profile.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"

using namespace winnow;

namespace {

const std::string kHead = "title = \"T\"\nsource = \"S\"\n";

std::string error_of(const std::string& toml) {
  const Result<Profile> profile = parse_profile(toml, "mine");
  return profile.ok() ? "none" : profile.error();
}

}  // namespace

TEST_CASE("a profile has a title, a source, languages and rules in order") {
  const auto profile = parse_profile(kHead +
                                         "languages = [\"zh-Hans\"]\n"
                                         "[[rule]]\nname = \"b\"\nsignal = \"words\"\nmin = 2\n"
                                         "[[rule]]\nname = \"a-1\"\nsignal = \"han\"\nmax = 0.5\n",
                                     "mine");
  REQUIRE(profile.ok());
  CHECK(profile->name == "mine");
  CHECK(profile->title == "T");
  CHECK(profile->source == "S");
  CHECK(profile->languages == std::vector<std::string>{"zh-hans"});
  REQUIRE(profile->rules.size() == 2);
  CHECK(profile->rules[0].name == "b");
  CHECK(profile->rules[1].signal == "han");
  CHECK(profile->rules[1].line == 8);
}

TEST_CASE("min and max are included, above and below are not") {
  ProfileRule rule;
  rule.min = 0.1f, rule.max = 0.3f;
  CHECK(rule.keeps(0.1f));
  CHECK(rule.keeps(0.3f));
  CHECK_FALSE(rule.keeps(0.09f));
  CHECK_FALSE(rule.keeps(0.31f));
  rule = {};
  rule.above = 0, rule.below = 1;
  CHECK(rule.keeps(0.5f));
  CHECK_FALSE(rule.keeps(0));
  CHECK_FALSE(rule.keeps(1));
}

TEST_CASE("what is wrong with a profile is said with its line") {
  const std::string rule = "[[rule]]\nname = \"a\"\nsignal = \"words\"\n";
  CHECK(error_of("title = ").starts_with("profile mine: line 1: "));
  CHECK(error_of("[[rule]]\nname = \"a\"\nsignal = \"b\"\nmin = 1\n") ==
        "profile mine: line 1: a profile needs a title and a source");
  CHECK(error_of(kHead) == "profile mine: line 1: a profile needs a [[rule]]");
  CHECK(error_of(kHead + "sauce = 1\n") == "profile mine: line 3: a profile has no sauce");
  CHECK(error_of(kHead + rule) == "profile mine: line 3: a has no bound: min, max, above or below");
  CHECK(error_of(kHead + rule + "most = 3\n") == "profile mine: line 6: a rule has no most");
  CHECK(error_of(kHead + rule + "min = \"3\"\n") == "profile mine: line 6: min is no number");
  CHECK(error_of(kHead + rule + "min = 3\nmax = 2\n") ==
        "profile mine: line 3: a is met by no number");
  CHECK(error_of(kHead + "[[rule]]\nname = \"a b\"\nsignal = \"c\"\nmin = 1\n") ==
        "profile mine: line 3: a b is no name: a-z, 0-9 and -");
  CHECK(error_of(kHead + "[[rule]]\nsignal = \"c\"\nmin = 1\n") ==
        "profile mine: line 3: a rule needs a name and a signal");
  CHECK(error_of(kHead + rule + "min = 1\n" + rule + "max = 9\n") ==
        "profile mine: line 7: there are two rules a");
  CHECK(error_of(kHead + "languages = \"zh\"\n") == "profile mine: line 3: languages is no list");
  CHECK_FALSE(parse_profile(kHead + rule + "min = 1\n", "My Profile").ok());
}

TEST_CASE("every shipped profile is sound, and is loaded by its name") {
  CHECK(shipped_profiles().size() >= 9);
  for (const ShippedProfile& shipped : shipped_profiles()) {
    const auto profile = load_profile(shipped.name);
    INFO(shipped.name << ": " << (profile.ok() ? "" : profile.error()));
    REQUIRE(profile.ok());
    CHECK(profile->name == shipped.name);
  }
  CHECK(load_profile("none").error().starts_with("there is no profile none"));
}

TEST_CASE("a profile of one's own is loaded by its path") {
  const auto path = std::filesystem::temp_directory_path() / "own-profile.toml";
  std::ofstream(path) << kHead << "[[rule]]\nname = \"a\"\nsignal = \"words\"\nmin = 1\n";
  const auto profile = load_profile(path.string());
  std::filesystem::remove(path);
  REQUIRE(profile.ok());
  CHECK(profile->name == "own-profile");
  CHECK(load_profile(path.string()).error() == "cannot read the profile " + path.string());
}
