// Re-reads the whole store. The numbers are those of the invariants in FORMAT.md.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "storage/near.h"
#include "storage/shelf.h"
#include "storage/store_impl.h"

namespace winnow {
namespace {

constexpr size_t kMaxFaults = 100;
constexpr std::string_view kPrefixes = "abcdfghmnpqrtu";

using Iterator = Store::Impl::Iterator;

// Keys for people: what is not printable ASCII as \xNN.
std::string printable(std::string_view key) {
  std::string out;
  for (const char c : key) {
    char code[5];
    std::snprintf(code, sizeof code, c > ' ' && c < '\x7f' ? "%c" : "\\x%02x",
                  static_cast<uint8_t>(c));
    out += code;
  }
  return out;
}

// What stands in for a host's pending URL: 8 bytes, so the largest host still fits in memory.
struct Pending {
  uint64_t hash;
  bool has_record = false;
};

class Checker {
 public:
  Checker(const Store::Impl& store, const StoreSnapshot* snapshot)
      : store_(store), snapshot_(snapshot), bands_(store, snapshot) {
    options_.verify_checksums = true;
    options_.fill_cache = false;
    options_.snapshot = snapshot->crawl;
  }

  std::vector<std::string> run() {
    prefixes();
    sequences();
    forget_rules();
    hosts();
    items();
    gone();
    continued();
    duplicates();
    check_near(store_, snapshot_, bands_, owned_bands_,
               [&](int i, const auto& what) { fault(i, what); });
    meta_and_robots();
    templates();
    if (faults_.size() > kMaxFaults) {
      const size_t more = faults_.size() - kMaxFaults;
      faults_.resize(kMaxFaults);
      faults_.push_back("and " + std::to_string(more) + " more");
    }
    return std::move(faults_);
  }

 private:
  void prefixes();
  void sequences();
  void forget_rules();
  void hosts();
  void host(const std::string& suffix, Iterator& queue, Iterator& urls);
  std::vector<Pending> queue_of(const std::string& suffix, Iterator& it);
  uint64_t urls_of(const std::string& suffix, Iterator& it, std::vector<Pending>& pending);
  void url(const UrlRecord& record, bool queued);
  void items();
  void gone();
  void continued();
  void item_of_url(const std::string& href, uint64_t sequence, bool tombstone);
  void duplicate_of_article(const ArticleRecord& article);
  void duplicates();
  void meta_and_robots();
  void templates();

  void fault(int invariant, const std::string& what) {
    faults_.push_back(what + " (invariant " + std::to_string(invariant) + ")");
  }

  Iterator iterate() { return Iterator(store_.db->NewIterator(options_)); }

  // Invariants 1 and 2: calls visit(record) for each record under `prefix` whose key and bytes are
  // sound.
  template <class R, class F>
  void each(std::string_view prefix, F visit) {
    Iterator it = iterate();
    each<R>(it, prefix, visit);
    ended(it->status());
  }

  template <class R, class F>
  void each(Iterator& it, std::string_view prefix, F visit) {
    for (it->Seek(slice(prefix)); it->Valid() && view(it->key()).starts_with(prefix); it->Next())
      if (const auto record = sound<R>(view(it->key()), view(it->value())))
        visit(*record, view(it->key()));
  }

  template <class R>
  std::optional<R> sound(std::string_view key, std::string_view value) {
    Result<R> record = decode<R>(key, value);
    if (record.ok()) return std::move(record).value();
    fault(2, "the record at " + printable(key) + " " + record.error());
    return std::nullopt;
  }

  void ended(const leveldb::Status& status) {
    if (!status.ok()) fault(2, "LevelDB says: " + status.ToString());
  }

