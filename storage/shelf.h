#pragma once
#include <leveldb/iterator.h>
#include <leveldb/options.h>
#include <leveldb/status.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/store_impl.h"

namespace winnow {

// The articles and tombstones with sequences after `after` and up to `last`, in their order: what
// the shelf has and what is not gone from it. The views live until next().
class Items {
 public:
  // `snapshot`: nullptr, what is newest. `options` but for their snapshot.
  Items(const Store::Impl& store, leveldb::ReadOptions options, const StoreSnapshot* snapshot,
        uint64_t after, uint64_t last);

  bool valid() const { return now_ != nullptr; }
  void next();
  std::string_view key() const { return view(now_->key()); }
  std::string_view value() const { return view(now_->value()); }
  leveldb::Status status() const;

 private:
  bool has_item(const leveldb::Iterator& it) const;
  bool is_gone();
  void choose();

  const std::string last_;
  Store::Impl::Iterator shelf_, gone_, old_;
  leveldb::Iterator* now_ = nullptr;
};

}  // namespace winnow
