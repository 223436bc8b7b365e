#include "storage/near_memory.h"

#include <utility>

namespace winnow {

void NearMemory::remember(Article article) {
  const size_t place = article.sequence % kArticles;
  articles_[place] = std::move(article);
}

void NearMemory::forget(uint64_t sequence) {
  Article& known = articles_[sequence % kArticles];
  if (known.sequence == sequence) known = {};
}

const NearMemory::Article* NearMemory::article(uint64_t sequence) const {
  const Article& known = articles_[sequence % kArticles];
  return sequence != 0 && known.sequence == sequence ? &known : nullptr;
}

void NearMemory::set_cluster_of(uint64_t sequence, uint64_t cluster) {
  Article& known = articles_[sequence % kArticles];
  if (known.sequence == sequence) known.cluster = cluster;
}

void NearMemory::remember(uint64_t id, const Cluster& cluster) {
  clusters_[id % kClusters] = {id, cluster};
}

void NearMemory::forget_cluster(uint64_t id) {
  Known& known = clusters_[id % kClusters];
  if (known.id == id) known = {};
}

const Cluster* NearMemory::cluster(uint64_t id) const {
  const Known& known = clusters_[id % kClusters];
  return id != 0 && known.id == id ? &known.cluster : nullptr;
}

}  // namespace winnow
