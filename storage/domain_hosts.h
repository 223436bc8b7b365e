#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/store.h"

namespace winnow {

// How many hosts a registrable domain may have in the store: under a wildcard name there are as
// many as a site cares to link to. They are counted from the hosts' keys, which are neighbours, at
// the first new host of a domain; then in memory, for some thousand domains at a time.
class DomainHosts {
 public:
  explicit DomainHosts(uint32_t limit) : limit_(limit) {}  // 0: none

  // May a URL of this authority be queued? Yes if its host is in the store. A new one is counted,
  // and is to be stored, if this says yes; `always` says yes whatever the count.
  bool admit(const Store::Impl& store, std::string_view authority, bool always);

  void between_commits();              // bounds the memory
  void recount() { counts_.clear(); }  // after hosts were deleted

 private:
  uint32_t& count_of(const Store::Impl& store, const std::string& domain);

  uint32_t limit_;
  std::unordered_map<std::string, uint32_t> counts_;  // by domain, what is stored
};

}  // namespace winnow
