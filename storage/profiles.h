#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "config/profile.h"
#include "storage/dump_filters.h"

namespace winnow {

// The place of a signal among those of for_each_signal (parser/text/quality.h); none of this name:
// nullopt.
std::optional<size_t> signal_index(std::string_view name);

// The profile, or what is wrong with it: also an Error if a rule asks for a signal that there is
// not.
Result<Profile> checked_profile(std::string_view name_or_path);

// A filter for each rule of the profile, in its order, and one for its languages before them:
// "profile.NAME.RULE", "profile.NAME.language".
std::vector<DumpFilter> profile_filters(const Profile& profile);

}  // namespace winnow
