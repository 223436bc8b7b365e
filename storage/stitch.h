#pragma once
#include <optional>

#include "storage/store_impl.h"

namespace winnow {

inline constexpr size_t kMaxPages = 50;  // of one article

// Puts articles that are spread over several pages together, as of one snapshot. Each page is
// stored as an article of its own; `next_page` and `previous` link them. A page belongs to an
// article only if both say so, and a page whose `previous` is gone or says otherwise belongs to
// none.
class Stitcher {
 public:
  Stitcher(const Store::Impl& store, const StoreSnapshot* snapshot)
      : store_(store), snapshot_(snapshot) {}

  // The whole article of which `page` is a part, with the URL and metadata of its first page, if
  // the page's place in the dump order is the last among its pages: it is given once, where it
  // changed last. Else nothing. An article of one page is given as it is.
  std::optional<ArticleRecord> whole_at(ArticleRecord page) const;

  // The same for a page that is gone, whose article now ends before it.
  std::optional<ArticleRecord> whole_at(const Tombstone& gone) const;

 private:
  std::optional<UrlRecord> url(const std::string& href) const;
  std::optional<ArticleRecord> article(const std::string& href) const;
  std::optional<ArticleRecord> first_page(ArticleRecord page) const;
  std::optional<ArticleRecord> whole(ArticleRecord first, uint64_t at) const;

  const Store::Impl& store_;
  const StoreSnapshot* snapshot_;
};

}  // namespace winnow
