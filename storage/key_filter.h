#pragma once
#include <leveldb/filter_policy.h>

#include <memory>
#include <string_view>

namespace winnow {

// LevelDB's bloom filter, 10 bits a key, but for what is read in order: the queue, the
// duplicates, the bands and the templates' samples. Under a name of its own, so that tables written
// with another filter are read without.
class KeyFilter : public leveldb::FilterPolicy {
 public:
  KeyFilter() : bloom_(leveldb::NewBloomFilterPolicy(kBitsPerKey)) {}

  const char* Name() const override { return "winnow.Bloom1"; }
  void CreateFilter(const leveldb::Slice* keys, int n, std::string* filter) const override;
  bool KeyMayMatch(const leveldb::Slice& key, const leveldb::Slice& filter) const override;

 private:
  static constexpr int kBitsPerKey = 10;  // 1 % of the checks for a new URL read a block
  std::unique_ptr<const leveldb::FilterPolicy> bloom_;
};

}  // namespace winnow
