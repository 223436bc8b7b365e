#pragma once
#include <string>
#include <string_view>

namespace winnow {

// A path pattern of RFC 9309 2.2.3 in the form in which it is compared: * stands for any run of
// octets, a $ at the end for the end; without it a pattern matches as a prefix.
//
// Percent-encoding is evened out first (2.2.2): escapes of unreserved characters are undone, others
// are upper case, octets that a URI cannot hold are escaped, and so are * and $ where they are
// meant literally. So /a%7eb matches /a~b, and /%2A only a literal star.
std::string normalized_pattern(std::string_view pattern);
std::string normalized_path(std::string_view path_and_query);

// Both must be normalised. Time grows with the product of their lengths at worst, with their sum as
// a rule; nothing is tried twice.
bool matches_normalized(std::string_view pattern, std::string_view path);

// The whole comparison, for patterns that are used once.
bool matches_pattern(std::string_view pattern, std::string_view path_and_query);

}  // namespace winnow
