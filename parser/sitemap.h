#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/time.h"

namespace winnow {

inline constexpr size_t kMaxSitemapEntries = 50'000;  // sitemaps.org: of one file

struct SitemapEntry {
  std::string url;      // as written, not yet parsed
  std::string lastmod;  // W3C date-time as written; empty: none
};

// What one sitemap file lists (sitemaps.org 0.9): a urlset, a sitemap index, or plain text with a
// URL a line; each also gzipped. A feed served as a sitemap is for read_feed().
struct Sitemap {
  std::vector<SitemapEntry> pages;
  std::vector<SitemapEntry> sitemaps;  // of an index
  size_t skipped = 0;                  // entries without a URL, or beyond kMaxSitemapEntries
  std::string error;                   // why the rest could not be read; what came before is here
};

// Any bytes are fine. `max_bytes` limits what gzip may unpack to.
Sitemap read_sitemap(std::string_view bytes, std::string_view content_type, size_t max_bytes);

// The last moment that a lastmod (W3C date and time; without an offset UTC) can mean: of a day its
// end. Nothing if it names no day.
std::optional<Time> latest_of_lastmod(std::string_view lastmod);

}  // namespace winnow
