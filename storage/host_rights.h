#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "parser/robots.h"
#include "storage/store_impl.h"

namespace winnow {

// What the hosts say of the use of their texts, as of a snapshot: their robots.txt as it was last
// fetched, also of articles that were stored before.
class HostRights {
 public:
  // `product_token`: whose groups of a robots.txt count; must outlive this.
  HostRights(const Store::Impl& store, const StoreSnapshot* snapshot,
             std::string_view product_token)
      : store_(store), snapshot_(snapshot), product_token_(product_token) {}

  // Adds it to the article's own statements.
  void add_to(ArticleRecord& article);

 private:
  struct Origin {
    Robots robots;
    Time fetched{};
  };
  const Origin& origin_of(std::string_view authority, bool https);

  const Store::Impl& store_;
  const StoreSnapshot* snapshot_;
  const std::string_view product_token_;
  std::unordered_map<std::string, Origin> origins_;
  size_t bytes_ = 0;  // of the files they were made of
};

}  // namespace winnow
