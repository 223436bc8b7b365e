#include "parser/site.h"

#include <libpsl.h>

namespace winnow {

std::string registrable_domain(std::string_view host) {
  if (is_ip_address(host)) return std::string(host);
  const std::string name(host);
  // The list is compiled into libpsl: no file, no lock, safe from any thread.
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  return domain ? domain : name;
}

bool is_ip_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == host.npos;
}

bool covers(std::string_view name, std::string_view host) {
  if (!host.ends_with(name) || name.empty()) return false;
  return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
}

}  // namespace winnow
