#pragma once
#include <string_view>

namespace winnow {

// How much `utf8`, decoded by a guess, looks like text that somebody wrote in Chinese, Japanese or
// Korean: the share of common characters among those that are not ASCII, less two for each that
// no text has (errors, private use, controls). About 0.4 to 0.9 if the guess is right, below 0.2 if
// not; 0 if all is ASCII.
double cjk_score(std::string_view utf8);

}  // namespace winnow
