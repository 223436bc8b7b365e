#include "storage/codec.h"

#include <snappy.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "storage/fields.h"
#include "storage/keys.h"

namespace winnow {
namespace {

constexpr size_t kChecksumBytes = 4;

// A bit of the version byte: the fields are one Snappy block. Large values are packed here and not
// by LevelDB alone, which would do it anew each time that it moves them, after writing them to its
// log as they are.
constexpr uint8_t kPacked = 0x80;
constexpr size_t kPackedFrom = 1024;       // bytes of fields; fewer gain little
constexpr size_t kMostFields = 256 << 20;  // what a reader unpacks

template <class R>
inline constexpr bool kIsLarge = Is<R, ArticleRecord> || Is<R, RobotsRecord>;

// What the key says of a record. False if it is no key of such a record.
template <class R>
bool fill_from_key(std::string_view, R&) {
  return true;
}

template <>
bool fill_from_key(std::string_view key, HostRecord& r) {
  auto authority = keys::authority_of(key);
  if (authority) r.authority = std::move(*authority);
  return authority.has_value();
}

template <>
bool fill_from_key(std::string_view key, UrlRecord& r) {
  auto href = keys::href_of(key);
  if (href) r.url = std::move(*href);
  return href.has_value();
}

template <>
bool fill_from_key(std::string_view key, QueueEntry& r) {
  const auto parsed = keys::parse_queue(key);
  if (!parsed) return false;
  r.due = parsed->due;
  r.sequence = parsed->sequence;
  return true;
}

template <class R>
bool fill_sequence(std::optional<uint64_t> sequence, R& r) {
  r.sequence = sequence.value_or(0);
  return sequence.has_value();
}

template <>
bool fill_from_key(std::string_view key, TemplateSample& r) {
  return fill_sequence(keys::parse_template_sample(key), r);
}

template <>
bool fill_from_key(std::string_view key, ArticleRecord& r) {
  return fill_sequence(keys::parse_article(key), r);
}

template <>
bool fill_from_key(std::string_view key, Tombstone& r) {
  return fill_sequence(keys::parse_article(key), r);
}

template <>
bool fill_from_key(std::string_view key, ForgetRule& r) {
  const auto parsed = keys::parse_forget(key);
  if (!parsed) return false;
  r.scope = parsed->scope;
  r.name = parsed->name;
  return true;
}

// Leaves it as it is if it would hardly be smaller.
void pack(std::string& value) {
  const std::string_view fields = std::string_view(value).substr(1);
  std::string packed;
  snappy::Compress(fields.data(), fields.size(), &packed);
  if (packed.size() > fields.size() / 8 * 7) return;
  value[0] = static_cast<char>(value[0] | kPacked);
  value.replace(1, value.npos, packed);
}

bool unpack(std::string_view packed, std::string& fields) {
  size_t size = 0;
  return snappy::GetUncompressedLength(packed.data(), packed.size(), &size) &&
         size <= kMostFields && snappy::Uncompress(packed.data(), packed.size(), &fields);
}

}  // namespace

// XXH3-64 of version and fields, seeded with XXH3-64 of the key: its low 32 bits, little-endian.
std::string checksum_bytes(std::string_view key, std::string_view bytes) {
  const uint64_t hash =
      XXH3_64bits_withSeed(bytes.data(), bytes.size(), XXH3_64bits(key.data(), key.size()));
  std::string sum;
  for (size_t i = 0; i < kChecksumBytes; ++i) sum += static_cast<char>(hash >> 8 * i);
  return sum;
}

template <class R>
std::string encode(std::string_view key, const R& record) {
  std::string value(1, static_cast<char>(kVersion<R>));
  FieldWriter writer(value, key, kVersion<R>);
  fields(writer, record);
  if (kIsLarge<R> && value.size() > kPackedFrom) pack(value);
  return value += checksum_bytes(key, value);
}

template <class R>
Result<R> decode(std::string_view key, std::string_view value) {
  if (value.size() < 1 + kChecksumBytes) return Error{"is too short for a record"};
  const std::string_view bytes = value.substr(0, value.size() - kChecksumBytes);
  if (value.substr(bytes.size()) != checksum_bytes(key, bytes))
    return Error{"does not match its checksum"};
  const auto version = static_cast<uint8_t>(bytes[0] & ~kPacked);
  if (version > kVersion<R>)
    return Error{"was written by a newer winnow (record version " + std::to_string(version) +
                 ", this one reads up to " + std::to_string(kVersion<R>) + ")"};
  if (version == 0) return Error{"has version 0, which never was"};
  std::string unpacked;
  if (bytes[0] & kPacked && !unpack(bytes.substr(1), unpacked)) return Error{"is packed badly"};
  R record;
  FieldReader reader(bytes[0] & kPacked ? unpacked : bytes.substr(1), key, version);
  fields(reader, record);
  reader.finish();
  if (reader.failed()) return Error{reader.fault()};
  if (!fill_from_key(key, record)) return Error{"has a key that is none of its kind"};
  return record;
}

bool is_tombstone(std::string_view value) {
  return value.size() > 1 && !(value[0] & kPacked) &&
         static_cast<uint8_t>(value[1]) == kTombstoneItem;
}

#define WINNOW_RECORD(R)                                      \
  template std::string encode<R>(std::string_view, const R&); \
  template Result<R> decode<R>(std::string_view, std::string_view);
WINNOW_RECORD(HostRecord)
WINNOW_RECORD(RobotsRecord)
WINNOW_RECORD(QueueEntry)
WINNOW_RECORD(UrlRecord)
WINNOW_RECORD(ArticleRecord)
WINNOW_RECORD(HostTemplate)
WINNOW_RECORD(TemplateSample)
WINNOW_RECORD(Tombstone)
WINNOW_RECORD(Cluster)
WINNOW_RECORD(ClusterOf)
WINNOW_RECORD(BandOwners)
WINNOW_RECORD(ForgetRule)
WINNOW_RECORD(Sequences)
WINNOW_RECORD(Counter)
WINNOW_RECORD(StoreFormat)
WINNOW_RECORD(Mark)
#undef WINNOW_RECORD

}  // namespace winnow
