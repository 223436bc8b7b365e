#include "storage/band_index.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "storage/shelf.h"

namespace winnow {
namespace {

using Owners = std::map<BandKey, uint64_t>;

constexpr int kSuffixBits = 30;  // of a band's key, below its bucket
constexpr size_t kBuckets = std::tuple_size_v<decltype(Fingerprint::bands)> << (40 - kSuffixBits);
constexpr size_t kMostSieveBytes = 256 << 20;  // for the bands of 9 million articles
constexpr uint32_t kReadAtOnce = 8192;         // bands
constexpr uint32_t kFewestSince = 256;         // bands, for which a bucket is put together

size_t bucket_of(BandKey band) { return band >> kSuffixBits; }
BandKey first_of(size_t bucket) { return static_cast<BandKey>(bucket) << kSuffixBits; }

// `begin` to `end`: pairs of band and sequence by rising bands, none below `from`.
template <class At>
BandOwners packed(BandKey from, At begin, At end) {
  BandOwners owners;
  owners.steps.reserve(static_cast<size_t>(std::distance(begin, end)));
  for (; begin != end; ++begin) {
    owners.steps.push_back({begin->first - from, begin->second});
    from = begin->first;
  }
  return owners;
}

template <class Visit>
void unpack(BandKey from, const BandOwners& owners, Visit visit) {
  for (const BandOwners::Step& step : owners.steps) visit(from += step.distance, step.sequence);
}

// What the owners say goes before what the map says.
template <class Map>
void overlay(Map& map, BandKey from, const BandOwners& owners) {
  unpack(from, owners, [&](BandKey band, uint64_t sequence) { map[band] = sequence; });
}

// Visits the chunks from that of `bucket` on, oldest first in each bucket, until `visit` is false.
template <class Visit>
void each_chunk(const Store::Impl& store, const StoreSnapshot* snapshot, size_t bucket,
                std::string_view prefix, Visit visit) {
  const BandOwners none;  // what a damaged chunk has
  Store::Impl::Iterator it = store.iterate(snapshot == nullptr, snapshot);
  for (it->Seek(slice(keys::band_chunks(bucket)));
       it->Valid() && view(it->key()).starts_with(prefix); it->Next()) {
    const auto key = keys::parse_band_chunk(view(it->key()));
    if (!key || key->bucket >= kBuckets) continue;
    const auto owners = store.sound<BandOwners>(view(it->key()), view(it->value()));
    if (!visit(*key, owners ? *owners : none)) break;
  }
  store.end_of_scan(it->status());
}

template <class Visit>
void each_chunk_of(const Store::Impl& store, const StoreSnapshot* snapshot, size_t bucket,
                   Visit visit) {
  each_chunk(store, snapshot, bucket, keys::band_chunks(bucket),
             [&](auto& key, const BandOwners& owners) {
               visit(key, owners);
               return true;
             });
}

}  // namespace

std::vector<BandKey> bands_of(const ArticleRecord& article) {
  const auto& bands = article.fingerprint.bands;
  std::vector<BandKey> keys;
  if (bands == decltype(Fingerprint::bands){}) return keys;
  keys.reserve(bands.size());
  for (size_t i = 0; i < bands.size(); ++i) keys.push_back(band_key(i, bands[i]));
  return keys;
}

BandIndex::BandIndex(const Store::Impl& store, const StoreSnapshot* snapshot)
    : store_(store), snapshot_(snapshot), sieve_(kMostSieveBytes), buckets_(kBuckets) {
  Store::Impl::Iterator it = store_.iterate(false, snapshot_);
  store_.each(it, keys::kBandChanges, [&](std::string_view key, std::string_view value) {
    if (const auto number = keys::parse_band_changes(key)) number_ = *number;
    if (const auto owners = store_.sound<BandOwners>(key, value)) overlay(recent_, 0, *owners);
    return true;
  });
}

void BandIndex::prefetch(const std::vector<BandKey>& bands) const {
  for (const BandKey band : bands) sieve_.prefetch(band);
}

bool BandIndex::seems_owned(BandKey band) const {
  if (const auto at = recent_.find(band); at != recent_.end()) return at->second != 0;
  return bucket_of(band) < read_up_to_ && sieve_.may_have(band);
}

uint64_t BandIndex::owner(BandKey band) const {
  if (const auto at = recent_.find(band); at != recent_.end()) return at->second;
  if (bucket_of(band) < read_up_to_ && !sieve_.may_have(band)) return 0;
  uint64_t found = 0;
  each_chunk_of(store_, snapshot_, bucket_of(band), [&](auto& key, const BandOwners& owners) {
    unpack(first_of(key.bucket), owners, [&](BandKey each, uint64_t sequence) {
      if (each == band) found = sequence;
    });
  });
  return found;
}

void BandIndex::own(BandKey band, uint64_t sequence) {
  recent_[band] = sequence;
  changed_.emplace_back(band, sequence);
}

void BandIndex::save(leveldb::WriteBatch& batch, uint64_t number) {
  if (changed_.empty()) return;
  const auto band_of = &std::pair<BandKey, uint64_t>::first;
  auto end = changed_.end();
  if (!std::ranges::is_sorted(changed_, std::less_equal{}, band_of)) {
    // Of one band the last change, which is to come first.
    std::ranges::reverse(changed_);
    std::ranges::stable_sort(changed_, {}, band_of);
    end = std::unique(changed_.begin(), changed_.end(),
                      [](const auto& a, const auto& b) { return a.first == b.first; });
  }
  number_ = std::max(number, number_ + 1);
  const std::string key = keys::band_changes(number_);
  batch.Put(key, encode(key, packed(0, changed_.begin(), end)));
  changed_.clear();
}

void BandIndex::settle(size_t commits, size_t most_recent) {
  read_part();
  if (recent_.size() > most_recent) write_chunks();
  for (; commits > 0; --commits) {
    next_ = (next_ + 1) % kBuckets;
    const Bucket& bucket = buckets_[next_];
    if (next_ < read_up_to_ && bucket.since > std::max(kFewestSince, bucket.whole / 4))
      put_together(next_);
  }
}

void BandIndex::read_part() {
  if (read_up_to_ == kBuckets) return;
  size_t bucket = read_up_to_;
  uint32_t read = 0;
  bool more = false;
  each_chunk(store_, nullptr, bucket, keys::kBandChunks, [&](auto& key, const BandOwners& owners) {
    if (key.bucket != bucket) {
      more = read > kReadAtOnce;
      bucket = key.bucket;
      if (more) return false;
    }
    const auto entries = static_cast<uint32_t>(owners.steps.size());
    Bucket& sizes = buckets_[bucket];
    (sizes.whole == 0 ? sizes.whole : sizes.since) += entries;
    read += entries;
    unpack(first_of(bucket), owners, [&](BandKey band, uint64_t) { sieve_.add(band); });
    return true;
  });
  read_up_to_ = more ? bucket : kBuckets;
}

void BandIndex::write_chunks() {
  std::vector<std::pair<BandKey, uint64_t>> all(recent_.begin(), recent_.end());
  std::ranges::sort(all);
  leveldb::WriteBatch batch;
  for (auto begin = all.begin(); begin != all.end();) {
    const size_t bucket = bucket_of(begin->first);
    const auto end = std::find_if(
        begin, all.end(), [&](const auto& each) { return bucket_of(each.first) != bucket; });
    const std::string key = keys::band_chunk({bucket, number_});
    batch.Put(key, encode(key, packed(first_of(bucket), begin, end)));
    if (bucket < read_up_to_) buckets_[bucket].since += static_cast<uint32_t>(end - begin);
    begin = end;
  }
  Store::Impl::Iterator it = store_.iterate(false);
  store_.each(it, keys::kBandChanges, [&](std::string_view key, std::string_view) {
    batch.Delete(slice(key));
    return true;
  });
  store_.write(batch, false);
  constexpr size_t kAhead = 16;
  for (size_t i = 0; i < all.size(); ++i) {
    if (i + kAhead < all.size()) sieve_.prefetch(all[i + kAhead].first);
    sieve_.add(all[i].first);
  }
  recent_.clear();
}

void BandIndex::put_together(size_t bucket) {
  leveldb::WriteBatch batch;
  Owners owners;
  uint64_t newest = 0;
  each_chunk_of(store_, nullptr, bucket, [&](const auto& key, const BandOwners& chunk) {
    batch.Delete(keys::band_chunk(key));
    newest = key.number;
    overlay(owners, first_of(bucket), chunk);
  });
  std::erase_if(owners, [](const auto& each) { return each.second == 0; });
  const std::string key = keys::band_chunk({bucket, newest});
  if (!owners.empty())
    batch.Put(key, encode(key, packed(first_of(bucket), owners.begin(), owners.end())));
  store_.write(batch, false);
  buckets_[bucket] = {static_cast<uint32_t>(owners.size()), 0};
}

void BandIndex::each(const std::function<void(BandKey, uint64_t)>& visit) const {
  Owners owners;
  const auto give = [&] {
    for (const auto& [band, sequence] : owners)
      if (sequence != 0 && !recent_.contains(band)) visit(band, sequence);
    owners.clear();
  };
  size_t bucket = 0;
  each_chunk(store_, snapshot_, 0, keys::kBandChunks, [&](auto& key, const BandOwners& chunk) {
    if (key.bucket != bucket) give();
    bucket = key.bucket;
    overlay(owners, first_of(bucket), chunk);
    return true;
  });
  give();
  for (const auto& [band, sequence] : recent_)
    if (sequence != 0) visit(band, sequence);
}

void BandIndex::make_anew(size_t most_recent) {
  Store::Impl::Iterator old = store_.iterate(false);
  const auto is_old = [&] { return old->Valid() && keys::is_single_band(view(old->key())); };
  old->Seek({&keys::kBand, 1});
  if (!is_old()) return;
  constexpr size_t kAtOnce = 1000;
  size_t done = 0;
  const auto write = [&](leveldb::WriteBatch& batch) {
    if (++done % kAtOnce != 0) return;
    save(batch, number_ + 1);
    store_.write(batch, false);
    batch.Clear();
    settle(1, most_recent);
  };
  leveldb::WriteBatch batch;
  leveldb::ReadOptions options;
  options.fill_cache = false;
  Items items(store_, options, nullptr, 0, store_.sequences.dump);
  for (; items.valid(); items.next()) {
    const auto article = is_tombstone(items.value())
                             ? std::nullopt
                             : store_.sound<ArticleRecord>(items.key(), items.value());
    for (const BandKey band : article ? bands_of(*article) : std::vector<BandKey>{})
      if (owner(band) == 0) own(band, article->sequence);
    write(batch);
  }
  store_.end_of_scan(items.status());
  for (; is_old(); old->Next()) {
    batch.Delete(old->key());
    write(batch);
  }
  save(batch, number_ + 1);
  store_.write(batch, false);
}

}  // namespace winnow
