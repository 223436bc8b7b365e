#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

using Ipv6 = std::array<uint16_t, 8>;

// An address, or the name of the URL Standard's failure.
template <class T>
struct IpResult {
  const char* failure = nullptr;
  T value{};
};

// URL Standard 3.5, the IPv4 parser: one to four parts, each decimal, octal (0…) or hexadecimal
// (0x…), the last one filling the remaining bytes.
IpResult<uint32_t> parse_ipv4(std::string_view text);
void append_ipv4(std::string& out, uint32_t address);

// URL Standard 3.5, the IPv6 parser (without brackets), and its serializer (RFC 5952).
IpResult<Ipv6> parse_ipv6(std::string_view text);
void append_ipv6(std::string& out, const Ipv6& address);

}  // namespace winnow
