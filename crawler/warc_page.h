#pragma once
#include <optional>
#include <string_view>

#include "parser/extract.h"
#include "parser/warc/record.h"
#include "storage/records.h"

namespace winnow {

// What an archived page is.
struct WarcPage {
  // Of a page without article why it has none: the verdict's name, noindex, noarchive, or one of
  // digest (the block is not what WARC-Block-Digest says), status (not 2xx), no-http (no HTTP
  // response, or its body cannot be decoded), no-url, no-date.
  std::string_view left_out;
  std::optional<ArticleRecord> article;
};

// Does the record hold a page: an http(s) response, or a resource that was fetched by http(s)?
bool is_page(const WarcRecord& record);

// What the crawl would have made of that page, had it fetched it then. Pure.
WarcPage page_of(const WarcRecord& record, const ExtractOptions& options);

}  // namespace winnow
