#include "config/identity.h"

#include <algorithm>

namespace winnow {

std::string user_agent(const IdentityConfig& identity) {
  std::string agent = identity.product_token + "/" WINNOW_VERSION;
  if (!identity.contact.empty()) agent += " (+" + identity.contact + ")";
  return agent;
}

bool is_contact(std::string_view text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
  if (!printable || text.find_first_of("()<>\"\\") != text.npos) return false;
  for (std::string_view scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme)) return text.substr(scheme.size()).find('.') != text.npos;
  }
  if (text.starts_with("mailto:")) text.remove_prefix(7);
  const size_t at = text.find('@');
  return at != text.npos && at > 0 && text.rfind('@') == at &&
         text.find('.', at + 2) != text.npos && text.back() != '.';
}

bool is_product_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

}  // namespace winnow
