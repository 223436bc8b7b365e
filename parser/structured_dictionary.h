#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow {

// The dictionary (RFC 9651 3.2) that a header field holds: its keys in order, each with its value
// if that is a token, else with "". Of a key that comes twice the last value counts. Parameters are
// passed over. Nothing if it is malformed, or has more than 256 keys.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_structured_dictionary(
    std::string_view field);

}  // namespace winnow
