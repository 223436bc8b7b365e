#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow {

// The links that were lately given to the store, which knows them since: most links of a page are
// those of the page before, and need not be judged and looked up again. 64 bits of the hash of each
// in 512 KiB; a new one takes the place of an old one. Another link passes for one of them with a
// chance of 2^-64.
class LinkMemory {
 public:
  LinkMemory();

  bool has(std::string_view href) const;
  void add(std::string_view href);
  void clear();

 private:
  uint64_t hash(std::string_view href) const;

  const uint64_t seed_;  // so that nobody can make links that pass for others'
  std::vector<uint64_t> hashes_;
};

}  // namespace winnow
