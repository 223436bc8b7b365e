// Any bytes as a record: with the checksum that they have, and with the one that fits, so that the
// fields are reached too. What decodes must encode and decode to the same bytes again.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "storage/codec.h"
#include "storage/keys.h"

using namespace winnow;

namespace {

template <class R>
void decode_and_back(std::string_view key, std::string_view value) {
  const Result<R> record = decode<R>(key, value);
  if (!record.ok()) return;
  const std::string once = encode(key, *record);
  const Result<R> again = decode<R>(key, once);
  if (!again.ok() || encode(key, *again) != once) std::abort();
}

void decode_all(std::string_view key, std::string_view value) {
  decode_and_back<HostRecord>(key, value);
  decode_and_back<RobotsRecord>(key, value);
  decode_and_back<QueueEntry>(key, value);
  decode_and_back<UrlRecord>(key, value);
  decode_and_back<ArticleRecord>(key, value);
  decode_and_back<HostTemplate>(key, value);
  decode_and_back<Tombstone>(key, value);
  decode_and_back<ForgetRule>(key, value);
  decode_and_back<Sequences>(key, value);
  decode_and_back<Counter>(key, value);
  decode_and_back<StoreFormat>(key, value);
  decode_and_back<Mark>(key, value);
  is_tombstone(value);
}

}  // namespace

// Layout: one byte that chooses a key, then the record without checksum. With the byte 0 the record
// is also taken as a key.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static const std::array<std::string, 8> kKeys = {
      keys::host("a.example:81"),
      keys::robots("a.example", true),
      keys::url(*split_href("http://a.example/x")),
      keys::queue("a.example", QueueEntry{.url = "http://a.example/x", .due = Time(Millis(9))}),
      keys::article(9),
      keys::host_template("a.example"),
      keys::forget(ForgetRule::Scope::kHost, "a.example"),
      "m+x",
  };
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string& key = data[0] == 0 ? bytes : kKeys[data[0] % kKeys.size()];
  decode_all(key, bytes);
  if (!bytes.empty()) decode_all(key, bytes + checksum_bytes(key, bytes));
  keys::authority_of(bytes);
  keys::href_of(bytes);
  keys::parse_queue(bytes);
  keys::parse_article(bytes);
  keys::parse_duplicate(bytes);
  return 0;
}
