#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.h"
#include "storage/records.h"

namespace leveldb {
class Env;
}

namespace winnow {

// The machine failed us: disk full, I/O error, corruption, a store of a newer version, or the lock
// is held by another process. The daemon stops cleanly on it; nothing that was committed is lost.
class StoreError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The store is open in another process: most likely a running daemon, which can be asked instead.
class StoreInUse : public StoreError {
  using StoreError::StoreError;
};

// A URL that may be new: queued only if the store does not know it yet.
struct NewUrl {
  QueueEntry entry;
  std::string authority;  // of entry.url
  bool seeded = false;    // marks the host as seeded, also if the URL is known; never unmarks it
  // If set: a known page that was fetched before this has its revisit no later than then. Not of
  // an entry that may be under way.
  Time modified{};
};

// Totals that only the store can know: it adds them to the counters in the commit's own batch.
inline constexpr std::string_view kArticlesNew = "articles_new";
inline constexpr std::string_view kArticlesChanged = "articles_changed";
inline constexpr std::string_view kArticlesUnchanged = "articles_unchanged";  // equal: not stored
inline constexpr std::string_view kArticlesDuplicate = "articles_duplicate";  // of the new ones
inline constexpr std::string_view kPagesBarren = "pages_barren";
inline constexpr std::string_view kTombstones = "tombstones";
inline constexpr std::string_view kLinksFresh = "links_fresh";
inline constexpr std::string_view kLinksDomainFull = "links_refused:domain-full";

// All that one finished fetch changes. Applied as ONE WriteBatch: after a crash it is there whole
// or not at all, so a queue entry is gone exactly when its outcome is recorded.
struct Commit {
  std::optional<HostRecord> host;  // its state afterwards, but for what the store keeps; no host
                                   // changes if none (seeds)
  std::array<std::optional<RobotsRecord>, 2> robots;  // of `host`: http, https; those that changed
  std::optional<QueueEntry> taken;    // the entry that was fetched: removed from the queue
  std::optional<QueueEntry> requeue;  // its retry or revisit, due later; keeps `taken`'s sequence
  std::optional<UrlRecord> url;       // what is now known of it
  uint32_t barren = 0;        // what HostRecord::barren grows by unless the page brings a new text
  std::vector<NewUrl> links;  // links, redirect targets, sitemap entries, seeds
  std::optional<ArticleRecord> article;  // of `url`; stored unless equal to what is stored
  std::optional<std::string> tombstone;  // reason: the stored article of `url`, if any, goes
  std::vector<std::pair<std::string, uint64_t>> counters;  // added to the stored totals
};

// A link of a Commit that was new, as it is now queued.
struct Fresh {
  std::string authority;
  QueueEntry entry;
};

struct Applied {
  bool taken = false;  // Commit::taken was pending; only what is forgotten meanwhile is not
  std::vector<Fresh> fresh;
  std::vector<QueueEntry> advanced;    // revisits that are due earlier, by NewUrl::modified
  std::optional<QueueEntry> requeued;  // Commit::requeue as it is now queued, with its sequence
  uint64_t article_sequence = 0;       // 0: no article stored
  bool article_changed = false;        // new or different text
  bool duplicate = false;              // exact text already stored under another URL
  uint64_t queued = 0;                 // the host's entries after this
  uint32_t barren = 0;                 // and how barren it is
};

// A part of what is forgotten.
struct Forgetting {
  uint64_t queued = 0;  // queue entries that went
  bool more = false;    // there is more to delete: call again
};

struct StoreOptions {
  bool create = true;      // false: a missing store is an error
  bool read_only = false;  // implies create = false; keeps the clean mark; apply() is a mistake
  uint64_t cache_bytes = 64 << 20;
  uint64_t write_buffer_bytes = 32 << 20;
  uint64_t known_urls_bytes = 320 << 20;  // at most, of memory for 60 million known URLs
  size_t most_recent_bands = 1 << 18;     // of near duplicates, kept in memory: 10 MB
  uint32_t max_hosts_per_domain = 0;      // links to more are dropped, but for seeds; 0: no limit
  bool paranoid = false;        // verify every block's checksum: for `check`, not for recovery
  leveldb::Env* env = nullptr;  // nullptr: the real one. Not owned; must outlive the store
  // LevelDB's own messages, one line each, from any thread. Empty: dropped.
  std::function<void(std::string_view)> log;
};

// Are blocks that a host repeats from article to article left in them?
enum class Templates : uint8_t { kKeep, kDrop };

// An article or what took its place, in dump order.
using DumpItem = std::variant<ArticleRecord, Tombstone>;

// Two LevelDBs, one for articles and one for all else. Commits come from one thread; everything
// const may be called from any thread beside it and sees a consistent snapshot. Throws StoreError
// on what the machine does; a damaged record counts as absent, is counted in damaged() and reported
// by check(). Strings that are given as URLs are canonical hrefs, as parser/url makes them.
class Store {
 public:
  struct Impl;  // storage/store_impl.h

