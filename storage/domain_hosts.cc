#include "storage/domain_hosts.h"

#include "parser/site.h"
#include "storage/store_impl.h"

namespace winnow {
namespace {

constexpr size_t kMostDomains = 4096;

}  // namespace

bool DomainHosts::admit(const Store::Impl& store, std::string_view authority, bool always) {
  if (limit_ == 0 || store.get(keys::host(authority))) return true;
  uint32_t& count = count_of(store, registrable_domain(host_of(authority)));
  if (count >= limit_ && !always) return false;
  ++count;
  return true;
}

uint32_t& DomainHosts::count_of(const Store::Impl& store, const std::string& domain) {
  const auto [known, is_new] = counts_.emplace(domain, 0);
  uint32_t& count = known->second;
  if (!is_new) return count;
  const bool has_subdomains = registrable_domain("x." + domain) == domain;  // no public suffix
  Store::Impl::Iterator it = store.iterate(true);
  for (const std::string& prefix : keys::of_host(keys::kHost, domain, has_subdomains)) {
    if (count >= limit_) break;
    store.each(it, prefix, [&](auto, auto) { return ++count < limit_; });
  }
  return count;
}

void DomainHosts::between_commits() {
  if (counts_.size() > kMostDomains) counts_.clear();
}

}  // namespace winnow
