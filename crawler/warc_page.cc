#include "crawler/warc_page.h"

#include <utility>

#include "crawler/article.h"
#include "parser/ascii.h"
#include "parser/canonical.h"
#include "parser/http/response.h"
#include "parser/iso_time.h"
#include "parser/warc/digest.h"

namespace winnow {
namespace {

constexpr size_t kMaxBody = 16 << 20;  // extract() refuses pages long before

// A resource is a body without its response, of which the record says the type.
Result<HttpResponse> response_of(const WarcRecord& record) {
  if (record.type() == "response") return parse_http_response(record.block, kMaxBody);
  HttpResponse response;
  response.status = 200;
  response.fields.add("Content-Type", record.fields.get("Content-Type"));
  response.body = record.block;
  return response;
}

}  // namespace

bool is_page(const WarcRecord& record) {
  if (record.type() != "response" && record.type() != "resource") return false;
  const std::string_view uri = record.target_uri();
  return starts_with_ignore_case(uri, "http://") || starts_with_ignore_case(uri, "https://");
}

WarcPage page_of(const WarcRecord& record, const ExtractOptions& options) {
  if (matches_digest(record.fields.get("WARC-Block-Digest"), record.block) == false)
    return {"digest", {}};
  const Result<HttpResponse> response = response_of(record);
  if (!response) return {"no-http", {}};
  if (response->status < 200 || response->status > 299) return {"status", {}};
  const Result<Url> url = canonicalize(record.target_uri());
  if (!url) return {"no-url", {}};
  const std::optional<Time> date = parse_iso_time(record.fields.get("WARC-Date"));
  if (!date) return {"no-date", {}};
  const std::string content_type(response->fields.get("Content-Type"));
  const std::string x_robots_tag = response->fields.joined("X-Robots-Tag");
  const std::string content_language = response->fields.joined("Content-Language");
  Page page;
  page.url = &*url;
  page.content_type = content_type;
  page.x_robots_tag = x_robots_tag;
  page.content_language = content_language;
  page.fields = response->fields.all();
  page.bytes = response->body;
  Extraction extraction = extract(page, options);
  if (!has_text(extraction.verdict)) return {name_of(extraction.verdict), {}};
  if (const auto withheld = withheld_by(extraction.robots); !withheld.empty())
    return {withheld, {}};
  return {{}, article_of(std::move(extraction), url->href(), *date)};
}

}  // namespace winnow
