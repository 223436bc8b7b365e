#include "config/profile.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace winnow {
namespace {

constexpr size_t kMaxBytes = 1 << 20;
constexpr size_t kMaxRules = 1'000;

// Throws Error with the line: caught by parse_profile.
[[noreturn]] void fault(const toml::source_region& at, const std::string& what) {
  throw Error{"line " + std::to_string(at.begin.line) + ": " + what};
}

std::string text_of(const toml::node& node, std::string_view key) {
  const auto text = node.value<std::string>();
  if (!node.is_string() || text->empty())
    fault(node.source(), std::string(key) + " is no text in quotes");
  return *text;
}

float number_of(const toml::node& node, std::string_view key) {
  if (!node.is_number()) fault(node.source(), std::string(key) + " is no number");
  return static_cast<float>(*node.value<double>());
}

bool is_name(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

ProfileRule rule_of(const toml::table& table) {
  ProfileRule rule;
  rule.line = table.source().begin.line;
  for (const auto& [key, node] : table) {
    const std::string_view k = key.str();
    if (k == "name")
      rule.name = text_of(node, k);
    else if (k == "signal")
      rule.signal = text_of(node, k);
    else if (k == "min")
      rule.min = number_of(node, k);
    else if (k == "max")
      rule.max = number_of(node, k);
    else if (k == "above")
      rule.above = number_of(node, k);
    else if (k == "below")
      rule.below = number_of(node, k);
    else
      fault(key.source(), "a rule has no " + std::string(k));
  }
  if (rule.name.empty() || rule.signal.empty())
    fault(table.source(), "a rule needs a name and a signal");
  if (!is_name(rule.name)) fault(table.source(), rule.name + " is no name: a-z, 0-9 and -");
  const float least = std::max(rule.min, rule.above), most = std::min(rule.max, rule.below);
  if (least == -ProfileRule::kNone && most == ProfileRule::kNone)
    fault(table.source(), rule.name + " has no bound: min, max, above or below");
  if (!(least <= most)) fault(table.source(), rule.name + " is met by no number");
  return rule;
}

void add_rules(const toml::node& node, Profile& profile) {
  const toml::array* rules = node.as_array();
  if (!rules) fault(node.source(), "rules are written [[rule]]");
  for (const toml::node& each : *rules) {
    if (!each.is_table()) fault(each.source(), "rules are written [[rule]]");
    if (profile.rules.size() == kMaxRules) fault(each.source(), "there are too many rules");
    profile.rules.push_back(rule_of(*each.as_table()));
    const std::string& name = profile.rules.back().name;
    if (std::ranges::count(profile.rules, name, &ProfileRule::name) > 1)
      fault(each.source(), "there are two rules " + name);
  }
}

void add_languages(const toml::node& node, Profile& profile) {
  const toml::array* languages = node.as_array();
  if (!languages) fault(node.source(), "languages is no list");
  for (const toml::node& each : *languages) {
    profile.languages.push_back(text_of(each, "a language"));
    std::string& language = profile.languages.back();
    std::ranges::transform(language, language.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c | 32 : c; });
  }
}

Profile profile_of(const toml::table& root) {
  Profile profile;
  for (const auto& [key, node] : root) {
    const std::string_view k = key.str();
    if (k == "title")
      profile.title = text_of(node, k);
    else if (k == "source")
      profile.source = text_of(node, k);
    else if (k == "languages")
      add_languages(node, profile);
    else if (k == "rule")
      add_rules(node, profile);
    else
      fault(key.source(), "a profile has no " + std::string(k));
  }
  if (profile.title.empty() || profile.source.empty())
    fault(root.source(), "a profile needs a title and a source");
  if (profile.rules.empty()) fault(root.source(), "a profile needs a [[rule]]");
  return profile;
}

Result<Profile> read_profile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxBytes + 1, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof())
    return Error{"cannot read the profile " + path.string()};
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMaxBytes) return Error{path.string() + " is too large for a profile"};
  return parse_profile(text, path.stem().string());
}

Result<Profile> shipped_profile(std::string_view name) {
  const auto known = std::ranges::find(shipped_profiles(), name, &ShippedProfile::name);
  if (known != shipped_profiles().end()) return parse_profile(known->toml, known->name);
  return Error{"there is no profile " + std::string(name) +
               "; --list-profiles lists them, and a file is named by its path"};
}

}  // namespace

Result<Profile> parse_profile(std::string_view toml, std::string_view name) {
  const std::string prefix = "profile " + std::string(name) + ": ";
  if (name.empty() || !is_name(name))
    return Error{prefix + "its name has more than a-z, 0-9 and -"};
  try {
    Profile profile = profile_of(toml::parse(toml));
    profile.name = name;
    return profile;
  } catch (const toml::parse_error& e) {
    return Error{prefix + "line " + std::to_string(e.source().begin.line) + ": " +
                 std::string(e.description())};
  } catch (const Error& e) {
    return Error{prefix + e.message};
  }
}

bool is_profile_path(std::string_view name_or_path) {
  return name_or_path.find('/') != name_or_path.npos || name_or_path.ends_with(".toml");
}

Result<Profile> load_profile(std::string_view name_or_path) {
  Result<Profile> profile =
      is_profile_path(name_or_path) ? read_profile(name_or_path) : shipped_profile(name_or_path);
  if (profile.ok()) profile->origin = name_or_path;
  return profile;
}

}  // namespace winnow
