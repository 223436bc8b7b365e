#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/band_index.h"
#include "storage/store_impl.h"

namespace winnow {

// Near duplicates: each of an article's 14 bands names the first article that had it
// (storage/band_index.h), and articles that share a band are a cluster. An article joins the
// cluster of the first that its bands lead to; two clusters never become one. Changes go into the
// batch of the commit; a later call sees those of an earlier one.
class NearDuplicates {
 public:
  NearDuplicates(Store::Impl& store, leveldb::WriteBatch& batch)
      : store_(store), bands_(*store.bands), memory_(store.near_memory), batch_(batch) {}

  // Sequences of the article that its cluster gave in a dump and of the one that it gives now; both
  // 0 if that did not change. `repeats`: a dump gives another article in the place of this one.
  struct Change {
    uint64_t before = 0, now = 0;
    bool repeats = false;
  };
  // `article` has its sequence, and comes into the store by this batch. Of its cluster the earliest
  // is given, unless one of them names another as its source.
  Change join(const ArticleRecord& article);

  // False of an article that was stored before there were clusters, and did not join since.
  bool knows(const ArticleRecord& article) const;

  // Returns the sequence of the article that its cluster gives from now on in its place, else 0.
  uint64_t leave(const ArticleRecord& article);

  // The article gets the sequence `to`.
  void move(const ArticleRecord& article, uint64_t to);

  // After the last of the changes.
  void finish();

 private:
  using Value = std::optional<std::string>;
  Value get(const std::string& key) const;
  void put(const std::string& key, std::string value);
  void remove(const std::string& key);
  template <class R>
  std::optional<R> read(const std::string& key) const {
    const Value value = get(key);
    return value ? store_.sound<R>(key, *value) : std::nullopt;
  }
  template <class R>
  void write(const std::string& key, const R& record) {
    put(key, encode(key, record));
  }

  bool is_there(uint64_t sequence) const;
  std::optional<Cluster> cluster_at(uint64_t id) const;
  void write(uint64_t id, const Cluster& cluster);
  std::vector<BandKey> owned_by(const ArticleRecord& article) const;
  uint64_t like(const ArticleRecord& article, const std::vector<BandKey>& bands);
  std::optional<Cluster> founded_by(uint64_t sequence) const;
  Change join(uint64_t first, const ArticleRecord& article);
  std::string key_at(uint64_t sequence) const;
  std::optional<ArticleRecord> article_at(uint64_t sequence) const;
  uint64_t cluster_of(uint64_t sequence) const;  // 0: none
  void add_member(uint64_t cluster, uint64_t sequence);
  void remove_member(uint64_t cluster, uint64_t sequence);
  uint64_t first_member(uint64_t cluster) const;
  uint64_t named_member(uint64_t id, const std::string& source) const;
  Change choose(uint64_t id, Cluster& cluster, const ArticleRecord& article, bool earliest);
  uint64_t named_first(uint64_t id, const Cluster& cluster, const ArticleRecord& article,
                       bool newly_named) const;

  Store::Impl& store_;
  BandIndex& bands_;
  NearMemory& memory_;
  leveldb::WriteBatch& batch_;
  std::map<std::string, Value> changed_;  // by this batch
  std::map<uint64_t, uint64_t> moved_;    // sequences by this batch, to those before it
};

// How many of the article's bands name it; and what is wrong with bands and clusters, by the number
// of the invariant in FORMAT.md. `owned`: the sum over all articles.
uint64_t owned_bands(const BandIndex& bands, const ArticleRecord& article);
void check_near(const Store::Impl& store, const StoreSnapshot* snapshot, const BandIndex& bands,
                uint64_t owned,
                const std::function<void(int invariant, const std::string& what)>& fault);

}  // namespace winnow
