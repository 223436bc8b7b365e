#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/result.h"

namespace winnow {

// What one number of a text must be.
struct ProfileRule {
  static constexpr float kNone = std::numeric_limits<float>::infinity();
  std::string name;                     // a-z, 0-9 and -; drops are counted under it
  std::string signal;                   // a name of parser/text/quality.h
  float min = -kNone, max = kNone;      // both included
  float above = -kNone, below = kNone;  // both excluded
  uint32_t line = 0;                    // in the file

  bool keeps(float value) const {
    return value >= min && value <= max && value > above && value < below;
  }
};

// A published filter as a declaration: config/profiles/NAME.toml, or a file of the user's.
struct Profile {
  std::string name;    // the file's, without .toml
  std::string origin;  // as load_profile() was asked for it
  std::string title, source;
  std::vector<std::string>
      languages;                   // BCP 47 ranges in lower case; others are dropped; empty: all
  std::vector<ProfileRule> rules;  // in the order in which they are asked
};

// The profile that the text declares. What is wrong with it is an Error with its line: no TOML, an
// unknown key, a rule without name, signal or bound, bounds that nothing meets.
Result<Profile> parse_profile(std::string_view toml, std::string_view name);

// A profile that comes with winnow, as its file.
struct ShippedProfile {
  std::string_view name, toml;
};
std::span<const ShippedProfile> shipped_profiles();

// Whether this is the path of a file rather than a shipped profile's name.
bool is_profile_path(std::string_view name_or_path);

// The shipped profile of this name, or that of the file.
Result<Profile> load_profile(std::string_view name_or_path);

}  // namespace winnow
