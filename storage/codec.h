#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "config/result.h"
#include "storage/records.h"

namespace winnow {

// Where the sequences stand, and how many URLs are known.
struct Sequences {
  uint64_t queue = 0;  // last one given to a queue entry
  uint64_t dump = 0;   // last one given to an article or tombstone
  uint64_t urls = 0;
};

struct Counter {
  uint64_t total = 0;
};

// What the store as a whole is: read before anything else.
struct StoreFormat {
  static constexpr uint32_t kWithShelf = 3;  // 1 had a key for each band, 2 but one database
  static constexpr uint32_t kNewest = 3;
  uint32_t format = kNewest;  // of keys and prefixes; records have versions of their own
};

// Values whose key says it all.
struct Mark {};

// A record's value: version byte, fields, checksum. What the key holds is not repeated in the
// value, and the checksum covers the key too, so a record in another's place is found out.
// FORMAT.md has the bytes. R: HostRecord, RobotsRecord, QueueEntry, UrlRecord, ArticleRecord,
// HostTemplate, TemplateSample, Tombstone, Cluster, ClusterOf, BandOwners, ForgetRule, Sequences,
// Counter, StoreFormat or Mark.
template <class R>
std::string encode(std::string_view key, const R& record);

// The whole record, with what the key says of it. Any bytes give a record or an error that says
// what is wrong with them; versions up to the newest that this program writes are read.
template <class R>
Result<R> decode(std::string_view key, std::string_view value);

// What ends a record whose version and fields are `bytes`.
std::string checksum_bytes(std::string_view key, std::string_view bytes);

// Is the value at an article's key a tombstone? False for damaged ones too; decode() says so then.
bool is_tombstone(std::string_view value);

}  // namespace winnow
