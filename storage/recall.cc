// What the thread that applies has in memory, so that a commit reads little.
#include "storage/applier.h"

namespace winnow {

// A host's record as it is stored. Of a damaged one the queue is counted anew.
HostRecord Store::Impl::stored_host(const std::string& authority) {
  if (const auto recent = recent_hosts.find(authority); recent != recent_hosts.end())
    return recent->second;
  const std::string key = keys::host(authority);
  HostRecord host;
  if (const auto value = get(key)) {
    if (auto stored = sound<HostRecord>(key, *value)) return std::move(*stored);
    Iterator it = iterate(true);
    each(it, keys::queue_of(authority), [&](auto, auto) { return ++host.queued; });
  }
  host.authority = authority;
  return host;
}

void Store::Impl::remember_host(const HostRecord& host) {
  constexpr size_t kMost = 1 << 15;  // 8 MB
  if (recent_hosts.size() >= kMost) recent_hosts.clear();
  recent_hosts.insert_or_assign(host.authority, host);
}

// A full scan at the opening would keep a crawl of millions waiting.
void Store::Impl::read_known() {
  constexpr size_t kKeys = 4096;
  const auto read = [&](KnownKeys& table, char prefix, size_t bytes) {
    if (table.complete()) return;
    Iterator it = iterate(false);
    it->Seek(slice(table.read_up_to()));
    for (size_t i = 0; it->Valid() && view(it->key()).starts_with(prefix); it->Next(), ++i) {
      const std::string_view key = view(it->key()).substr(0, bytes);
      if (i == kKeys) return table.read_up_to(std::string(key));
      table.insert(table.hash(key));
    }
    end_of_scan(it->status());
    table.set_complete();
  };
  read(*known, keys::kUrl, std::string_view::npos);
  read(*known_texts, keys::kDuplicate, keys::duplicates_of({}).size());
}

// Whether the text may have been stored before. From now on it has.
bool Applier::knew_text(const std::array<uint64_t, 2>& exact) {
  const std::string key = keys::duplicates_of(exact);
  KnownKeys& texts = *store_.known_texts;
  const uint64_t hash = texts.hash(key);
  const bool may_be_known = texts.find(key, hash) != KnownKeys::Answer::kNew;
  texts.insert(hash);
  return may_be_known;
}

}  // namespace winnow
