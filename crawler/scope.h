#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "config/config.h"
#include "crawler/href.h"
#include "storage/forget_rules.h"
#include "storage/records.h"

namespace winnow {

// Why a URL is not crawled. Names in scope.cc: the label of the counter links_refused.
enum class Refusal : uint8_t {
  kNone,
  kHost,
  kExcludedHost,
  kPath,
  kDepth,
  kTrap,
  kNofollow,
  kNoPage,
  kQueueFull,
  kForgotten,
  kBarren
};
inline constexpr size_t kRefusals = 11;
std::string_view name_of(Refusal refusal);

// What the operator lets winnow crawl: [scope], [[site]], and the seeds. Knows no URL records.
class Scope {
 public:
  explicit Scope(const Config& config);

  // Seeds decide the scope of modes host and domain. An authority in the sense of HostRecord.
  void add_seed(std::string_view authority);
  bool seeded(std::string_view authority) const { return seeds_.contains(authority); }

  // What was asked to be forgotten is refused from then on, whatever its kind.
  void forget(const ForgetRule& rule) { forgotten_.add(rule); }
  bool forgets(std::string_view href) const { return forgotten_.covers(href); }
  bool forgets_host(std::string_view authority) const { return forgotten_.covers_host(authority); }

  // May this URL be queued, and fetched? Sitemaps and feeds were named by the operator or by a
  // seeded host, so only exclude_hosts keeps one out; what they list is judged as any page.
  Refusal judge(std::string_view href, FetchKind kind, uint32_t depth) const;

  // The same registrable domain, or the same address: for canonical links and seeds' redirects.
  static bool same_site(std::string_view a_host, std::string_view b_host);

  // What [[site]] says otherwise; the longest matching host wins. nullptr: nothing.
  const SiteConfig* site(std::string_view host) const;
  Millis delay(std::string_view host) const;
  bool verify_tls(std::string_view host) const;
  uint64_t page_budget(std::string_view authority) const;  // UINT64_MAX: no limit

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Names = std::unordered_set<std::string, Hash, std::equal_to<>>;

  bool host_in_scope(const HrefParts& parts) const;
  bool path_in_scope(const HrefParts& parts) const;
  static bool covers(const Names& names, std::string_view host);

  const Config& config_;
  ForgetRules forgotten_;
  Names include_hosts_, exclude_hosts_;
  std::unordered_map<std::string, const SiteConfig*, Hash, std::equal_to<>> sites_;
  Names seeds_, seed_domains_;
};

}  // namespace winnow
