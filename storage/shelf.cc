// The shelf: the second database of the store, for articles and tombstones. Beside the URLs they
// would fill the write buffer and the levels of LevelDB, which merges the less the more of the
// URLs' changes it has at once. Here keys only rise, and tables move down without being merged.
//
// What a commit puts there is written before the commit itself, and what it drops only goes when
// the commit is durable; so whatever is broken off, each article that a URL names is there.
#include "storage/shelf.h"

#include <mutex>

#include "storage/applier.h"
#include "storage/keys.h"

namespace winnow {
namespace {

constexpr size_t kMostMovedBytes = 4 << 20;  // at once, but for one article
constexpr size_t kMostCleared = 16'384;      // marks, in one batch

}  // namespace

Items::Items(const Store::Impl& store, leveldb::ReadOptions options, const StoreSnapshot* snapshot,
             uint64_t after, uint64_t last)
    : last_(keys::article(last)) {
  options.snapshot = snapshot ? snapshot->shelf : nullptr;
  shelf_.reset(store.shelf->NewIterator(options));
  options.snapshot = snapshot ? snapshot->crawl : nullptr;
  gone_.reset(store.db->NewIterator(options));
  old_.reset(store.db->NewIterator(options));
  shelf_->Seek(keys::article(after + 1));
  gone_->Seek(keys::gone(after + 1));
  old_->Seek(keys::article(after + 1));
  choose();
}

bool Items::has_item(const leveldb::Iterator& it) const {
  return it.Valid() && it.key().starts_with({&keys::kArticle, 1}) && it.key().compare(last_) <= 0;
}

void Items::next() {
  now_->Next();
  choose();
}

bool Items::is_gone() {
  const std::string mark = keys::kGone + shelf_->key().ToString().substr(1);
  while (gone_->Valid() && gone_->key().compare(mark) < 0) gone_->Next();
  return gone_->Valid() && gone_->key() == leveldb::Slice(mark);
}

// The lower of the two. What a kill has left in both while it was moved comes once.
void Items::choose() {
  while (has_item(*shelf_) && is_gone()) shelf_->Next();
  now_ = has_item(*shelf_) ? shelf_.get() : nullptr;
  if (now_ && has_item(*old_) && old_->key() == now_->key()) old_->Next();
  if (has_item(*old_) && (!now_ || old_->key().compare(now_->key()) < 0)) now_ = old_.get();
}

leveldb::Status Items::status() const {
  for (const auto* it : {&shelf_, &gone_, &old_})
    if (!(*it)->status().ok()) return (*it)->status();
  return leveldb::Status::OK();
}

// After a kill the last commit's items can be there without the commit.
void Store::Impl::open_shelf() {
  leveldb::WriteBatch unknown;
  const Iterator it(shelf->NewIterator({}));
  for (it->Seek(keys::article(sequences.dump + 1)); it->Valid(); it->Next())
    unknown.Delete(it->key());
  end_of_scan(it->status());
  write_items(unknown, false);
  const auto has = [&](char prefix) {
    bool found = false;
    Iterator crawl = iterate(true);
    each(crawl, {&prefix, 1}, [&](auto, auto) { return !(found = true); });
    return found;
  };
  has_gone = has(keys::kGone);
  has_old_items = has(keys::kArticle);
}

void Store::Impl::write_items(leveldb::WriteBatch& items, bool sync) const {
  write(*shelf, items, sync);
}

void Store::Impl::clear_gone() {
  while (has_gone) {
    leveldb::WriteBatch items, marks;
    size_t cleared = 0;
    has_gone = false;
    Iterator it = iterate(false);
    each(it, {&keys::kGone, 1}, [&](std::string_view mark, std::string_view) {
      has_gone = cleared++ == kMostCleared;
      if (has_gone) return false;
      items.Delete(keys::kArticle + std::string(mark.substr(1)));
      marks.Delete(slice(mark));
      return true;
    });
    {
      const std::lock_guard lock(clearing);
      write_items(items, true);
    }
    write(marks, false);
  }
}

// What is broken off in between is done again.
void Store::Impl::take_over_items() {
  if (!has_old_items) return;
  leveldb::WriteBatch moved, left;
  size_t bytes = 0;
  has_old_items = false;
  Iterator it = iterate(false);
  each(it, {&keys::kArticle, 1}, [&](std::string_view key, std::string_view value) {
    has_old_items = bytes > kMostMovedBytes;
    if (has_old_items) return false;
    bytes += value.size();
    moved.Put(slice(key), slice(value));
    left.Delete(slice(key));
    return true;
  });
  write_items(moved, true);
  write(left, false);
}

// It leaves the shelf when the mark is durable: this commit could be lost in a power cut.
void Applier::drop_item(uint64_t sequence) {
  put(keys::gone(sequence), Mark{});
  store_.has_gone = true;
  if (store_.has_old_items) batch_.Delete(keys::article(sequence));
}

void Applier::write(bool sync) {
  if (has_items_) store_.write_items(items_, false);
  store_.write(batch_, sync);
}

SnapshotGuard::SnapshotGuard(const Store::Impl& store) : store_(store) {
  const std::lock_guard lock(store.clearing);
  snapshot_.crawl = store.db->GetSnapshot();
  snapshot_.shelf = store.shelf->GetSnapshot();  // after the other: has all that it names
}

SnapshotGuard::~SnapshotGuard() {
  snapshot_.reads.reset();
  store_.db->ReleaseSnapshot(snapshot_.crawl);
  store_.shelf->ReleaseSnapshot(snapshot_.shelf);
}

}  // namespace winnow
