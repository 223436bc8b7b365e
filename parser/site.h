#pragma once
#include <string>
#include <string_view>

namespace winnow {

// Hosts are as in a Url: lower case, punycode, an IPv6 address in brackets.

// The authority without its port.
inline std::string_view host_of(std::string_view authority) {
  const size_t colon = authority.rfind(':');
  const bool port = colon != authority.npos && !authority.ends_with(']');
  return port ? authority.substr(0, colon) : authority;
}

// The name that its owner registered, by the Public Suffix List: "example.co.uk" for
// "www.example.co.uk". The host itself if it is an address or a public suffix.
std::string registrable_domain(std::string_view host);

bool is_ip_address(std::string_view host);

// Is `host` the name, or a subdomain of it?
bool covers(std::string_view name, std::string_view host);

}  // namespace winnow
