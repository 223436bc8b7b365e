// A sitemap's lastmod makes a revisit earlier.
#include "storage/applier.h"

namespace winnow {
namespace {

constexpr size_t kMostAdvanced = 32;  // a commit; what is left comes when the list is read again
constexpr size_t kMostAtOnce = 64;    // entries of one host and millisecond that are looked at

}  // namespace

void Applier::advance(const NewUrl& link, const std::string& key) {
  if (applied_.advanced.size() == kMostAdvanced || added_.contains(key)) return;
  auto record = store_.read<UrlRecord>(key);
  if (!record || record->fetched >= link.modified || record->next_due <= link.modified) return;
  auto entry = queued_revisit(link.entry.url, record->next_due);
  if (!entry) return;
  batch_.Delete(keys::queue(link.authority, *entry));
  record->next_due = entry->due = link.modified;
  entry->by_lastmod = true;
  put(keys::queue(link.authority, *entry), *entry);
  put(key, *record);
  added_.insert(key);
  applied_.advanced.push_back(std::move(*entry));
}

// No retry: that waits for its host.
std::optional<QueueEntry> Applier::queued_revisit(const std::string& href, Time due) const {
  QueueEntry first;
  first.due = due;
  std::string prefix = keys::queue(authority_of_href(href), first);
  prefix.resize(prefix.size() - sizeof first.sequence);
  std::optional<QueueEntry> found;
  Store::Impl::Iterator it = store_.iterate(true);
  size_t seen = 0;
  store_.each(it, prefix, [&](std::string_view key, std::string_view value) {
    auto entry = store_.sound<QueueEntry>(key, value);
    if (entry && entry->url == href && entry->revisit && entry->tries == 0)
      found = std::move(entry);
    return !found && ++seen < kMostAtOnce;
  });
  return found;
}

}  // namespace winnow
