#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/time.h"
#include "parser/extraction.h"

namespace winnow {

// What is stored, as values. storage/FORMAT.md has the bytes; storage/codec.h turns one into the
// other.

// What a queued URL is, hence what is done with its body.
enum class FetchKind : uint8_t { kPage, kSitemap, kFeed };

// A host's politeness belongs to its authority ("host" or "host:port", default ports dropped), so
// http and https of one host share one clock; robots.txt belongs to the origin, so there are two.
// Kept beside the host record, since a body may have 500 KiB and a page's commit need not carry it.
struct RobotsRecord {
  enum class State : uint8_t {
    kUnknown,
    kFetched,
    kAbsent /* 4xx: allow all */,
    kUnreachable /* disallow all */
  };
  State state = State::kUnknown;
  Time fetched{};      // when `body` was last confirmed (RFC 9309 2.4)
  Time retry_after{};  // not asked again before
  std::string body;    // at most 500 KiB; while unreachable the last good copy, good for 24 h
};

struct HostRecord {
  std::string authority;
  bool seeded = false;      // in scope by a seed, not discovered
  Time next_allowed{};      // no request starts before
  uint32_t latency_ms = 0;  // smoothed
  uint32_t errors_in_row = 0;
  uint32_t breaker_opened = 0;  // times in a row: doubles the pause
  Time breaker_until{};
  uint64_t pages = 0;     // asked for the first time and settled: what max_pages_per_host counts
  uint64_t articles = 0;  // stored; kept by the store
  uint64_t queued = 0;    // entries pending; kept by the store
  // Grows by kPageWorth with each page that brought no new text at its first visit, by
  // kListingWorth with each listing, shrinks by kArticleWorth with each new text. 0 to kMaxBarren;
  // kept by the store
  uint32_t barren = 0;
  uint32_t samples = 0;  // articles whose blocks its template does not count yet; kept by the store
  // Revisits for which a sitemap's lastmod asked in vain, less those that found a change
  uint32_t false_lastmods = 0;

