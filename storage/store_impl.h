#pragma once
#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/codec.h"
#include "storage/continued_urls.h"
#include "storage/domain_hosts.h"
#include "storage/forget_rules.h"
#include "storage/keys.h"
#include "storage/known_keys.h"
#include "storage/log_sync_env.h"
#include "storage/near_memory.h"
#include "storage/read_env.h"
#include "storage/store.h"

namespace winnow {

inline leveldb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(const leveldb::Slice& slice) { return {slice.data(), slice.size()}; }

class BandIndex;

// Both databases at one moment, for one thread.
struct StoreSnapshot {
  const leveldb::Snapshot* crawl = nullptr;
  const leveldb::Snapshot* shelf = nullptr;
  mutable std::unique_ptr<leveldb::Iterator> reads;  // made by the first read
};

// Inside the store only: what its files (store, apply, scan, check) share.
struct Store::Impl {
  using Iterator = std::unique_ptr<leveldb::Iterator>;

  std::string path;
  std::unique_ptr<leveldb::Logger> logger;
  ReadEnv read_env;
  std::unique_ptr<LogSyncEnv> shelf_env, env;
  std::unique_ptr<leveldb::Cache> cache;
  std::unique_ptr<leveldb::DB> db;     // of the crawl; after all that it uses
  std::unique_ptr<leveldb::DB> shelf;  // of the articles: storage/shelf.cc
  mutable std::mutex clearing;         // nothing leaves the shelf between two snapshots
  mutable std::mutex reading;          // protects `newest`
  mutable Iterator newest;             // from one write to the next

  // Of the thread that applies.
  bool read_only = false, was_clean = true;
  bool failed = false, closed = false;
  size_t most_recent_bands = 0;
  bool has_gone = false, has_old_items = false;  // marks; articles that are not on the shelf
  Sequences sequences;
  std::map<std::string, uint64_t, std::less<>> totals;       // counters named so far
  std::unique_ptr<KnownKeys> known;                          // URLs; none if it is only read
  std::unique_ptr<KnownKeys> known_texts;                    // by keys::duplicates_of; likewise
  std::unordered_map<std::string, HostRecord> recent_hosts;  // as they are stored
  ContinuedUrls continued;                                   // likewise
  std::unique_ptr<BandIndex> bands;                          // likewise
  NearMemory near_memory;
  DomainHosts domain_hosts{0};
  ForgetRules forgotten;               // all rules
  std::vector<ForgetRule> unfinished;  // those whose deletion is not done

  mutable std::atomic<uint64_t> damaged{0};

  void open(const std::filesystem::path& where, const StoreOptions& options);
  void open_databases(const StoreOptions& options);
  bool read_format();  // true: the database is new
  void load_totals();
  void load_rules();
  void read_known();  // a part of what was known at the opening
  void remember(std::vector<ForgetRule>& rules);
  void mark_open(bool made);

  // To the crawl's database. With `sync` all before it becomes durable. StoreError if it cannot.
  void write(leveldb::WriteBatch& batch, bool sync) const;
  void write(leveldb::DB& database, leveldb::WriteBatch& batch, bool sync) const;

  // To the shelf (storage/shelf.cc). What a commit puts there is written before the commit.
  void open_shelf();
  void write_items(leveldb::WriteBatch& items, bool sync) const;  // StoreError if it cannot
  void clear_gone();       // after a sync: takes what is marked as gone off the shelf
  void take_over_items();  // of a store of before the shelf: moves a bounded part

  // The value at `key`; nothing if there is none. StoreError if it cannot be read. Articles are
  // those of the shelf. Without a snapshot: what is newest.
  //
  // Read by an iterator, not by leveldb::DB::Get: a Get that looks into a table in vain is counted,
  // and after some hundred of them (one for 16 KiB of the table) LevelDB merges the table with all
  // that lies below, which costs more than all it reads. So there are no filters either. To make an
  // iterator costs more than to read by one, so it is kept: with the snapshot, or until a write.
  std::optional<std::string> get(std::string_view key,
                                 const StoreSnapshot* snapshot = nullptr) const;

  // The record at `key`; nothing if there is none or it is damaged, which is counted.
  template <class R>
  std::optional<R> read(std::string_view key, const StoreSnapshot* snapshot = nullptr) const {
    const auto value = get(key, snapshot);
    if (!value) return std::nullopt;
    return sound<R>(key, *value);
  }

  template <class R>
  std::optional<R> sound(std::string_view key, std::string_view value) const {
    Result<R> record = decode<R>(key, value);
    if (record.ok()) return std::move(record).value();
    ++damaged;
    return std::nullopt;
  }

  HostRecord stored_host(const std::string& authority);
  void remember_host(const HostRecord& host);

  // With what the samples say that it does not count yet; `counted` is called with the key of each.
  HostTemplate template_of(const std::string& authority, const StoreSnapshot* snapshot,
                           const std::function<void(std::string_view sample)>& counted = {}) const;

  // A whole-store pass should not push the working set out of the cache: `keep` false.
  Iterator iterate(bool keep, const StoreSnapshot* snapshot = nullptr) const;

  // Calls visit(key, value) for each key with `prefix`, in order, until it returns false.
  template <class F>
  void each(Iterator& it, std::string_view prefix, F visit) const {
    for (it->Seek(slice(prefix)); it->Valid() && view(it->key()).starts_with(prefix); it->Next())
      if (!visit(view(it->key()), view(it->value()))) break;
    end_of_scan(it->status());
  }

  // A block that LevelDB finds damaged is skipped by it, and counted here; else StoreError.
  void end_of_scan(const leveldb::Status& status) const;

  // The first article with this exact text: its sequence, 0 if there is none.
  uint64_t first_of(const std::array<uint64_t, 2>& exact, const StoreSnapshot* snapshot) const;

  // Fills in the article's cluster. One whose first is lost, as after a power cut, counts as none.
  void refresh_cluster(ArticleRecord& article, const StoreSnapshot* snapshot) const;

  // A copy's duplicate_of is the first article at the time when it was written; this makes it the
  // first one now, 0 if that is itself.
  void refresh_duplicate(ArticleRecord& article, const StoreSnapshot* snapshot) const;
};

// Frees the snapshot, also when a visitor throws.
class SnapshotGuard {
 public:
  explicit SnapshotGuard(const Store::Impl& store);
  ~SnapshotGuard();
  SnapshotGuard(const SnapshotGuard&) = delete;
  SnapshotGuard& operator=(const SnapshotGuard&) = delete;
  const StoreSnapshot* get() const { return &snapshot_; }

 private:
  const Store::Impl& store_;
  StoreSnapshot snapshot_;
};

}  // namespace winnow
