#include "parser/ip_address.h"

#include <algorithm>
#include <charconv>

#include "parser/ascii.h"
#include "parser/percent.h"

namespace winnow {
namespace {

// The value of one part, at most 2^33 (enough to be out of range), or -1 if it is no number.
int64_t ipv4_number(std::string_view part) {
  if (part.empty()) return -1;
  int radix = 10;
  if (starts_with_ignore_case(part, "0x")) {
    radix = 16;
    part.remove_prefix(2);
  } else if (part.size() >= 2 && part[0] == '0') {
    radix = 8;
    part.remove_prefix(1);
  }
  int64_t value = 0;
  for (char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return -1;
    value = std::min(value * radix + digit, int64_t{1} << 33);
  }
  return value;
}

// Reads the dotted decimal end of an IPv6 address into two pieces at `piece`.
const char* read_embedded_ipv4(std::string_view text, Ipv6& address, int& piece) {
  if (piece > 6) return "IPv4-in-IPv6-too-many-pieces";
  int parts = 0;
  for (size_t i = 0; i < text.size(); ++parts) {
    if (parts > 0) {
      if (text[i] != '.' || parts == 4) return "IPv4-in-IPv6-invalid-code-point";
      ++i;
    }
    if (i == text.size() || !is_digit(text[i])) return "IPv4-in-IPv6-invalid-code-point";
    int value = -1;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (value == 0) return "IPv4-in-IPv6-invalid-code-point";  // a leading zero
      value = std::max(value, 0) * 10 + (text[i] - '0');
      if (value > 255) return "IPv4-in-IPv6-out-of-range-part";
    }
    address[piece] = static_cast<uint16_t>(address[piece] * 256 + value);
    if (parts == 1 || parts == 3) ++piece;
  }
  return parts == 4 ? nullptr : "IPv4-in-IPv6-too-few-parts";
}

// The longest run of two or more zero pieces, the first of equals: {start, length}.
std::array<int, 2> longest_zero_run(const Ipv6& address) {
  std::array<int, 2> best{-1, 1};
  for (int i = 0; i < 8; ++i) {
    int end = i;
    while (end < 8 && address[end] == 0) ++end;
    if (end - i > best[1]) best = {i, end - i};
    i = end;
  }
  return best;
}

}  // namespace

IpResult<uint32_t> parse_ipv4(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  std::array<int64_t, 4> numbers{};
  size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == 4) return {"IPv4-too-many-parts"};
    const size_t dot = text.find('.');
    numbers[count] = ipv4_number(text.substr(0, dot));
    if (numbers[count] < 0) return {"IPv4-non-numeric-part"};
    more = dot != text.npos;
    if (more) text.remove_prefix(dot + 1);
  }
  uint32_t address = 0;
  for (size_t i = 0; i + 1 < count; ++i) {
    if (numbers[i] > 255) return {"IPv4-out-of-range-part"};
    address |= static_cast<uint32_t>(numbers[i]) << (8 * (3 - i));
  }
  if (numbers[count - 1] >= int64_t{1} << (8 * (5 - count))) return {"IPv4-out-of-range-part"};
  return {nullptr, address | static_cast<uint32_t>(numbers[count - 1])};
}

void append_ipv4(std::string& out, uint32_t address) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string((address >> shift) & 255);
    if (shift > 0) out += '.';
  }
}

IpResult<Ipv6> parse_ipv6(std::string_view text) {
  Ipv6 address{};
  int piece = 0, compress = -1;
  size_t i = 0;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return {"IPv6-invalid-compression"};
    i = 2;
    compress = ++piece;
  }
  while (i < text.size()) {
    if (piece == 8) return {"IPv6-too-many-pieces"};
    if (text[i] == ':') {
      if (compress >= 0) return {"IPv6-multiple-compression"};
      compress = ++piece;
      ++i;
      continue;
    }
    const size_t start = i;
    int value = 0;
    for (; i < text.size() && i < start + 4 && hex_value(text[i]) >= 0; ++i) {
      value = value * 16 + hex_value(text[i]);
    }
    if (i < text.size() && text[i] == '.') {
      if (i == start) return {"IPv4-in-IPv6-invalid-code-point"};
      if (const char* failure = read_embedded_ipv4(text.substr(start), address, piece)) {
        return {failure};
      }
      break;
    }
    if (i < text.size()) {
      if (text[i] != ':') return {"IPv6-invalid-code-point"};
      if (++i == text.size()) return {"IPv6-invalid-code-point"};
    }
    address[piece++] = static_cast<uint16_t>(value);
  }
  if (compress < 0) {
    if (piece != 8) return {"IPv6-too-few-pieces"};
  } else {
    std::rotate(address.begin() + compress, address.begin() + piece, address.end());
  }
  return {nullptr, address};
}

void append_ipv6(std::string& out, const Ipv6& address) {
  const auto [start, length] = longest_zero_run(address);
  for (int i = 0; i < 8; ++i) {
    if (i == start) {
      out += i == 0 ? "::" : ":";
      i += length - 1;
      continue;
    }
    std::array<char, 4> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + 4, address[i], 16);
    out.append(digits.data(), end.ptr);
    if (i < 7) out += ':';
  }
}

}  // namespace winnow
