#include "crawler/scope.h"

#include <algorithm>
#include <array>
#include <limits>

#include "parser/path_pattern.h"
#include "parser/site.h"
#include "parser/trap.h"
#include "parser/url.h"

namespace winnow {
namespace {

constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();

// The host name as it stands in a canonical href: lower case, punycode.
std::string normalised(const std::string& host) {
  const Result<Url> url = Url::parse("http://" + host + "/");
  return url ? std::string(url->host()) : host;
}

// The name, then each name it is a subdomain of; until `visit` returns true.
template <class Visit>
bool any_suffix(std::string_view host, const Visit& visit) {
  while (true) {
    if (visit(host)) return true;
    const size_t dot = host.find('.');
    if (dot == host.npos) return false;
    host.remove_prefix(dot + 1);
  }
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_pattern(pattern, path); });
}

uint64_t limit_of(uint64_t configured) { return configured == 0 ? kNoLimit : configured; }

}  // namespace

std::string_view name_of(Refusal refusal) {
  constexpr std::array<std::string_view, kRefusals> kNames{
      "none",     "host",    "excluded-host", "path",      "depth", "trap",
      "nofollow", "no-page", "queue-full",    "forgotten", "barren"};
  return kNames.at(static_cast<size_t>(refusal));
}

Scope::Scope(const Config& config) : config_(config) {
  for (const std::string& host : config.scope.include_hosts)
    include_hosts_.insert(normalised(host));
  for (const std::string& host : config.scope.exclude_hosts)
    exclude_hosts_.insert(normalised(host));
  for (const SiteConfig& site : config.sites) sites_.emplace(normalised(site.host), &site);
}

void Scope::add_seed(std::string_view authority) {
  if (!seeds_.emplace(authority).second) return;
  seed_domains_.emplace(registrable_domain(host_of(authority)));
}

Refusal Scope::judge(std::string_view href, FetchKind kind, uint32_t depth) const {
  if (forgets(href)) return Refusal::kForgotten;
  const HrefParts parts = parts_of(href);
  if (covers(exclude_hosts_, host_of(parts.authority))) return Refusal::kExcludedHost;
  if (kind != FetchKind::kPage) return Refusal::kNone;
  if (!host_in_scope(parts)) return Refusal::kHost;
  if (!path_in_scope(parts)) return Refusal::kPath;
  const SiteConfig* special = site(host_of(parts.authority));
  const bool own_depth = special != nullptr && special->max_depth >= 0;
  const uint64_t max_depth =
      own_depth ? static_cast<uint64_t>(special->max_depth) : config_.scope.max_depth;
  if (depth > max_depth) return Refusal::kDepth;
  if (!is_page_href(href)) return Refusal::kNoPage;
  return is_trap(href) ? Refusal::kTrap : Refusal::kNone;
}

bool Scope::host_in_scope(const HrefParts& parts) const {
  if (config_.scope.mode == ScopeMode::kAny || seeds_.contains(parts.authority)) return true;
  if (covers(include_hosts_, host_of(parts.authority))) return true;
  return config_.scope.mode == ScopeMode::kDomain &&
         seed_domains_.contains(registrable_domain(host_of(parts.authority)));
}

bool Scope::path_in_scope(const HrefParts& parts) const {
  const SiteConfig* special = site(host_of(parts.authority));
  const bool own_paths = special != nullptr && !special->include_paths.empty();
  const auto& include = own_paths ? special->include_paths : config_.scope.include_paths;
  const std::string_view path = parts.path_and_query;
  if (!include.empty() && !matches_any(include, path)) return false;
  if (matches_any(config_.scope.exclude_paths, path)) return false;
  return special == nullptr || !matches_any(special->exclude_paths, path);
}

bool Scope::covers(const Names& names, std::string_view host) {
  return !names.empty() &&
         any_suffix(host, [&](std::string_view name) { return names.contains(name); });
}

bool Scope::same_site(std::string_view a_host, std::string_view b_host) {
  return a_host == b_host || registrable_domain(a_host) == registrable_domain(b_host);
}

const SiteConfig* Scope::site(std::string_view host) const {
  if (sites_.empty()) return nullptr;
  const SiteConfig* found = nullptr;
  any_suffix(host, [&](std::string_view name) {
    const auto it = sites_.find(name);
    if (it != sites_.end()) found = it->second;
    return found != nullptr;
  });
  return found;
}

Millis Scope::delay(std::string_view host) const {
  const SiteConfig* special = site(host);
  return special != nullptr && special->delay >= Millis{0} ? special->delay
                                                           : config_.politeness.delay;
}

bool Scope::verify_tls(std::string_view host) const {
  const SiteConfig* special = site(host);
  return config_.fetch.verify_tls && (special == nullptr || special->verify_tls);
}

uint64_t Scope::page_budget(std::string_view authority) const {
  const SiteConfig* special = site(host_of(authority));
  if (special != nullptr && special->max_pages >= 0) {
    return limit_of(static_cast<uint64_t>(special->max_pages));
  }
  return limit_of(seeded(authority) ? config_.scope.max_pages_per_host
                                    : config_.scope.max_pages_per_discovered_host);
}

}  // namespace winnow
