#pragma once
#include <string>
#include <string_view>
#include <unordered_set>

#include "config/result.h"
#include "storage/records.h"

namespace winnow {

std::string_view name_of(ForgetRule::Scope scope);  // "url", "host", "domain"

// The rule for what a user names: a URL, a host without port or a domain, in any form that a
// browser takes. An Error for what is none, for a domain under which anybody may register names
// (Public Suffix List), and for a reason that is not one line of UTF-8 of at most 1000 bytes.
Result<ForgetRule> forget_rule(ForgetRule::Scope scope, std::string_view name,
                               std::string_view reason, Time at);

// Which URLs are never to be crawled again: all rules in memory, some 100 bytes each.
class ForgetRules {
 public:
  void add(const ForgetRule& rule);

  bool covers(std::string_view href) const;            // canonical
  bool covers_host(std::string_view authority) const;  // all its URLs, by a rule of their host

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Names = std::unordered_set<std::string, Hash, std::equal_to<>>;

  Names urls_;  // without their scheme
  Names hosts_, domains_;
};

}  // namespace winnow
