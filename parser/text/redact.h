#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

// Personal data that has a form of its own. Names and addresses have none, and stay.
enum class Personal : uint8_t {
  kEmail,   // an addr-spec of dot-atoms (RFC 5322 3.4.1) in ASCII, with a domain of two labels
  kPhone,   // Chinese mobile numbers (11 digits, 13 to 19 first) and numbers with an area code;
            // numbers with + and a country code (ITU-T E.164)
  kIdCard,  // Chinese identity cards: 18 characters, a date of birth, the check digit of GB 11643
  kIp       // IPv4 with four decimal parts, IPv6
};
inline constexpr std::array<std::string_view, 4> kPersonalNames = {"email", "phone", "idcard",
                                                                   "ip"};

using PersonalSet = uint8_t;  // bit n: the nth of the above
inline PersonalSet bit_of(Personal kind) {
  return static_cast<PersonalSet>(1u << static_cast<int>(kind));
}

// Puts "[email]", "[phone]", "[idcard]" or "[ip]" in the place of what `kinds` name, and counts
// each in `counts`. Bytes of ASCII only are looked at, so any UTF-8 stays as it is. Linear.
void redact(std::string& text, PersonalSet kinds, std::array<uint64_t, 4>& counts);

}  // namespace winnow
