#include "storage/surt.h"

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

std::string swap_labels(std::string_view authority, char from, char to) {
  const size_t colon =
      authority.starts_with('[') ? authority.find(':', authority.find(']')) : authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  if (is_address(host)) return std::string(authority);
  std::string out = reversed(host, from, to);
  if (colon != authority.npos) out += authority.substr(colon);
  return out;
}

}  // namespace

std::string surt(std::string_view authority) { return swap_labels(authority, '.', ','); }
std::string authority_of_surt(std::string_view surt) { return swap_labels(surt, ',', '.'); }

}  // namespace winnow
