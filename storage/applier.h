#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "storage/near.h"
#include "storage/store_impl.h"

namespace winnow {

// A link of one of the commits.
struct LookedUp {
  std::string key;
  uint64_t hash = 0;
  bool known = false;  // to the store, before these commits
};

// What a commit changes in a host's record beside what the commit says.
struct HostChange {
  int64_t queued = 0, articles = 0, barren = 0;
  bool seeded = false, admitted = false;
  std::optional<TemplateSample> sample;  // to be learned from
};

// One commit on its way into one WriteBatch.
class Applier {
 public:
  // `added`: keys of URLs that became known by the commits of this apply().
  Applier(Store::Impl& store, Commit commit, std::unordered_set<std::string>& added)
      : store_(store), commit_(std::move(commit)), added_(added), near_(store, batch_) {}

  Applied run(const LookedUp* links) {
    queue();
    url();
    if (!is_forgotten()) {
      this->links(links);
      continuation();
    }
    hosts();
    totals();
    return std::move(applied_);
  }

  // Instead of run(): what a rule takes away, then finish(). The entry at this key of the queue;
  // all that is known of a URL, but for the tombstone of its article.
  void forget_entry(std::string_view key, const QueueEntry& entry);
  void forget_url(const std::string& href, ForgetRule& rule);
  void finish(const ForgetRule& rule);

  leveldb::WriteBatch& batch() { return batch_; }
  void write(bool sync);  // StoreError if it cannot

 private:
  bool is_forgotten() const { return commit_.url && store_.forgotten.covers(commit_.url->url); }
  void queue();
  void url();
  bool is_first_fetch() const;
  void forget_unfetched();
  void judge_host();
  void article(UrlRecord& record, ArticleRecord& article);
  void index_again(UrlRecord& record);
  void tombstone(UrlRecord& record, const std::string& reason);
  bool knew_text(const std::array<uint64_t, 2>& exact);
  void learn(HostRecord& host, const TemplateSample& sample);
  void drop_item_of(const UrlRecord& record);
  void drop_item(uint64_t sequence);
  void leave(const ArticleRecord& old);
  void promote_copy(const std::array<uint64_t, 2>& exact);
  void join(const ArticleRecord& article);
  void give_again(uint64_t sequence);
  void links(const LookedUp* links);
  bool admits(const NewUrl& link);
  void advance(const NewUrl& link, const std::string& key);
  std::optional<QueueEntry> queued_revisit(const std::string& href, Time due) const;
  void continuation();
  bool comes_before(const std::string& href) const;
  void renumber(ArticleRecord& article, UrlRecord& record);
  void resequence(ArticleRecord& article, UrlRecord& record);
  void hosts();
  void totals();

  template <class R>
  void put(const std::string& key, const R& record) {
    batch_.Put(key, encode(key, record));
  }
  template <class R>
  void put_item(const std::string& key, const R& record) {
    items_.Put(key, encode(key, record));
    has_items_ = true;
  }
  void count(std::string_view name, uint64_t more = 1);
  uint64_t next_dump() { return ++store_.sequences.dump; }

  Store::Impl& store_;
  Commit commit_;
  std::unordered_set<std::string>& added_;
  leveldb::WriteBatch batch_, items_;  // of the crawl's database, of the shelf
  bool has_items_ = false;
  NearDuplicates near_;
  Applied applied_;
  bool repeats_ = false;                       // the article is a near duplicate of another
  std::map<std::string, HostChange> changes_;  // by authority
  std::set<std::string> promoted_;             // keys of the URLs whose article became a first
};

}  // namespace winnow