  const Store::Impl& store_;
  const StoreSnapshot* snapshot_;
  const BandIndex bands_;
  leveldb::ReadOptions options_;
  std::vector<std::string> faults_;
  Sequences sequences_;
  bool marks_continued_ = false;
  ForgetRules forgotten_;  // whose deletion is done
  uint64_t urls_ = 0;
  uint64_t owned_bands_ = 0;  // bands that name an article which has them
};

void Checker::prefixes() {
  Iterator it = iterate();
  it->SeekToFirst();
  while (it->Valid()) {
    const char prefix = it->key().empty() ? '\0' : it->key()[0];
    if (kPrefixes.find(prefix) == kPrefixes.npos)
      fault(1, "the key " + printable(view(it->key())) + " has an unknown prefix");
    if (it->key().empty()) {
      it->Next();
      continue;
    }
    const std::string after(1, static_cast<char>(prefix + 1));
    if (prefix == '\xff') break;
    it->Seek(after);
  }
  ended(it->status());
}

void Checker::sequences() {
  marks_continued_ = store_.get(keys::kMarksContinued, snapshot_).has_value();
  const auto value = store_.get(keys::kSequences, snapshot_);
  if (!value) return fault(8, "the sequences are missing");
  if (const auto stored = sound<Sequences>(keys::kSequences, *value)) sequences_ = *stored;
}

void Checker::forget_rules() {
  each<ForgetRule>({&keys::kForget, 1}, [&](const ForgetRule& rule, std::string_view) {
    if (rule.done) forgotten_.add(rule);
  });
}

// Hosts, queue and URLs are sorted by the same suffix, so one pass over all three meets each host
// once, whatever is missing.
void Checker::hosts() {
  std::array<Iterator, 3> ranges = {iterate(), iterate(), iterate()};
  const std::array<char, 3> prefixes = {keys::kHost, keys::kQueue, keys::kUrl};
  const auto suffix_at = [&](size_t i) -> std::optional<std::string_view> {
    if (!ranges[i]->Valid() || ranges[i]->key()[0] != prefixes[i]) return std::nullopt;
    const std::string_view suffix = view(ranges[i]->key()).substr(1);
    return suffix.substr(0, suffix.find('\0') + 1);
  };
  for (size_t i = 0; i < 3; ++i) ranges[i]->Seek({&prefixes[i], 1});
  while (true) {
    std::optional<std::string> first;
    for (size_t i = 0; i < 3; ++i)
      if (const auto suffix = suffix_at(i); suffix && (!first || *suffix < *first)) first = *suffix;
    if (!first) break;
    if (first->empty()) {  // no terminator: no key of a host
      for (size_t i = 0; i < 3; ++i) {
        if (suffix_at(i) != std::string_view()) continue;
        fault(1, "the key " + printable(view(ranges[i]->key())) + " names no host");
        ranges[i]->Next();
      }
      continue;
    }
    host(*first, ranges[1], ranges[2]);
    std::string after = *first;
    after.back() = '\1';
    for (size_t i = 0; i < 3; ++i)
      if (suffix_at(i) == *first) ranges[i]->Seek(prefixes[i] + after);
  }
  for (const Iterator& range : ranges) ended(range->status());
  if (urls_ != sequences_.urls)
    fault(8, std::to_string(urls_) + " URLs are known, but " + std::to_string(sequences_.urls) +
                 " are counted");
}

void Checker::host(const std::string& suffix, Iterator& queue, Iterator& urls) {
  std::vector<Pending> pending = queue_of(suffix, queue);
  const uint64_t articles = urls_of(suffix, urls, pending);
  for (const Pending& each : pending)
    if (!each.has_record) fault(4, "a queue entry of " + printable(suffix) + " has no URL record");
  const std::string key = keys::kHost + suffix;
  const auto value = store_.get(key, snapshot_);
  const auto record = value ? sound<HostRecord>(key, *value) : std::nullopt;
  const uint64_t queued = record ? record->queued : 0, stored = record ? record->articles : 0;
  if (queued != pending.size())
    fault(3, "the host " + printable(suffix) + " has " + std::to_string(pending.size()) +
                 " queue entries, but its record says " + std::to_string(queued));
  if (stored != articles)
    fault(9, "the host " + printable(suffix) + " has " + std::to_string(articles) +
                 " articles, but its record says " + std::to_string(stored));
}

// The host's queue as hashes of URL keys, sorted.
std::vector<Pending> Checker::queue_of(const std::string& suffix, Iterator& it) {
  std::vector<Pending> pending;
  each<QueueEntry>(it, keys::kQueue + suffix, [&](const QueueEntry& entry, std::string_view key) {
    const HrefParts parts = *split_href(entry.url);
    const std::string url = keys::url(parts);
    pending.push_back({XXH3_64bits(url.data(), url.size())});
    if (keys::queue(parts.authority, entry) != key)
      fault(1, "the queue entry of " + entry.url + " is not where it belongs");
    if (forgotten_.covers(entry.url)) fault(12, entry.url + " is forgotten and queued");
    if (entry.sequence > sequences_.queue)
      fault(8, "the queue entry of " + entry.url + " is ahead of the sequence");
  });
  std::ranges::sort(pending, {}, &Pending::hash);
  for (size_t i = 1; i < pending.size(); ++i)
    if (pending[i - 1].hash == pending[i].hash)
      fault(4, "a URL of " + printable(suffix) + " is queued twice");
  return pending;
}

// Returns how many of the host's URLs have an article.
uint64_t Checker::urls_of(const std::string& suffix, Iterator& it, std::vector<Pending>& pending) {
  uint64_t articles = 0;
  each<UrlRecord>(it, keys::kUrl + suffix, [&](const UrlRecord& record, std::string_view key) {
    ++urls_;
    const uint64_t hash = XXH3_64bits(key.data(), key.size());
    auto entry = std::ranges::lower_bound(pending, hash, {}, &Pending::hash);
    const bool queued = entry != pending.end() && entry->hash == hash;
    for (; entry != pending.end() && entry->hash == hash; ++entry) entry->has_record = true;
    url(record, queued);
    articles += record.article != 0;
  });
  return articles;
}

void Checker::url(const UrlRecord& record, bool queued) {
  if (record.outcome == 0 && !queued) fault(5, record.url + " has no outcome and is not queued");
  if (marks_continued_ && record.outcome == 0 && !record.previous.empty() &&
      !store_.get(keys::continued(keys::url(*split_href(record.url))), snapshot_))
    fault(16, record.url + " goes on from another page, and has no mark of it");
  if (record.article && record.tombstone)
    fault(6, record.url + " has both an article and a tombstone");
  if (record.article) item_of_url(record.url, record.article, false);
  if (record.tombstone) item_of_url(record.url, record.tombstone, true);
}

void Checker::item_of_url(const std::string& href, uint64_t sequence, bool tombstone) {
  const auto value = store_.get(keys::article(sequence), snapshot_);
  if (!value || is_tombstone(*value) != tombstone)
    fault(6, href + " names a missing " + (tombstone ? "tombstone" : "article"));
}

void Checker::items() {
  const auto item = [&](const std::string& href, uint64_t sequence, bool tombstone) {
    const auto parts = split_href(href);
    const std::string key = parts ? keys::url(*parts) : std::string();
    const auto value = parts ? store_.get(key, snapshot_) : std::nullopt;
    const auto record = value ? decode<UrlRecord>(key, *value) : Error{"is missing"};
    if (!record.ok() || (tombstone ? record->tombstone : record->article) != sequence)
      fault(6, "the " + std::string(tombstone ? "tombstone" : "article") + " of " + href +
                   " is not named by its URL record");
  };
  Items items(store_, options_, snapshot_, 0, sequences_.dump);
  for (; items.valid(); items.next()) {
    const std::string_view key = items.key(), value = items.value();
    if (is_tombstone(value)) {
      if (const auto tombstone = sound<Tombstone>(key, value))
        item(tombstone->url, tombstone->sequence, true);
    } else if (const auto article = sound<ArticleRecord>(key, value)) {
      item(article->url, article->sequence, false);
      if (forgotten_.covers(article->url)) fault(12, article->url + " is forgotten and stored");
      duplicate_of_article(*article);
      owned_bands_ += owned_bands(bands_, *article);
    }
  }
  ended(items.status());
}

void Checker::gone() {
  each<Mark>({&keys::kGone, 1}, [&](const Mark&, std::string_view key) {
    const auto sequence = keys::parse_gone(key);
    if (!sequence)
      fault(1, "the key " + printable(key) + " is malformed");
    else if (*sequence > sequences_.dump)
      fault(15, "an article that was never given is said to be gone");
  });
}

void Checker::continued() {
  each<Mark>({&keys::kContinued, 1}, [&](const Mark&, std::string_view mark) {
    const std::string url_key = keys::kUrl + std::string(mark.substr(1));
    const auto value = store_.get(url_key, snapshot_);
    const auto record = value ? decode<UrlRecord>(url_key, *value) : Error{"is missing"};
    if (!record.ok() || record->previous.empty())
      fault(16, "the mark " + printable(mark) + " is of no URL at which an article goes on");
  });
}

void Checker::duplicate_of_article(const ArticleRecord& article) {
  const auto& exact = article.fingerprint.exact;
  if (exact == std::array<uint64_t, 2>{}) return;
  const bool copy = article.duplicate_of != 0;
  if (!store_.get(keys::duplicate(exact, copy, article.sequence), snapshot_))
    fault(7, "the article of " + article.url + " is not among those with its text");
}

void Checker::duplicates() {
  std::array<uint64_t, 2> text{};
  uint64_t first = 0;
  each<Mark>(std::string_view(&keys::kDuplicate, 1), [&](const Mark&, std::string_view key) {
    const auto parsed = keys::parse_duplicate(key);
    if (!parsed) return fault(1, "the key " + printable(key) + " is malformed");
    if (parsed->exact != text) first = 0;
    text = parsed->exact;
    const std::string name = "article " + std::to_string(parsed->sequence);
    if (parsed->copy && first == 0) fault(7, name + " is a copy without a first");
    if (!parsed->copy && first != 0) fault(7, name + " is a second first of its text");
    if (!parsed->copy) first = parsed->sequence;
    const std::string item = keys::article(parsed->sequence);
    const auto value = store_.get(item, snapshot_);
    const auto article = value ? decode<ArticleRecord>(item, *value) : Error{"is missing"};
    if (!article.ok() || article->fingerprint.exact != text ||
        (article->duplicate_of != 0) != parsed->copy)
      fault(7, "the mark " + printable(key) + " belongs to no such article");
  });
}

void Checker::meta_and_robots() {
  each<Counter>(keys::kCounters, [](const Counter&, std::string_view) {});
  each<RobotsRecord>(
      std::string_view(&keys::kRobots, 1), [&](const RobotsRecord&, std::string_view key) {
        const auto authority = keys::authority_of(key);
        if (!authority ||
            (keys::robots(*authority, false) != key && keys::robots(*authority, true) != key))
          fault(1, "the key " + printable(key) + " is malformed");
        else if (!store_.get(keys::host(*authority), snapshot_))
          fault(10, "the robots.txt of " + *authority + " has no host");
      });
}

void Checker::templates() {
  const auto check = [&](std::string_view key, auto key_of) {
    const auto authority = keys::authority_of(key);
    if (!authority || key_of(*authority) != key)
      fault(1, "the key " + printable(key) + " is malformed");
    else if (!store_.get(keys::host(*authority), snapshot_))
      fault(11, "the template of " + *authority + " has no host");
  };
  each<HostTemplate>({&keys::kTemplate, 1}, [&](const HostTemplate&, std::string_view key) {
    check(key, keys::host_template);
  });
  each<TemplateSample>({&keys::kSample, 1}, [&](const TemplateSample& s, std::string_view key) {
    check(key, [&](std::string_view a) { return keys::template_sample(a, s.sequence); });
  });
}

}  // namespace

std::vector<std::string> Store::check() const {
  const SnapshotGuard snapshot(*impl_);
  return Checker(*impl_, snapshot.get()).run();
}

}  // namespace winnow
