#include "storage/continued_urls.h"

#include "storage/store_impl.h"

namespace winnow {
namespace {

constexpr size_t kMost = 1 << 20;  // in memory: about 40 MB

}  // namespace

void ContinuedUrls::load(const Store::Impl& store) {
  complete_ = store.get(keys::kMarksContinued).has_value();
  Store::Impl::Iterator it = store.iterate(false);
  store.each(it, {&keys::kContinued, 1}, [&](std::string_view mark, std::string_view) {
    const std::string url_key = keys::kUrl + std::string(mark.substr(1));
    insert(store.known->hash(url_key));
    return true;
  });
}

void ContinuedUrls::insert(uint64_t hash) {
  if (full_) return;
  hashes_.insert(hash);
  full_ = hashes_.size() >= kMost;
  if (full_) complete_ = false;
}

void ContinuedUrls::add(leveldb::WriteBatch& batch, std::string_view url_key, uint64_t hash) {
  const std::string mark = keys::continued(url_key);
  batch.Put(mark, encode(mark, Mark{}));
  insert(hash);
}

void ContinuedUrls::remove(leveldb::WriteBatch& batch, std::string_view url_key, uint64_t hash) {
  if (hashes_.erase(hash) > 0 || full_) batch.Delete(keys::continued(url_key));
}

}  // namespace winnow
