// The whole parser on any bytes. The first two bytes choose how the page is said to be served.
#include <cstdlib>
#include <string_view>

#include "parser/extract.h"
#include "parser/text/utf8.h"

using namespace winnow;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

void check(const Extraction& page, const ExtractOptions& options) {
  const bool text = has_text(page.verdict);
  demand(text || page.blocks.empty());
  demand(!text || !page.blocks.empty());
  demand(page.refusal.empty() ==
         (page.verdict != Verdict::kRefused && page.verdict != Verdict::kNotHtml));
  demand(page.links.size() <= options.max_links);
  demand(text || page.next_page.empty());
  demand(page.language.confidence >= 0 && page.language.confidence <= 1);
  demand(is_well_formed(text_of(page)));
  for (const Block& block : page.blocks) demand(!block.text.empty() && block.hash != 0);
  for (const std::string* value :
       {&page.metadata.title, &page.metadata.author, &page.metadata.published,
        &page.metadata.site_name, &page.metadata.canonical, &page.metadata.declared_language,
        &page.language.code}) {
    demand(is_well_formed(*value));
  }
  for (const Link& link : page.links) {
    const Result<Url> url = Url::parse(link.url);
    demand(url.ok() && url->href() == link.url);
  }
  demand(page.metadata.canonical.empty() || Url::parse(page.metadata.canonical).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Url url = *Url::parse("https://site.example/2020/01/02/a.html?page=1");
  constexpr std::string_view kTypes[] = {"",
                                         "text/html",
                                         "text/html; charset=gb2312",
                                         "text/html; charset=big5",
                                         "text/plain",
                                         "text/html; charset=utf-16"};
  if (size < 2) return 0;
  Page page;
  page.content_type = kTypes[data[0] % std::size(kTypes)];
  page.url = data[1] % 2 ? &url : nullptr;
  page.bytes = {reinterpret_cast<const char*>(data) + 2, size - 2};
  ExtractOptions options;
  options.max_links = 20;
  options.min_article_chars = data[1] % 40;
  const Extraction first = extract(page, options), second = extract(page, options);
  check(first, options);
  demand(text_of(first) == text_of(second) && first.metadata.title == second.metadata.title &&
         first.fingerprint.bands == second.fingerprint.bands);
  return 0;
}
