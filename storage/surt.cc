#include "storage/surt.h"

#include <utility>

namespace winnow {
namespace {

bool is_address(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == host.npos;
}

std::string reversed(std::string_view text, char from, char to) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const size_t dot = text.rfind(from);
    out += dot == text.npos ? text : text.substr(dot + 1);
    if (dot == text.npos) return out;
    out += to;
    text = text.substr(0, dot);
  }
}

// A comma may stand in a host of the URL Standard but divides labels here, and a percent sign may
// not: so "%2C" and "%25" stand for them in a SURT.
std::string escaped(std::string_view host) {
  if (host.find_first_of(",%") == host.npos) return std::string(host);
  std::string out;
  for (const char c : host) {
    if (c == ',')
      out += "%2C";
    else if (c == '%')
      out += "%25";
    else
      out += c;
  }
  return out;
}

std::string unescaped(std::string_view host) {
  std::string out;
  for (size_t i = 0; i < host.size(); ++i) {
    const std::string_view code = host.substr(i, 3);
    const bool comma = code == "%2C";
    if (!comma && code != "%25") {
      out += host[i];
      continue;
    }
    out += comma ? ',' : '%';
    i += 2;
  }
  return out;
}

// The host and what follows it (":port" or nothing).
std::pair<std::string_view, std::string_view> split_port(std::string_view authority) {
  const size_t from = authority.starts_with('[') ? authority.find(']') : 0;
  const size_t colon = from == authority.npos ? from : authority.find(':', from);
  if (colon == authority.npos) return {authority, {}};
  return {authority.substr(0, colon), authority.substr(colon)};
}

}  // namespace

std::string surt(std::string_view authority) {
  const auto [host, port] = split_port(authority);
  if (is_address(host)) return std::string(authority);
  return reversed(escaped(host), '.', ',').append(port);
}

std::string authority_of_surt(std::string_view surt) {
  const auto [host, port] = split_port(surt);
  if (is_address(host)) return std::string(surt);
  return unescaped(reversed(host, ',', '.')).append(port);
}

}  // namespace winnow
