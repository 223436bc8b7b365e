#include "storage/profiles.h"

#include <algorithm>

#include "parser/text/quality.h"

namespace winnow {
namespace {

float signal_at(const Quality& quality, size_t index) {
  size_t i = 0;
  float value = 0;
  for_each_signal(quality, [&](const char*, auto signal) {
    if (i++ == index) value = static_cast<float>(signal);
  });
  return value;
}

}  // namespace

std::optional<size_t> signal_index(std::string_view name) {
  size_t i = 0;
  std::optional<size_t> found;
  const Quality quality;
  for_each_signal(quality, [&](std::string_view known, auto) {
    if (known == name) found = i;
    ++i;
  });
  return found;
}

Result<Profile> checked_profile(std::string_view name_or_path) {
  Result<Profile> profile = load_profile(name_or_path);
  if (!profile.ok()) return profile;
  for (const ProfileRule& rule : profile->rules)
    if (!signal_index(rule.signal))
      return Error{"profile " + profile->name + ": line " + std::to_string(rule.line) +
                   ": there is no signal " + rule.signal};
  return profile;
}

std::vector<DumpFilter> profile_filters(const Profile& profile) {
  const std::string prefix = "profile." + profile.name + '.';
  std::vector<DumpFilter> filters;
  if (!profile.languages.empty())
    filters.push_back(
        {prefix + "language", {}, [ranges = profile.languages](const ArticleRecord& article) {
           return is_in_ranges(article.language.code, ranges);
         }});
  for (const ProfileRule& rule : profile.rules)
    filters.push_back({prefix + rule.name,
                       {},
                       [rule, index = *signal_index(rule.signal)](const ArticleRecord& article) {
                         return rule.keeps(signal_at(article.quality, index));
                       }});
  return filters;
}

}  // namespace winnow