  static constexpr uint32_t kMaxBarren = 1024, kArticleWorth = 16, kPageWorth = 4,
                            kListingWorth = 1;
  static constexpr uint32_t kMaxFalseLastmods = 4;
};

// One pending URL. Entries of one host are ordered: timed ones that are due by their time, then
// fresh ones by priority, then by order of arrival.
struct QueueEntry {
  std::string url;  // canonical href
  FetchKind kind = FetchKind::kPage;
  uint8_t priority = 0;  // 0 first: seeds, sitemap and feed entries; then by depth
  uint16_t depth = 0;
  uint8_t tries = 0;        // failed attempts so far
  uint8_t redirects = 0;    // hops that led here
  bool revisit = false;     // fetched before: its UrlRecord is read first, the GET is conditional
  bool by_lastmod = false;  // a revisit that is due earlier, since a sitemap says that it changed
  Time due{};               // zero for fresh; else a retry's or revisit's time
  uint64_t sequence = 0;    // given by the store; a requeued entry keeps it
};

// What is known of a URL that was queued at least once. Kept for ever: it is what stops a second
// fetch.
struct UrlRecord {
  std::string url;
  FetchKind kind = FetchKind::kPage;
  uint8_t outcome = 0;  // crawler/outcome.h's stable number; 0: not fetched yet
  uint16_t status = 0;  // HTTP status of the last response, 0 if none
  uint16_t depth = 0;
  Time fetched{};   // last attempt that ended
  Time changed{};   // last time the content was seen to differ
  Time next_due{};  // of the queued revisit; zero if none
  Millis revisit_interval{0};
  std::string etag, last_modified;  // for the conditional GET
  uint64_t signature = 0;           // of the content: what a revisit compares (crawler/process.h)
  std::string location;             // redirect target or canonical URL that took this one's place
  // Dump sequence of its article, or of the tombstone in its place; 0: none. Kept by the store.
  uint64_t article = 0, tombstone = 0;
  std::string previous;  // the page whose article goes on here. Kept by the store
};

// Articles that are near duplicates of each other; kept by the store (storage/near.h).
struct Cluster {
  uint64_t first = 0;  // sequence of the article that a dump keeps
  uint64_t size = 0;   // articles, at least two
  Time first_seen{};   // when the earliest of all that were ever in it was fetched
  std::string source;  // the URL that one of them names as its source; or empty
};

// Which cluster an article is in: the sequence that its founder had.
struct ClusterOf {
  uint64_t cluster = 0;
};

// Which article owns each band (storage/band_index.h), by rising bands.
struct BandOwners {
  struct Step {
    uint64_t distance = 0;  // of the band's key from the one before
    uint64_t sequence = 0;  // of the article, 0: none any more
  };
  std::vector<Step> steps;
};

// A clean article with all that a dump filters by.
struct ArticleRecord {
  uint64_t sequence = 0;  // dump order; given by the store, new at each change
  std::string url;        // final URL of the page
  Time fetched{};
  Verdict verdict = Verdict::kArticle;
  Metadata metadata;
  Language language;
  std::string charset;
  RobotsDirectives robots;
  // What page and header say of its use. Their time is that of the article, and not stored again.
  std::vector<RightsStatement> rights;
  std::vector<Block> blocks;
  Fingerprint fingerprint;
  // Sequence of the first article with the same exact text, 0: it is the first. Kept by the store.
  uint64_t duplicate_of = 0;
  // Its cluster of near duplicates, 0: none, and that as it is now; its first, 0: it is that
  // itself. Not stored here
  uint64_t cluster_id = 0, near_duplicate_of = 0;
  Cluster cluster;
  // An older text of this URL was in the dump order. Kept by the store
  bool revised = false;
  std::vector<std::pair<std::string, uint32_t>> dropped;
  std::string next_page;  // of the same host, on which the article goes on; or empty
  std::string previous;   // the page from which it goes on. Kept by the store
  Quality quality;        // of the blocks, also those that are the host's template; zero: not known
  std::vector<std::string>
      pages;  // of an article put together from several: their URLs. Not stored
};

// The blocks of one host's articles that came more than once or lately: what its template is
// learned from (storage/templates.h). At most 256 blocks and 16 articles, about 3 KiB.
struct HostTemplate {
  static constexpr int kHashBytes = 5;  // enough to tell the blocks of one host apart
  struct Block {
    uint64_t hash = 0;             // template_hash of a block
    uint64_t first = 0, last = 0;  // articles, by number, on which it was met
    uint64_t pages = 0;            // how many they were
  };
  uint64_t pages = 0;  // articles counted
  std::vector<Block> blocks;
  std::vector<uint16_t> recent;  // bands of the last articles, 14 each, their low 16 bits
};

// The blocks of one article that its host's template does not count yet. A template is written anew
// for many of them at once: it is twenty times as large.
struct TemplateSample {
  uint64_t sequence = 0;  // that the article had first
  std::vector<uint16_t> bands;
  std::vector<uint64_t> blocks;  // template_hash of those that may be template, each once
};

// What stands for Block::hash in a template.
constexpr uint64_t template_hash(uint64_t block_hash) {
  return block_hash & ((uint64_t{1} << 8 * HostTemplate::kHashBytes) - 1);
}

// What takes an article's place in the dump order when it is gone (410, noindex, take-down).
struct Tombstone {
  uint64_t sequence = 0;
  std::string url;
  Time at{};
  std::string reason;
};

// What is never to be crawled again, and why (storage/forget_rules.h). Kept for ever.
struct ForgetRule {
  enum class Scope : uint8_t {
    kUrl,    // `name` is a canonical href; of http and https alike
    kHost,   // a host name or address, on every port
    kDomain  // a name and all its subdomains, on every port
  };
  Scope scope = Scope::kUrl;
  std::string name;
  Time at{};
  std::string reason;  // one line, may be empty
  // How far the deletion is. Kept by the store
  bool done = false;
  uint64_t urls = 0, articles = 0;  // deleted so far
  std::string position;             // key up to which that was done
};

}  // namespace winnow
