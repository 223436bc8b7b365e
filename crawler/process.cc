#include "crawler/process.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <unordered_set>

#include "parser/canonical.h"
#include "parser/extract.h"
#include "parser/feed.h"
#include "parser/sitemap.h"

namespace winnow {
namespace {

uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

// In the order of the page, so a new link at the top is a change.
template <class Links, class Href>
uint64_t hash_of_links(const Links& links, const Href& href) {
  uint64_t hash = 0;
  for (const auto& link : links) {
    const std::string& text = href(link);
    hash = XXH3_64bits_withSeed(text.data(), text.size(), hash);
  }
  return hash;
}

// Never 0: that says that nothing is known.
uint64_t signature_of(const Extraction& page, std::string_view body) {
  uint64_t hash = 0;
  if (has_text(page.verdict)) {
    hash = page.fingerprint.exact[0] ^ page.fingerprint.exact[1];
  } else {
    hash =
        hash_of_links(page.links, [](const Link& link) -> const std::string& { return link.url; });
  }
  if (hash == 0) hash = hash_of(body);  // neither text nor links
  return hash == 0 ? 1 : hash;
}

ExtractDone process_page(const ExtractJob& job, const Config& config) {
  const FetchResponse& response = job.response;
  Page page;
  page.url = &job.url;
  page.content_type = response.content_type;
  page.x_robots_tag = response.x_robots_tag;
  page.content_language = response.content_language;
  page.fields = response.rights_fields;
  page.bytes = response.body;
  ExtractOptions options;
  options.product_token = config.identity.product_token;
  options.max_links = config.scope.max_links_per_page;
  options.min_article_chars = config.extract.min_article_chars;
  Extraction extraction = extract(page, options);
  const uint64_t signature = signature_of(extraction, response.body);
  return {job.id, signature, std::move(extraction)};
}

Time modified_of(const SitemapEntry& entry) {
  return latest_of_lastmod(entry.lastmod).value_or(Time{});
}
Time modified_of(const FeedEntry&) { return {}; }

// What a list names, each once; what is no http(s) URL is left out.
template <class List>
std::vector<Entries::Entry> entries_of(const List& list, const Url& base) {
  std::vector<Entries::Entry> entries;
  std::unordered_set<std::string> seen;
  for (const auto& item : list) {
    const Result<Url> url = canonicalize(item.url, &base);
    if (url && seen.insert(url->href()).second) entries.push_back({url->href(), modified_of(item)});
  }
  return entries;
}

ExtractDone process_listing(const ExtractJob& job, const Config& config) {
  const FetchResponse& response = job.response;
  Entries entries;
  if (job.kind == FetchKind::kSitemap) {
    Sitemap sitemap =
        read_sitemap(response.body, response.content_type, config.fetch.max_sitemap_bytes);
    entries.pages = entries_of(sitemap.pages, job.url);
    entries.sitemaps = entries_of(sitemap.sitemaps, job.url);
    entries.error = std::move(sitemap.error);
  } else {
    Feed feed = read_feed(response.body, response.content_type);
    entries.pages = entries_of(feed.entries, job.url);
    entries.error = std::move(feed.error);
  }
  const uint64_t signature = hash_of(response.body);
  return {job.id, signature == 0 ? 1 : signature, std::move(entries)};
}

}  // namespace

ExtractDone process(const ExtractJob& job, const Config& config) {
  return job.kind == FetchKind::kPage ? process_page(job, config) : process_listing(job, config);
}

}  // namespace winnow