  // The store is locked until it is destroyed: StoreInUse if another process has it open.
  static std::unique_ptr<Store> open(const std::filesystem::path& path,
                                     const StoreOptions& options = {});
  ~Store();

  // Applies each commit as one WriteBatch, in order. With `sync` the last one, hence all, survive a
  // power cut when it returns; without it they survive kill -9. A link is dropped if the store, an
  // earlier commit or an earlier link of this one knows it. After a StoreError the commits that
  // were not applied are lost, and every further call of apply() throws: open the store again.
  // No commits and `sync`: makes the earlier ones durable.
  std::vector<Applied> apply(std::vector<Commit> commits, bool sync);

  // Remembers the rule, durably when it returns: from then on its URLs are dropped from every
  // commit, whatever was under way. Called by the thread that applies. Returns the rules that are
  // new: it and, of a URL whose article goes on over several pages, one for each of those.
  std::vector<ForgetRule> forget(const ForgetRule& rule);

  // Deletes a bounded part (some hundred URLs) of what the rules cover: queue entries, all that is
  // known of the URLs, articles, robots.txt and templates of their hosts. Of a URL with an article
  // a tombstone remains. As durable as apply() without sync; goes on after a crash where it was.
  Forgetting forget_more();
  std::vector<ForgetRule> forget_rules() const;  // all, in the order of scope and name

  // True if the last close was orderly. After a crash a request may have been in flight to any
  // host, so the engine holds each host's first request back by one delay. A new store is clean.
  bool was_clean() const;
  void close_cleanly();  // marks the store clean; no apply() after it

  std::optional<UrlRecord> url(std::string_view href) const;
  std::optional<ArticleRecord> article(std::string_view href) const;
  std::optional<HostRecord> host(std::string_view authority) const;
  std::array<RobotsRecord, 2> robots(std::string_view authority) const;  // http, https

  // Every host, in key order, until `visit` returns false. `next_due`: the earliest queue entry's
  // time (zero: something is due now; Time::max(): nothing pending).
  void scan_hosts(const std::function<bool(const HostRecord&, Time next_due)>& visit) const;

  // The first pending entries of a host: at most `limit` fresh ones and at most `limit` timed ones,
  // each in queue order, leaving out none. How the RAM window of a host is filled.
  struct Window {
    std::vector<QueueEntry> fresh, timed;
  };
  Window pending(std::string_view authority, size_t limit) const;

  // Articles and tombstones with sequence > `since`, in order, from one snapshot, until `visit`
  // returns false. Returns the cursor of the next dump: the sequence up to which the snapshot goes,
  // or the last one visited if `visit` returned false. `duplicate_of` is as of the snapshot.
  // An article over several pages comes once, whole, in the place of the page that changed last
  // (storage/stitch.h).
  // `templates`: what the host's template is (storage/templates.h), as of the snapshot.
  // `product_token`, if not empty: what the host's robots.txt says to it of the use of its texts,
  // as of the snapshot, is added to the articles' rights (storage/host_rights.h).
  uint64_t scan_dump(uint64_t since, const std::function<bool(const DumpItem&)>& visit,
                     Templates templates = Templates::kKeep,
                     std::string_view product_token = {}) const;
  uint64_t last_sequence() const;

  // All stored totals, by name.
  std::vector<std::pair<std::string, uint64_t>> counters() const;
  uint64_t url_count() const;  // URLs known
  uint64_t damaged() const;    // damaged records met since the store was opened

  // Re-reads everything and checks the invariants in FORMAT.md. One sentence per fault; empty:
  // sound.
  std::vector<std::string> check() const;

 private:
  Store();
  std::unique_ptr<Impl> impl_;
};

}  // namespace winnow
