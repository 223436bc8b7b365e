#include "storage/near.h"

#include <algorithm>

#include "parser/text/fingerprint.h"

namespace winnow {
namespace {

// Without the scheme: http and https are one source.
std::string_view bare(std::string_view href) {
  const size_t at = href.find("//");
  return at == href.npos ? href : href.substr(at);
}

// The URL that the article names as its canonical one, if that is another; else what it says it was
// taken from.
std::string source_of(const ArticleRecord& article) {
  const Metadata& metadata = article.metadata;
  if (!metadata.canonical.empty() && bare(metadata.canonical) != bare(article.url))
    return metadata.canonical;
  const bool own = bare(metadata.source) == bare(article.url) ||
                   metadata.source == metadata.site_name ||
                   metadata.source == authority_of_href(article.url);
  return own ? std::string() : metadata.source;
}

// Is it what `source` names: a URL, the front page of its site, the site's name or its host?
bool is_named(const ArticleRecord& article, std::string_view source) {
  const std::string_view host = authority_of_href(article.url);
  if (const auto parts = split_href(source))
    return bare(source) == bare(article.url) ||
           (parts->path_and_query == "/" && parts->authority == host);
  const std::string name = normalized_words(source), of_host = normalized_words(host);
  return !name.empty() && (name == normalized_words(article.metadata.site_name) ||
                           name == of_host || "www " + name == of_host);
}

}  // namespace

NearDuplicates::Value NearDuplicates::get(const std::string& key) const {
  const auto changed = changed_.find(key);
  return changed == changed_.end() ? store_.get(key) : changed->second;
}

void NearDuplicates::put(const std::string& key, std::string value) {
  batch_.Put(slice(key), slice(value));
  changed_[key] = std::move(value);
}

void NearDuplicates::remove(const std::string& key) {
  batch_.Delete(slice(key));
  changed_[key] = std::nullopt;
}

// Those of the article's bands that it owns.
std::vector<BandKey> NearDuplicates::owned_by(const ArticleRecord& article) const {
  std::vector<BandKey> owned = bands_of(article);
  std::erase_if(owned, [&](BandKey band) { return bands_.owner(band) != article.sequence; });
  return owned;
}

// Its key before this batch, by the sequence that it has now.
std::string NearDuplicates::key_at(uint64_t sequence) const {
  const auto moved = moved_.find(sequence);
  return keys::article(moved == moved_.end() ? sequence : moved->second);
}

std::optional<ArticleRecord> NearDuplicates::article_at(uint64_t sequence) const {
  return store_.read<ArticleRecord>(key_at(sequence));
}

bool NearDuplicates::is_there(uint64_t sequence) const {
  return memory_.article(sequence) || store_.get(key_at(sequence));
}

std::optional<Cluster> NearDuplicates::cluster_at(uint64_t id) const {
  if (const Cluster* known = memory_.cluster(id)) return *known;
  return read<Cluster>(keys::cluster(id));
}

void NearDuplicates::write(uint64_t id, const Cluster& cluster) {
  memory_.remember(id, cluster);
  write(keys::cluster(id), cluster);
}

uint64_t NearDuplicates::cluster_of(uint64_t sequence) const {
  if (const auto* known = memory_.article(sequence)) return known->cluster;
  return read<ClusterOf>(keys::cluster_of(sequence)).value_or(ClusterOf{}).cluster;
}

void NearDuplicates::add_member(uint64_t cluster, uint64_t sequence) {
  memory_.set_cluster_of(sequence, cluster);
  write(keys::cluster_of(sequence), ClusterOf{cluster});
  write(keys::cluster_member(cluster, sequence), Mark{});
}

void NearDuplicates::remove_member(uint64_t cluster, uint64_t sequence) {
  memory_.set_cluster_of(sequence, 0);
  remove(keys::cluster_of(sequence));
  remove(keys::cluster_member(cluster, sequence));
}

// The member with the lowest sequence, 0 if there is none.
uint64_t NearDuplicates::first_member(uint64_t cluster) const {
  const std::string prefix = keys::cluster_members(cluster);
  uint64_t first = 0;
  const auto take = [&](std::string_view key) {
    const auto member = keys::parse_cluster_member(key);
    if (member && (first == 0 || member->sequence < first)) first = member->sequence;
  };
  Store::Impl::Iterator it = store_.iterate(true);
  store_.each(it, prefix, [&](std::string_view key, std::string_view) {
    if (!changed_.contains(std::string(key))) take(key);
    return first == 0;
  });
  for (auto at = changed_.lower_bound(prefix);
       at != changed_.end() && at->first.starts_with(prefix); ++at)
    if (at->second) take(at->first);
  return first;
}

bool NearDuplicates::knows(const ArticleRecord& article) const {
  return bands_of(article).empty() || cluster_of(article.sequence) != 0 ||
         !owned_by(article).empty();
}

// The first article to which its bands lead; it becomes the owner of those that nobody owns.
uint64_t NearDuplicates::like(const ArticleRecord& article, const std::vector<BandKey>& bands) {
  bands_.prefetch(bands);
  uint64_t found = 0;
  for (const BandKey band : bands) {
    if (found != 0 && bands_.seems_owned(band)) continue;
    const uint64_t owner = bands_.owner(band);
    // One that is not there was lost in a power cut.
    const bool owned = owner != 0 && (found != 0 || is_there(owner));
    if (!owned)
      bands_.own(band, article.sequence);
    else if (found == 0 && owner != article.sequence)
      found = owner;
  }
  return found;
}

NearDuplicates::Change NearDuplicates::join(const ArticleRecord& article) {
  const std::vector<BandKey> bands = bands_of(article);
  if (bands.empty()) return {};
  const uint64_t first = like(article, bands);
  memory_.remember({article.sequence, article.fetched, source_of(article), 0});
  return first ? join(first, article) : Change{};
}

// Nothing if the article is damaged.
std::optional<Cluster> NearDuplicates::founded_by(uint64_t sequence) const {
  if (const auto* known = memory_.article(sequence))
    return Cluster{sequence, 1, known->fetched, known->source};
  const auto founder = article_at(sequence);
  if (!founder) return std::nullopt;
  return Cluster{sequence, 1, founder->fetched, source_of(*founder)};
}

NearDuplicates::Change NearDuplicates::join(uint64_t first, const ArticleRecord& article) {
  uint64_t id = cluster_of(first);
  auto cluster = id ? cluster_at(id) : std::nullopt;
  if (!cluster) {
    cluster = founded_by(first);
    if (!cluster) return {};
    id = first;
    add_member(id, first);
  }
  add_member(id, article.sequence);
  ++cluster->size;
  const bool earliest = article.fetched < cluster->first_seen;
  if (earliest) cluster->first_seen = article.fetched;
  Change change = choose(id, *cluster, article, earliest);
  change.repeats = cluster->first != article.sequence;
  write(id, *cluster);
  return change;
}

// The member that the source of a cluster names, 0 if there is none among the first few.
uint64_t NearDuplicates::named_member(uint64_t id, const std::string& source) const {
  auto parts = split_href(source);
  for (int scheme = 0; parts && scheme < 2; ++scheme, parts->https = !parts->https)
    if (const auto record = store_.read<UrlRecord>(keys::url(*parts));
        record && record->article && cluster_of(record->article) == id)
      return record->article;
  if (parts && parts->path_and_query != "/") return 0;
  constexpr int kMostMembers = 16;
  int read = 0;
  uint64_t found = 0;
  Store::Impl::Iterator it = store_.iterate(true);
  store_.each(it, keys::cluster_members(id), [&](std::string_view key, std::string_view) {
    const auto member = keys::parse_cluster_member(key);
    if (!member || cluster_of(member->sequence) != id) return true;  // it left by this batch
    const auto article = article_at(member->sequence);
    if (article && is_named(*article, source)) found = member->sequence;
    return found == 0 && ++read < kMostMembers;
  });
  return found;
}

// Makes the one that is named as the source the cluster's first, if it is there; the first name
// that was given holds. Without one the earliest is the first, which may come late: an article from
// before there were clusters.
NearDuplicates::Change NearDuplicates::choose(uint64_t id, Cluster& cluster,
                                              const ArticleRecord& article, bool earliest) {
  const bool newly_named = cluster.source.empty();
  if (newly_named) cluster.source = source_of(article);
  const uint64_t kept = !cluster.source.empty() ? named_first(id, cluster, article, newly_named)
                        : earliest              ? article.sequence
                                                : cluster.first;
  if (kept == cluster.first) return {};
  const Change change{cluster.first, kept, false};
  cluster.first = kept;
  return change;
}

uint64_t NearDuplicates::named_first(uint64_t id, const Cluster& cluster,
                                     const ArticleRecord& article, bool newly_named) const {
  const auto first = article_at(cluster.first);
  if (first && is_named(*first, cluster.source)) return cluster.first;
  if (is_named(article, cluster.source)) return article.sequence;
  const uint64_t named = newly_named ? named_member(id, cluster.source) : 0;
  return named ? named : cluster.first;
}

uint64_t NearDuplicates::leave(const ArticleRecord& article) {
  const std::vector<BandKey> freed = owned_by(article);
  for (const BandKey band : freed) bands_.own(band, 0);
  memory_.forget(article.sequence);
  const uint64_t id = cluster_of(article.sequence);
  if (id == 0) return 0;
  remove_member(id, article.sequence);
  auto cluster = cluster_at(id);
  const uint64_t next = first_member(id);
  if (!cluster || next == 0) return 0;
  const bool was_first = cluster->first == article.sequence;
  if (was_first) cluster->first = next;
  if (--cluster->size > 1) {
    write(id, *cluster);
  } else {
    remove_member(id, next);
    memory_.forget_cluster(id);
    remove(keys::cluster(id));
  }
  // The cluster is found by the bands of its first.
  if (const auto first = article_at(cluster->first))
    for (const BandKey band : bands_of(*first))
      if (std::ranges::find(freed, band) != freed.end()) bands_.own(band, cluster->first);
  return was_first ? next : 0;
}

void NearDuplicates::move(const ArticleRecord& article, uint64_t to) {
  moved_[to] = article.sequence;
  memory_.forget(article.sequence);
  for (const BandKey band : owned_by(article)) bands_.own(band, to);
  const uint64_t id = cluster_of(article.sequence);
  if (id == 0) return;
  remove_member(id, article.sequence);
  add_member(id, to);
  auto cluster = cluster_at(id);
  if (!cluster || cluster->first != article.sequence) return;
  cluster->first = to;
  write(id, *cluster);
}

void NearDuplicates::finish() { bands_.save(batch_, store_.sequences.dump); }

void Store::Impl::refresh_cluster(ArticleRecord& article, const StoreSnapshot* snapshot) const {
  const auto of = read<ClusterOf>(keys::cluster_of(article.sequence), snapshot);
  if (!of) return;
  auto cluster = read<Cluster>(keys::cluster(of->cluster), snapshot);
  if (!cluster) return;
  if (cluster->first != article.sequence && !get(keys::article(cluster->first), snapshot)) return;
  article.cluster_id = of->cluster;
  article.near_duplicate_of = cluster->first == article.sequence ? 0 : cluster->first;
  article.cluster = std::move(*cluster);
}

uint64_t owned_bands(const BandIndex& bands, const ArticleRecord& article) {
  const auto keys = bands_of(article);
  return static_cast<uint64_t>(std::ranges::count_if(
      keys, [&](BandKey band) { return bands.owner(band) == article.sequence; }));
}

void check_near(const Store::Impl& store, const StoreSnapshot* snapshot, const BandIndex& index,
                uint64_t owned,
                const std::function<void(int invariant, const std::string& what)>& fault) {
  Store::Impl::Iterator it = store.iterate(false, snapshot);
  uint64_t bands = 0, members = 0, sizes = 0;
  index.each([&](BandKey, uint64_t) { ++bands; });
  if (bands != owned)
    fault(13, std::to_string(bands) + " bands are kept, but " + std::to_string(owned) +
                  " of them name an article that has them");
  store.each(it, {&keys::kBand, 1}, [&](std::string_view key, std::string_view value) {
    if (keys::is_single_band(key)) return true;  // not converted yet
    if (!keys::parse_band_chunk(key) && !keys::parse_band_changes(key))
      fault(1, "the key of a chunk of bands is malformed");
    if (const auto owners = decode<BandOwners>(key, value); !owners.ok())
      fault(2, "a chunk of bands " + owners.error());
    return true;
  });
  store.each(it, keys::kClusters, [&](std::string_view key, std::string_view value) {
    const auto id = keys::parse_cluster(key);
    const auto cluster = decode<Cluster>(key, value);
    if (!id) fault(1, "the key of a cluster is malformed");
    if (!cluster.ok()) fault(2, "the record of a cluster " + cluster.error());
    if (!id || !cluster.ok()) return true;
    sizes += cluster->size;
    if (cluster->size < 2 || !store.get(keys::cluster_member(*id, cluster->first), snapshot))
      fault(14, "the cluster " + std::to_string(*id) + " has no two articles or no first");
    return true;
  });
  store.each(it, keys::kMembers, [&](std::string_view key, std::string_view value) {
    const auto member = keys::parse_cluster_member(key);
    if (!member) fault(1, "the key of a cluster's article is malformed");
    if (const auto mark = decode<Mark>(key, value); !mark.ok())
      fault(2, "the mark of a cluster's article " + mark.error());
    if (!member) return true;
    ++members;
    const std::string back = keys::cluster_of(member->sequence);
    const auto of = store.read<ClusterOf>(back, snapshot);
    const auto item = store.get(keys::article(member->sequence), snapshot);
    if (!of || of->cluster != member->cluster || !item || is_tombstone(*item) ||
        !store.get(keys::cluster(member->cluster), snapshot))
      fault(14, "the cluster " + std::to_string(member->cluster) + " has no article " +
                    std::to_string(member->sequence));
    return true;
  });
  if (sizes != members)
    fault(14, "the clusters have " + std::to_string(members) + " articles, but count " +
                  std::to_string(sizes));
  store.each(it, {&keys::kCluster, 1}, [&](std::string_view key, std::string_view) {
    if (!key.starts_with(keys::kClusters) && !key.starts_with(keys::kMembers) &&
        !key.starts_with(keys::kClusterOf))
      fault(1, "a key of clusters is of no kind");
    return true;
  });
  uint64_t named = 0;
  store.each(it, keys::kClusterOf, [&](std::string_view key, std::string_view value) {
    if (!keys::parse_cluster_of(key)) fault(1, "the key of an article's cluster is malformed");
    if (const auto of = decode<ClusterOf>(key, value); !of.ok())
      fault(2, "the record of an article's cluster " + of.error());
    return ++named;
  });
  if (named != members)
    fault(14, std::to_string(named) + " articles have a cluster, but clusters have " +
                  std::to_string(members));
}

}  // namespace winnow
