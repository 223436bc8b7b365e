#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "config/config.h"
#include "crawler/transport.h"
#include "parser/extraction.h"
#include "storage/records.h"

namespace winnow {

// A fetched body on its way to a worker thread.
struct ExtractJob {
  uint64_t id = 0;
  FetchKind kind = FetchKind::kPage;
  Url url;
  FetchResponse response;
};

// What a sitemap or a feed lists. Canonical hrefs, each once, in document order.
struct Entries {
  struct Entry {
    std::string href;
    Time modified{};  // as a sitemap says; zero: it does not
    bool operator==(const Entry&) const = default;
  };
  std::vector<Entry> pages;
  std::vector<Entry> sitemaps;  // of a sitemap index
  std::string error;            // why nothing or not all could be read; empty: all was
};

// And back. `signature` stands for what a revisit compares: the article's text, else the page's
// links, else the bytes of the body (XXH3-64).
struct ExtractDone {
  uint64_t id = 0;
  uint64_t signature = 0;
  std::variant<Extraction, Entries> result;
};

// All the work that a body costs. Pure: any worker thread may call it, beside any other.
ExtractDone process(const ExtractJob& job, const Config& config);

}  // namespace winnow
