#pragma once
#include <string>
#include <string_view>

namespace winnow {

// URL Standard 3.5, the host parser for special schemes: appends the serialised host to `out` (a
// domain in lower case and punycode, an IPv4 address in dotted decimal, an IPv6 address in
// brackets). Returns nullptr, or the name of the standard's failure; then `out` is unspecified.
const char* append_host(std::string& out, std::string_view input);

// URL Standard 3.5, domain to ASCII (UTS 46, non-transitional, not strict), for any UTF-8: false if
// that fails. `out` is replaced.
bool domain_to_ascii(std::string_view domain, std::string& out);

}  // namespace winnow
