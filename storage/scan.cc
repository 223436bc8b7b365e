#include <unordered_map>

#include "storage/host_rights.h"
#include "storage/shelf.h"
#include "storage/stitch.h"
#include "storage/templates.h"

namespace winnow {
namespace {

constexpr size_t kMostBlocks = 1 << 20;  // of templates that a dump has in memory: 8 MiB
constexpr size_t kMostHosts = 1 << 16;   // whose they are: as much again

// Templates as of a snapshot.
class HostTemplates {
 public:
  HostTemplates(const Store::Impl& store, const StoreSnapshot* snapshot)
      : store_(store), snapshot_(snapshot) {}

  const std::vector<uint64_t>& of(std::string_view url) {
    const auto parts = split_href(url);
    std::string authority(parts ? parts->authority : std::string_view());
    if (const auto known = hosts_.find(authority); known != hosts_.end()) return known->second;
    if (hosts_.size() == kMostHosts || blocks_ > kMostBlocks) {
      hosts_.clear();
      blocks_ = 0;
    }
    auto blocks = template_blocks(store_.template_of(authority, snapshot_));
    blocks_ += blocks.size();
    return hosts_.emplace(std::move(authority), std::move(blocks)).first->second;
  }

 private:
  const Store::Impl& store_;
  const StoreSnapshot* snapshot_;
  std::unordered_map<std::string, std::vector<uint64_t>> hosts_;
  size_t blocks_ = 0;
};

}  // namespace

HostTemplate Store::Impl::template_of(
    const std::string& authority, const StoreSnapshot* snapshot,
    const std::function<void(std::string_view sample)>& counted) const {
  HostTemplate host =
      read<HostTemplate>(keys::host_template(authority), snapshot).value_or(HostTemplate{});
  Iterator it = iterate(true, snapshot);
  each(it, keys::template_samples(authority), [&](std::string_view key, std::string_view value) {
    if (const auto sample = sound<TemplateSample>(key, value)) learn_template(host, *sample);
    if (counted) counted(key);
    return true;
  });
  return host;
}

uint64_t Store::Impl::first_of(const std::array<uint64_t, 2>& exact,
                               const StoreSnapshot* snapshot) const {
  const std::string prefix = keys::duplicates_of(exact, false);
  Iterator it = iterate(true, snapshot);
  uint64_t first = 0;
  each(it, prefix, [&](std::string_view key, std::string_view) {
    if (const auto parsed = keys::parse_duplicate(key)) first = parsed->sequence;
    return false;
  });
  return first;
}

void Store::Impl::refresh_duplicate(ArticleRecord& article, const StoreSnapshot* snapshot) const {
  refresh_cluster(article, snapshot);
  if (article.duplicate_of == 0) return;
  const uint64_t first = first_of(article.fingerprint.exact, snapshot);
  article.duplicate_of = first == article.sequence ? 0 : first;
}

void Store::scan_hosts(const std::function<bool(const HostRecord&, Time)>& visit) const {
  const SnapshotGuard snapshot(*impl_);
  Impl::Iterator hosts = impl_->iterate(false, snapshot.get());
  Impl::Iterator queue = impl_->iterate(false, snapshot.get());
  const auto next_due = [&](const std::string& authority) {
    const std::string prefix = keys::queue_of(authority);
    queue->Seek(slice(prefix));
    if (!queue->Valid() || !view(queue->key()).starts_with(prefix)) return Time::max();
    const auto entry = keys::parse_queue(view(queue->key()));
    return entry ? entry->due : Time{};
  };
  impl_->each(hosts, std::string_view(&keys::kHost, 1),
              [&](std::string_view key, std::string_view value) {
                const auto host = impl_->sound<HostRecord>(key, value);
                return !host || visit(*host, next_due(host->authority));
              });
  impl_->end_of_scan(queue->status());
}

Store::Window Store::pending(std::string_view authority, size_t limit) const {
  Window window;
  Impl::Iterator it = impl_->iterate(true);
  const auto fill = [&](const std::string& prefix, std::vector<QueueEntry>& entries) {
    impl_->each(it, prefix, [&](std::string_view key, std::string_view value) {
      if (entries.size() == limit) return false;
      if (auto entry = impl_->sound<QueueEntry>(key, value)) entries.push_back(std::move(*entry));
      return true;
    });
  };
  fill(keys::queue_fresh(authority), window.fresh);
  fill(keys::queue_timed(authority), window.timed);
  return window;
}

uint64_t Store::scan_dump(uint64_t since, const std::function<bool(const DumpItem&)>& visit,
                          Templates templates, std::string_view product_token) const {
  const SnapshotGuard snapshot(*impl_);
  // What is given out must not be lost by a power cut: the sequences would be given again, and who
  // holds the cursor would miss what gets them. A synced write makes all before it durable.
  if (!impl_->read_only) {
    leveldb::WriteBatch nothing;
    impl_->write(nothing, true);
  }
  const auto sequences = impl_->read<Sequences>(keys::kSequences, snapshot.get());
  uint64_t cursor = std::max(since, sequences.value_or(Sequences{}).dump);
  if (since == UINT64_MAX) return cursor;

  const Stitcher stitcher(*impl_, snapshot.get());
  HostTemplates host_templates(*impl_, snapshot.get());
  HostRights host_rights(*impl_, snapshot.get(), product_token);
  const auto item_of = [&](std::string_view key, std::string_view value) {
    std::optional<DumpItem> item;
    if (is_tombstone(value)) {
      auto tombstone = impl_->sound<Tombstone>(key, value);
      if (!tombstone) return item;
      if (auto whole = stitcher.whole_at(*tombstone))
        item = std::move(*whole);
      else
        item = std::move(*tombstone);
    } else if (auto article = impl_->sound<ArticleRecord>(key, value)) {
      if (auto whole = stitcher.whole_at(std::move(*article))) {
        item = std::move(*whole);
      }
    }
    if (auto* article = item ? std::get_if<ArticleRecord>(&*item) : nullptr) {
      if (templates == Templates::kDrop) drop_template(host_templates.of(article->url), *article);
      if (!product_token.empty()) host_rights.add_to(*article);
    }
    return item;
  };
  leveldb::ReadOptions options;
  options.fill_cache = false;
  Items items(*impl_, options, snapshot.get(), since, cursor);
  for (; items.valid(); items.next()) {
    const auto item = item_of(items.key(), items.value());
    if (!item || visit(*item)) continue;
    cursor = std::visit([](const auto& visited) { return visited.sequence; }, *item);
    break;
  }
  impl_->end_of_scan(items.status());
  return cursor;
}

}  // namespace winnow
