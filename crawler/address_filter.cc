#include "crawler/address_filter.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>

namespace winnow {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v4;
using boost::asio::ip::address_v6;

constexpr std::string_view kLoopbackName = "loopback";

struct RangeV4 {
  uint32_t first;
  int bits;
  std::string_view name;
};

constexpr uint32_t v4(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// IANA IPv4 Special-Purpose Address Registry, multicast (RFC 5771), and what was never given out.
constexpr RangeV4 kRangesV4[] = {
    {v4(0, 0, 0, 0), 8, "this-network"},                  // RFC 791
    {v4(10, 0, 0, 0), 8, "private-use"},                  // RFC 1918
    {v4(100, 64, 0, 0), 10, "shared-address-space"},      // RFC 6598
    {v4(127, 0, 0, 0), 8, kLoopbackName},                 // RFC 1122
    {v4(169, 254, 0, 0), 16, "link-local"},               // RFC 3927
    {v4(172, 16, 0, 0), 12, "private-use"},               // RFC 1918
    {v4(192, 0, 0, 0), 24, "ietf-protocol-assignments"},  // RFC 6890
    {v4(192, 0, 2, 0), 24, "documentation"},              // RFC 5737
    {v4(192, 31, 196, 0), 24, "as112"},                   // RFC 7535
    {v4(192, 52, 193, 0), 24, "amt"},                     // RFC 7450
    {v4(192, 88, 99, 0), 24, "6to4-relay"},               // RFC 7526
    {v4(192, 168, 0, 0), 16, "private-use"},              // RFC 1918
    {v4(192, 175, 48, 0), 24, "as112"},                   // RFC 7534
    {v4(198, 18, 0, 0), 15, "benchmarking"},              // RFC 2544
    {v4(198, 51, 100, 0), 24, "documentation"},           // RFC 5737
    {v4(203, 0, 113, 0), 24, "documentation"},            // RFC 5737
    {v4(224, 0, 0, 0), 4, "multicast"},                   // RFC 5771
    {v4(240, 0, 0, 0), 4, "reserved"},                    // RFC 1112, with the broadcast address
};

// A prefix as its leading 16-bit groups; the groups not written are zero.
struct RangeV6 {
  std::array<uint16_t, 8> first;
  int bits;
  std::string_view name;
};

// IANA IPv6 Special-Purpose Address Registry. Global unicast is 2000::/3 only, so everything
// outside it that has no name of its own is "reserved".
constexpr RangeV6 kRangesV6[] = {
    {{0, 0, 0, 0, 0, 0, 0, 1}, 128, kLoopbackName},    // RFC 4291
    {{0, 0, 0, 0, 0, 0, 0, 0}, 128, "unspecified"},    // RFC 4291
    {{0x64, 0xff9b, 1}, 48, "local-use-translation"},  // RFC 8215
    {{0x100}, 64, "discard-only"},                     // RFC 6666
    {{0xfc00}, 7, "unique-local"},                     // RFC 4193
    {{0xfe80}, 10, "link-local"},                      // RFC 4291
    {{0xfec0}, 10, "site-local"},                      // RFC 3879
    {{0xff00}, 8, "multicast"},                        // RFC 4291
    {{0x2001}, 23, "ietf-protocol-assignments"},       // RFC 2928: Teredo, ORCHID, ...
    {{0x2001, 0xdb8}, 32, "documentation"},            // RFC 3849
    {{0x2620, 0x4f, 0x8000}, 48, "as112"},             // RFC 7534
    {{0x3fff}, 20, "documentation"},                   // RFC 9637
    {{0x5f00}, 16, "segment-routing"},                 // RFC 9602
};

// Prefixes that carry an IPv4 address, and at which byte of the sixteen.
struct Embedding {
  std::array<uint16_t, 8> first;
  int bits;
  size_t offset;
};

constexpr Embedding kEmbeddings[] = {
    {{0, 0, 0, 0, 0, 0xffff}, 96, 12},  // IPv4-mapped, RFC 4291
    {{0, 0, 0, 0, 0xffff, 0}, 96, 12},  // IPv4-translated, RFC 2765
    {{0x64, 0xff9b}, 96, 12},           // NAT64, RFC 6052
    {{0x2002}, 16, 2},                  // 6to4, RFC 3056
};

bool has_prefix(const address_v6::bytes_type& bytes, const std::array<uint16_t, 8>& first,
                int bits) {
  for (int i = 0; i < bits; ++i) {
    const bool ours = bytes[i / 8] >> (7 - i % 8) & 1;
    const bool theirs = first[i / 16] >> (15 - i % 16) & 1;
    if (ours != theirs) return false;
  }
  return true;
}

std::string_view special_v4(uint32_t value) {
  for (const RangeV4& range : kRangesV4) {
    if ((value ^ range.first) >> (32 - range.bits) == 0) return range.name;
  }
  return "";
}

std::string_view special_v6(const address_v6& address) {
  const address_v6::bytes_type bytes = address.to_bytes();
  for (const Embedding& e : kEmbeddings) {
    if (!has_prefix(bytes, e.first, e.bits)) continue;
    return special_v4(
        v4(bytes[e.offset], bytes[e.offset + 1], bytes[e.offset + 2], bytes[e.offset + 3]));
  }
  for (const RangeV6& range : kRangesV6) {
    if (has_prefix(bytes, range.first, range.bits)) return range.name;
  }
  return has_prefix(bytes, {0x2000}, 3) ? "" : "reserved";
}

}  // namespace

std::string_view special_purpose(const address& address) {
  return address.is_v4() ? special_v4(address.to_v4().to_uint()) : special_v6(address.to_v6());
}

bool is_allowed(const address& address, Addresses addresses) {
  if (addresses == Addresses::kAny) return true;
  const std::string_view special = special_purpose(address);
  return addresses == Addresses::kLoopback ? special == kLoopbackName : special.empty();
}

}  // namespace winnow
