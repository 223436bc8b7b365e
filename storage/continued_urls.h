#pragma once
#include <leveldb/write_batch.h>

#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "storage/store.h"

namespace winnow {

// The URLs at which an article goes on (UrlRecord::previous) and that were never fetched: few. Of
// all others that were never fetched the record says nothing that a commit has to keep, so it is
// not read: it lies somewhere in the lowest level, and is seldom in memory.
class ContinuedUrls {
 public:
  void load(const Store::Impl& store);  // the marks of the database, at the opening

  // By KnownKeys::hash. True also of any URL of a store that has no marks for all.
  bool may_have(uint64_t hash) const { return !complete_ || hashes_.contains(hash); }
  void add(leveldb::WriteBatch& batch, std::string_view url_key, uint64_t hash);
  void remove(leveldb::WriteBatch& batch, std::string_view url_key, uint64_t hash);

 private:
  void insert(uint64_t hash);

  std::unordered_set<uint64_t> hashes_;
  bool complete_ = false, full_ = false;
};

}  // namespace winnow
