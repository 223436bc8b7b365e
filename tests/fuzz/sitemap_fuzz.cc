// Sitemaps and feeds.
#include <cstdlib>

#include "parser/feed.h"
#include "parser/sitemap.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace winnow;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Sitemap sitemap = read_sitemap(input, "", 1 << 20);
  if (sitemap.pages.size() > kMaxSitemapEntries || sitemap.sitemaps.size() > kMaxSitemapEntries)
    std::abort();
  for (const SitemapEntry& entry : sitemap.pages) {
    if (entry.url.empty()) std::abort();
  }
  const Feed feed = read_feed(input, "");
  if (feed.entries.size() > kMaxFeedEntries) std::abort();
  for (const FeedEntry& entry : feed.entries) {
    if (entry.url.empty()) std::abort();
  }
  return 0;
}
