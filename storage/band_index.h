#pragma once
#include <leveldb/write_batch.h>

#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <utility>
#include <vector>

#include "storage/band_sieve.h"
#include "storage/store_impl.h"

namespace winnow {

// A band (parser/text/fingerprint.h) and its number. Of ten million articles one in 8,000 has one
// with another by chance.
using BandKey = uint64_t;
constexpr BandKey band_key(size_t number, uint64_t band) { return number << 40 | band; }
std::vector<BandKey> bands_of(const ArticleRecord& article);  // none without text

// Which article owns each band: the sequence of the first that had it. An article asks for 14
// bands, nearly all of which nobody has, and becomes the owner of those; a key of LevelDB for each
// would be 16 bytes and half of what its commit costs. So the last ones are in memory and, for a
// restart, in one record a commit; when there are enough they are written in order as chunks, one
// for each of 14,336 buckets of bands, seven bytes a band. What is in chunks is asked for only if
// the sieve, in memory, lets it pass: then the chunks of its bucket are read, of which the newest
// counts. When what came since is a quarter of a bucket, its chunks become one.
//
// For the thread that applies. Beside it, one with a snapshot only reads, and has no sieve.
class BandIndex {
 public:
  explicit BandIndex(const Store::Impl& store, const StoreSnapshot* snapshot = nullptr);

  void prefetch(const std::vector<BandKey>& bands) const;  // of which the next calls ask
  uint64_t owner(BandKey band) const;                      // 0: none
  // Without a look at the disk: rarely true of a band that nobody owns.
  bool seems_owned(BandKey band) const;
  void own(BandKey band, uint64_t sequence);  // 0: none from now on

  // Puts what own() changed since the last call into the batch of a commit. `number` is higher from
  // commit to commit: the last dump sequence that was given.
  void save(leveldb::WriteBatch& batch, uint64_t number);

  // To be called after commits, of which there were so many: reads a part of the chunks that were
  // there at the start into the sieve; writes chunks if more than `most_recent` bands are not in
  // any; puts together a few buckets at most. Each in a batch of its own.
  void settle(size_t commits, size_t most_recent);

  // Of a store of format 1, where each band had a key: gives all articles theirs, deletes those
  // keys.
  void make_anew(size_t most_recent);

  // Visits every band that has an owner, in no order.
  void each(const std::function<void(BandKey, uint64_t sequence)>& visit) const;

 private:
  struct Bucket {
    uint32_t whole = 0, since = 0;  // entries of its first chunk; of the others
  };
  void read_part();
  void write_chunks();
  void put_together(size_t bucket);

  const Store::Impl& store_;
  const StoreSnapshot* const snapshot_;
  boost::unordered_flat_map<BandKey, uint64_t> recent_;  // not in chunks yet
  std::vector<std::pair<BandKey, uint64_t>> changed_;
  uint64_t number_ = 0;  // of the last commit that changed any
  BandSieve sieve_;
  std::vector<Bucket> buckets_;
  size_t read_up_to_ = 0;  // bucket; of those before it the sieve knows all
  size_t next_ = 0;        // bucket to be looked at
};

}  // namespace winnow
