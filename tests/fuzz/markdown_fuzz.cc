// Any page as Markdown and as an explanation: both well-formed, and nothing of the page is markup
// in the second.
#include <cstdlib>
#include <string_view>

#include "parser/explain.h"
#include "parser/extract.h"
#include "parser/markdown.h"
#include "parser/text/utf8.h"

using namespace winnow;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Page page;
  page.bytes = {reinterpret_cast<const char*>(data), size};
  ExtractOptions options;
  options.min_article_chars = 1;
  std::vector<BlockTrace> trace;
  const Extraction extraction = extract(page, options, &trace);

  const std::string markdown = markdown_of(extraction.blocks);
  demand(is_well_formed(markdown));
  demand(markdown.empty() == extraction.blocks.empty());
  demand(markdown.find("\n\n\n") == markdown.npos || markdown.find("```") != markdown.npos ||
         markdown.find("~~~") != markdown.npos);

  const std::string html = explanation_of(page.bytes.substr(0, 100), extraction, trace);
  demand(is_well_formed(html));
  demand(count(html, "<div class=\"block ") == trace.size() + 1);
  for (std::string_view tag : {"<script", "<img", "<a ", "<iframe", "<svg", "<base"})
    demand(html.find(tag) == html.npos);
  return 0;
}
