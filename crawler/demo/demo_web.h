#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/demo/files.h"

namespace winnow::demo {

// What is known beforehand of one URL of the demo web, for tests and for `winnow demo --pages`.
struct DemoPage {
  std::string url;        // absolute, as the pages link to it
  unsigned status = 200;  // HTTP
  std::string verdict;  // as name_of(Verdict) has it; empty if this is no HTML page with status 200
  std::string title, author, published, site_name, language, canonical;  // what extraction gives
  std::string body;                                                      // likewise, text_of()
  bool in_corpus = false;
  std::string why_not;  // if not: listing robots noindex noarchive login canonical redirect status…
};

struct DemoResponse {
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

// Request fields by lower-case name.
using RequestHeaders = std::map<std::string, std::string, std::less<>>;

// A small web of invented sites, whole in memory. Pure: the same request gives the same response.
// The hosts are under the reserved top-level domain .test (RFC 6761 6.2), so nobody owns them.
class DemoWeb {
 public:
  // Throws std::logic_error naming the file if one of them is malformed.
  explicit DemoWeb(const Files& files = embedded_files());
  ~DemoWeb();
  DemoWeb(DemoWeb&&) noexcept;

  std::vector<std::string> sites() const;      // hosts
  std::vector<std::string> seeds() const;      // a home page for each site
  const std::vector<DemoPage>& pages() const;  // every URL that is linked or listed somewhere
  const DemoPage* page(std::string_view url) const;

  // The answer to GET `target` (path and query) at `host`. An unknown host gets 421, an unknown
  // path the site's 404 page; a query that no page asks for is ignored, as most servers do.
  DemoResponse respond(std::string_view host, std::string_view target,
                       const RequestHeaders& headers) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::demo
