#include "storage/forget_rules.h"

#include <algorithm>
#include <array>

#include "parser/canonical.h"
#include "parser/site.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMaxReason = 1000;

std::string_view without_scheme(std::string_view href) {
  return href.substr(std::min(href.size(), href.find("//") + 2));
}

Result<std::string> host_name(std::string_view name) {
  const bool plain = name.find_first_of("/?#@\\ \t") == name.npos;
  const auto url = Url::parse("http://" + std::string(name) + "/");
  if (!plain || !url.ok()) return Error{std::string(name) + " is no host name"};
  if (url->authority() != url->host())
    return Error{std::string(name) + " has a port; a host is forgotten on all of them"};
  return std::string(url->host());
}

bool is_public_suffix(const std::string& name) {
  const std::string below = "x." + name;
  return registrable_domain(below) == below;
}

bool is_line(std::string_view text) {
  const auto control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  return text.size() <= kMaxReason && is_well_formed(text) && std::ranges::none_of(text, control);
}

}  // namespace

std::string_view name_of(ForgetRule::Scope scope) {
  constexpr std::array<std::string_view, 3> kNames = {"url", "host", "domain"};
  return kNames.at(static_cast<size_t>(scope));
}

Result<ForgetRule> forget_rule(ForgetRule::Scope scope, std::string_view name,
                               std::string_view reason, Time at) {
  ForgetRule rule;
  rule.scope = scope;
  rule.at = at;
  rule.reason = reason;
  if (!is_line(reason)) return Error{"a reason is one line of text, at most 1000 bytes long"};
  if (scope == ForgetRule::Scope::kUrl) {
    const auto url = canonicalize(name);
    if (!url.ok()) return Error{std::string(name) + ": " + url.error()};
    rule.name = url->href();
    return rule;
  }
  auto host = host_name(name);
  if (!host.ok()) return Error{host.error()};
  rule.name = std::move(*host);
  if (scope == ForgetRule::Scope::kHost) return rule;
  if (is_ip_address(rule.name)) return Error{rule.name + " is an address and has no subdomains"};
  if (is_public_suffix(rule.name))
    return Error{rule.name + " is a public suffix: names below it belong to others"};
  return rule;
}

void ForgetRules::add(const ForgetRule& rule) {
  switch (rule.scope) {
    case ForgetRule::Scope::kUrl:
      urls_.emplace(without_scheme(rule.name));
      break;
    case ForgetRule::Scope::kHost:
      hosts_.emplace(rule.name);
      break;
    case ForgetRule::Scope::kDomain:
      domains_.emplace(rule.name);
      break;
  }
}

bool ForgetRules::covers(std::string_view href) const {
  const std::string_view rest = without_scheme(href);
  if (urls_.contains(rest)) return true;
  return covers_host(rest.substr(0, rest.find('/')));
}

bool ForgetRules::covers_host(std::string_view authority) const {
  if (hosts_.empty() && domains_.empty()) return false;
  std::string_view name = host_of(authority);
  if (hosts_.contains(name)) return true;
  while (!domains_.contains(name)) {
    const size_t dot = name.find('.');
    if (dot == name.npos) return false;
    name.remove_prefix(dot + 1);
  }
  return true;
}

}  // namespace winnow
