#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "storage/records.h"

namespace winnow {

// What joins ask of articles and clusters, for those that were last in one: near duplicates mostly
// come soon after each other, and are then not read again. The place of each is its number modulo
// their number, and the one that comes takes it; at most 400 KB without sources.
//
// For the thread that applies; it holds what was written, and of a commit what will be.
class NearMemory {
 public:
  struct Article {
    uint64_t sequence = 0;
    Time fetched{};
    std::string source;    // the one that it names; or empty
    uint64_t cluster = 0;  // 0: none
  };
  void remember(Article article);
  void forget(uint64_t sequence);
  const Article* article(uint64_t sequence) const;  // null: not known
  void set_cluster_of(uint64_t sequence, uint64_t cluster);

  void remember(uint64_t id, const Cluster& cluster);
  void forget_cluster(uint64_t id);
  const Cluster* cluster(uint64_t id) const;  // null: not known

 private:
  static constexpr size_t kArticles = 4096, kClusters = 1024;
  struct Known {
    uint64_t id = 0;
    Cluster cluster;
  };
  std::vector<Article> articles_{kArticles};
  std::vector<Known> clusters_{kClusters};
};

}  // namespace winnow
