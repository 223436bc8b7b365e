#include "storage/store.h"

#include <cassert>
#include <cstdio>
#include <vector>

#include "storage/band_index.h"
#include "storage/store_impl.h"

namespace winnow {
namespace {

constexpr size_t kMaxFileSize = 8u << 20;  // 2 MB would be 1,500 files at 50 M URLs
constexpr size_t kBlockSize = 8u << 10;    // of 4 KB the indexes in memory would be twice as large
constexpr uint64_t kMostTextBytes = 32 << 20;  // of memory for 5 million known texts
constexpr int kMostShelfTables = 64;  // open at once: mostly they are read one after the other

// LevelDB would write its messages to a file LOG in the store.
class LineLogger : public leveldb::Logger {
 public:
  explicit LineLogger(std::function<void(std::string_view)> log) : log_(std::move(log)) {}
  void Logv(const char* format, std::va_list arguments) override {
    if (!log_) return;
    char line[512];
    const int size = std::vsnprintf(line, sizeof line, format, arguments);
    if (size > 0) log_({line, std::min<size_t>(size, sizeof line - 1)});
  }

 private:
  std::function<void(std::string_view)> log_;
};

[[noreturn]] void cannot_open(const std::string& path, const leveldb::Status& status) {
  const std::string why = status.ToString();
  if (status.IsIOError() && why.find("lock ") != why.npos)
    throw StoreInUse("the store " + path + " is in use by another process (a running daemon?)");
  if (status.IsCorruption()) throw StoreError("the store " + path + " is damaged: " + why);
  throw StoreError("cannot open the store " + path + ": " + why);
}

std::unique_ptr<leveldb::DB> open_database(const leveldb::Options& options,
                                           const std::string& path) {
  leveldb::DB* opened = nullptr;
  const leveldb::Status status = leveldb::DB::Open(options, path, &opened);
  if (!status.ok()) cannot_open(path, status);
  return std::unique_ptr<leveldb::DB>(opened);
}

void make_directory(const std::filesystem::path& path, const StoreOptions& options) {
  if (options.env) {
    options.env->CreateDir(path.string());
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw StoreError("cannot make the store " + path.string() + ": " + error.message());
}

}  // namespace

void Store::Impl::write(leveldb::WriteBatch& batch, bool sync) const {
  write(*db, batch, sync);
  const std::lock_guard lock(reading);
  newest.reset();
}

void Store::Impl::write(leveldb::DB& database, leveldb::WriteBatch& batch, bool sync) const {
  leveldb::WriteOptions options;
  options.sync = sync;
  const leveldb::Status status = database.Write(options, &batch);
  if (!status.ok())
    throw StoreError("cannot write to the store " + path + ": " + status.ToString());
  if (env->failed() || shelf_env->failed())
    throw StoreError("cannot sync the log of the store " + path);
}

std::optional<std::string> Store::Impl::get(std::string_view key,
                                            const StoreSnapshot* snapshot) const {
  if (key.starts_with(keys::kArticle)) {
    leveldb::ReadOptions options;
    options.snapshot = snapshot ? snapshot->shelf : nullptr;
    std::string value;
    const leveldb::Status status = shelf->Get(options, slice(key), &value);
    if (status.ok()) return value;
    if (!status.IsNotFound()) end_of_scan(status);
  }
  std::unique_lock<std::mutex> lock;
  if (!snapshot) lock = std::unique_lock(reading);
  Iterator& it = snapshot ? snapshot->reads : newest;
  if (!it) it = iterate(true, snapshot);
  it->Seek(slice(key));
  if (it->Valid() && it->key() == slice(key)) return it->value().ToString();
  const leveldb::Status status = it->status();
  if (status.ok()) return std::nullopt;
  it.reset();  // it would say so of each key to come
  end_of_scan(status);
  return std::nullopt;
}

Store::Impl::Iterator Store::Impl::iterate(bool keep, const StoreSnapshot* snapshot) const {
  leveldb::ReadOptions options;
  options.fill_cache = keep;
  options.snapshot = snapshot ? snapshot->crawl : nullptr;
  return Iterator(db->NewIterator(options));
}

void Store::Impl::end_of_scan(const leveldb::Status& status) const {
  if (status.ok()) return;
  if (!status.IsCorruption())
    throw StoreError("cannot read the store " + path + ": " + status.ToString());
  ++damaged;
}

Store::Store() : impl_(std::make_unique<Impl>()) {}
Store::~Store() = default;

std::unique_ptr<Store> Store::open(const std::filesystem::path& path, const StoreOptions& options) {
  std::unique_ptr<Store> store(new Store);
  store->impl_->open(path, options);
  return store;
}

void Store::Impl::open(const std::filesystem::path& where, const StoreOptions& options) {
  path = where.string();
  read_only = options.read_only;
  leveldb::Env* const base = options.env ? options.env : &read_env;
  shelf_env = std::make_unique<LogSyncEnv>(base);
  env = std::make_unique<LogSyncEnv>(base, shelf_env.get());
  const bool exists = env->FileExists(path + "/CURRENT");
  if (!exists && (!options.create || read_only)) throw StoreError("there is no store at " + path);
  if (!exists) make_directory(where, options);
  open_databases(options);
  const bool made = read_format();
  if (auto stored = read<Sequences>(keys::kSequences))
    sequences = *stored;
  else if (!made)
    throw StoreError("the store " + path + " is damaged: its sequences cannot be read");
  was_clean = made || get(keys::kClean).has_value();
  load_totals();
  load_rules();
  if (read_only) return;
  open_shelf();
  domain_hosts = DomainHosts(options.max_hosts_per_domain);
  known = std::make_unique<KnownKeys>(options.known_urls_bytes);
  known->read_up_to(std::string(1, keys::kUrl));
  known_texts = std::make_unique<KnownKeys>(kMostTextBytes);
  known_texts->read_up_to(std::string(1, keys::kDuplicate));
  most_recent_bands = options.most_recent_bands;
  mark_open(made);
  continued.load(*this);
  bands = std::make_unique<BandIndex>(*this);
  bands->make_anew(most_recent_bands);
}

void Store::Impl::open_databases(const StoreOptions& options) {
  logger = std::make_unique<LineLogger>(options.log);
  cache.reset(leveldb::NewLRUCache(options.cache_bytes));
  leveldb::Options database;
  database.paranoid_checks = options.paranoid;
  database.env = env.get();
  database.info_log = logger.get();
  database.write_buffer_size = options.write_buffer_bytes;
  database.block_cache = cache.get();
  database.max_file_size = kMaxFileSize;
  database.block_size = kBlockSize;
  database.max_open_files = most_open_tables();
  database.create_if_missing = options.create && !read_only;
  db = open_database(database, path);

  const std::string folder = path + "/articles";
  const auto format = read<StoreFormat>(keys::kFormat);
  if (format && format->format >= StoreFormat::kWithShelf && !env->FileExists(folder + "/CURRENT"))
    throw StoreError("the store " + path + " is damaged: its folder articles is missing");
  database.create_if_missing = true;
  database.env = shelf_env.get();
  database.write_buffer_size = std::min<uint64_t>(options.write_buffer_bytes, kMaxFileSize);
  database.max_open_files = kMostShelfTables;
  shelf = open_database(database, folder);
}

bool Store::Impl::read_format() {
  const auto value = get(keys::kFormat);
  if (!value) {
    Iterator it = iterate(true);
    it->SeekToFirst();
    if (it->Valid() || read_only)
      throw StoreError(path + " is a LevelDB database, but not a store of winnow");
    return true;
  }
  const Result<StoreFormat> format = decode<StoreFormat>(keys::kFormat, *value);
  if (!format.ok())
    throw StoreError("the store " + path + " is damaged: its format mark " + format.error());
  if (format->format > StoreFormat::kNewest)
    throw StoreError("the store " + path + " was written by a newer winnow (format " +
                     std::to_string(format->format) + "; this one reads up to " +
                     std::to_string(StoreFormat::kNewest) + ")");
  return false;
}

void Store::Impl::load_totals() {
  Iterator it = iterate(true);
  each(it, keys::kCounters, [&](std::string_view key, std::string_view value) {
    if (const auto counter = sound<Counter>(key, value))
      totals.emplace(key.substr(keys::kCounters.size()), counter->total);
    return true;
  });
}

// Until close_cleanly() the store is one that crashed. Synced, or a power cut could bring the mark
// back after requests were sent.
void Store::Impl::mark_open(bool made) {
  leveldb::WriteBatch batch;
  batch.Put(slice(keys::kFormat), encode(keys::kFormat, StoreFormat{}));
  if (made) {
    batch.Put(slice(keys::kSequences), encode(keys::kSequences, sequences));
    batch.Put(slice(keys::kMarksContinued), encode(keys::kMarksContinued, Mark{}));
  }
  batch.Delete(slice(keys::kClean));
  write(batch, true);
}

bool Store::was_clean() const { return impl_->was_clean; }

void Store::close_cleanly() {
  assert(!impl_->closed && !impl_->read_only);
  if (impl_->failed)
    throw StoreError("the store " + impl_->path + " failed; it cannot be closed cleanly");
  leveldb::WriteBatch batch;
  batch.Put(slice(keys::kClean), encode(keys::kClean, Mark{}));
  impl_->write(batch, true);
  impl_->closed = true;
}

std::optional<UrlRecord> Store::url(std::string_view href) const {
  const auto parts = split_href(href);
  if (!parts) return std::nullopt;
  return impl_->read<UrlRecord>(keys::url(*parts));
}

std::optional<ArticleRecord> Store::article(std::string_view href) const {
  const SnapshotGuard snapshot(*impl_);
  const auto parts = split_href(href);
  if (!parts) return std::nullopt;
  const auto record = impl_->read<UrlRecord>(keys::url(*parts), snapshot.get());
  if (!record || record->article == 0) return std::nullopt;
  auto article = impl_->read<ArticleRecord>(keys::article(record->article), snapshot.get());
  if (article) impl_->refresh_duplicate(*article, snapshot.get());
  return article;
}

std::optional<HostRecord> Store::host(std::string_view authority) const {
  return impl_->read<HostRecord>(keys::host(authority));
}

std::array<RobotsRecord, 2> Store::robots(std::string_view authority) const {
  std::array<RobotsRecord, 2> records;
  for (const bool https : {false, true})
    if (auto stored = impl_->read<RobotsRecord>(keys::robots(authority, https)))
      records[https] = std::move(*stored);
  return records;
}

std::vector<std::pair<std::string, uint64_t>> Store::counters() const {
  std::vector<std::pair<std::string, uint64_t>> all;
  Impl::Iterator it = impl_->iterate(true);
  impl_->each(it, keys::kCounters, [&](std::string_view key, std::string_view value) {
    if (const auto counter = impl_->sound<Counter>(key, value))
      all.emplace_back(key.substr(keys::kCounters.size()), counter->total);
    return true;
  });
  return all;
}

uint64_t Store::url_count() const {
  return impl_->read<Sequences>(keys::kSequences).value_or(Sequences{}).urls;
}

uint64_t Store::last_sequence() const {
  return impl_->read<Sequences>(keys::kSequences).value_or(Sequences{}).dump;
}

uint64_t Store::damaged() const { return impl_->damaged; }

}  // namespace winnow
