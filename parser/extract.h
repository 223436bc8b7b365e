#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"
#include "parser/article/trace.h"
#include "parser/extraction.h"
#include "parser/url.h"

namespace winnow {

// One page as it came: the body's bytes after content decoding, and what HTTP said of them.
struct Page {
  // Final URL; base of relative links. nullptr: unknown; what the page itself declares stands in
  // (its canonical link, else og:url), and without that there are no links.
  const Url* url = nullptr;
  std::string_view content_type;  // header value, may be empty
  std::string_view x_robots_tag;  // header values joined by ", ", may be empty
  std::string_view content_language;
  // Other header fields; those that say no rights (parser/rights_fields.h) are passed over.
  std::span<const std::pair<std::string, std::string>> fields;
  std::string_view bytes;  // must outlive the call only
};

struct ExtractOptions {
  std::string_view product_token = "winnow";  // for meta robots addressed to us by name
  uint32_t max_links = 1000;
  uint32_t min_article_chars = 60;
  bool follow_nofollow_links = false;
  bool block_links = false;  // each block with its links; nothing that is stored needs them
};

// The whole parser: charset, guard, tree, links, metadata, blocks, chrome, article, language,
// fingerprint. Pure and thread-safe; any bytes are fine; time is linear in their number.
// `trace`, if not null, gets what was made of every block of the page.
Extraction extract(const Page& page, const ExtractOptions& options,
                   std::vector<BlockTrace>* trace = nullptr);

}  // namespace winnow
