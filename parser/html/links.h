#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/extraction.h"
#include "parser/html/dom.h"
#include "parser/url.h"

namespace winnow {

struct PageLinks {
  std::vector<Link> links;         // a, area, frame, link rel=next, meta refresh; canonical
  std::string canonical;           // link rel=canonical, if it is an http(s) URL
  std::string next_page;           // of an article on several pages; also among the links
  std::vector<std::string> feeds;  // link rel=alternate of a feed type, at most 20
};

// The links of a page at `url`, resolved against its base element (HTML Standard 4.2.3), each once
// in its canonical form and not to the page itself, in document order, at most `max_links`. A link
// is nofollow if every one of its occurrences says nofollow, ugc or sponsored. `charset` is the
// page's: queries are percent-encoded in it (parser/query_encoding.h).
PageLinks links_of(const Dom& dom, const Url& url, uint32_t max_links,
                   std::string_view charset = "UTF-8");

// The links among the nodes from `first` to `last`, or around the first of them, with the text that
// each has there; in document order.
std::vector<BlockLink> links_between(const Dom& dom, const Url& url, NodeId first, NodeId last,
                                     std::string_view charset = "UTF-8");

// What the page itself says is its URL: link rel=canonical, else og:url; absolute, or empty.
std::string declared_url(const Dom& dom);

// Is `next` the page behind `current` of one and the same article: a_2.html behind a.html, ?page=3
// behind ?page=2? Same origin, and nothing but the page's number differs.
bool is_next_page(const Url& current, const Url& next);

// The target of a meta refresh ("5; url=/b"), or empty (HTML Standard 4.2.5.3).
std::string_view refresh_target(std::string_view content);

}  // namespace winnow
