#include "storage/key_filter.h"

#include <leveldb/slice.h>

#include <algorithm>
#include <vector>

#include "storage/keys.h"

namespace winnow {
namespace {

bool is_filtered(const leveldb::Slice& key) {
  return !key.empty() && key[0] != keys::kQueue && key[0] != keys::kDuplicate &&
         key[0] != keys::kSample && key[0] != keys::kBand;
}

}  // namespace

void KeyFilter::CreateFilter(const leveldb::Slice* keys, int n, std::string* filter) const {
  std::vector<leveldb::Slice> filtered;
  std::copy_if(keys, keys + n, std::back_inserter(filtered), is_filtered);
  if (!filtered.empty())
    bloom_->CreateFilter(filtered.data(), static_cast<int>(filtered.size()), filter);
}

// LevelDB's own takes an empty filter to match nothing, and there is no key in it.
bool KeyFilter::KeyMayMatch(const leveldb::Slice& key, const leveldb::Slice& filter) const {
  return !is_filtered(key) || bloom_->KeyMayMatch(key, filter);
}

}  // namespace winnow
