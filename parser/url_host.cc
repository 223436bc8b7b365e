#include "parser/url_host.h"

#include <array>
#include <cstdint>

#include "parser/ascii.h"
#include "parser/ip_address.h"
#include "parser/percent.h"

namespace winnow {
namespace {

// What a byte of a domain asks for.
enum DomainByte : uint8_t { kPlain = 0, kUpper = 1, kNotAscii = 2, kPercent = 4, kForbidden = 8 };

constexpr std::array<uint8_t, 256> make_domain_bytes() {
  std::array<uint8_t, 256> bytes{};
  for (int c = 0; c < 256; ++c) bytes[c] = c <= 0x20 || c == 0x7f ? kForbidden : kPlain;
  for (int c = 0x80; c < 256; ++c) bytes[c] = kNotAscii;
  for (int c = 'A'; c <= 'Z'; ++c) bytes[c] = kUpper;
  for (unsigned char c : std::string_view("#/:<>?@[\\]^|")) bytes[c] = kForbidden;
  bytes['%'] = kPercent;
  return bytes;
}
constexpr auto kDomainBytes = make_domain_bytes();

uint8_t look_at(std::string_view domain) {
  uint8_t seen = 0;
  for (unsigned char c : domain) seen |= kDomainBytes[c];
  return seen;
}

bool has_punycode_label(std::string_view lower) {
  for (size_t at = lower.find("xn--"); at != lower.npos; at = lower.find("xn--", at + 1)) {
    if (at == 0 || lower[at - 1] == '.') return true;
  }
  return false;
}

// URL Standard 3.5, the ends-in-a-number checker.
bool ends_in_number(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string_view last = domain.substr(domain.rfind('.') + 1);
  if (last.empty() || !is_digit(last[0])) return false;
  if (last.find_first_not_of("0123456789") == last.npos) return true;
  return starts_with_ignore_case(last, "0x") &&
         last.find_first_not_of("0123456789abcdefABCDEF", 2) == last.npos;
}

const char* append_domain(std::string& out, std::string_view domain) {
  uint8_t seen = look_at(domain);
  std::string decoded;
  if (seen & kPercent) {
    decoded = percent_decode(domain);
    domain = decoded;
    seen = look_at(domain);
  }
  const size_t start = out.size();
  out += domain;
  if (seen & kUpper) {
    for (size_t i = start; i < out.size(); ++i) out[i] = to_lower(out[i]);
  }
  if ((seen & kNotAscii) || has_punycode_label(std::string_view(out).substr(start))) {
    std::string ascii;
    if (!domain_to_ascii(domain, ascii)) return "domain-to-ASCII";
    out.replace(start, out.npos, ascii);
    seen = look_at(ascii);
  }
  if (seen & (kForbidden | kPercent)) return "domain-invalid-code-point";
  const std::string_view host = std::string_view(out).substr(start);
  if (host.empty()) return "host-missing";
  if (!ends_in_number(host)) return nullptr;
  const IpResult<uint32_t> address = parse_ipv4(host);
  if (address.failure) return address.failure;
  out.resize(start);
  append_ipv4(out, address.value);
  return nullptr;
}

}  // namespace

const char* append_host(std::string& out, std::string_view input) {
  if (!input.starts_with('[')) return append_domain(out, input);
  if (!input.ends_with(']')) return "IPv6-unclosed";
  const IpResult<Ipv6> address = parse_ipv6(input.substr(1, input.size() - 2));
  if (address.failure) return address.failure;
  out += '[';
  append_ipv6(out, address.value);
  out += ']';
  return nullptr;
}

}  // namespace winnow
