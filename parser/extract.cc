#include "parser/extract.h"

#include <optional>

#include "parser/article/article.h"
#include "parser/content_type.h"
#include "parser/html/charset.h"
#include "parser/html/dom.h"
#include "parser/html/links.h"
#include "parser/html/metadata.h"
#include "parser/html/page_rights.h"
#include "parser/html/source_line.h"
#include "parser/robots_directives.h"
#include "parser/text/fingerprint.h"
#include "parser/text/language.h"
#include "parser/text/quality.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

void add_links(const Dom& dom, const Url& url, const ExtractOptions& options, Extraction& out) {
  PageLinks found = links_of(dom, url, options.max_links, out.charset);
  out.metadata.canonical = std::move(found.canonical);
  if (out.robots.nofollow && !options.follow_nofollow_links) return;
  out.links = std::move(found.links);
  out.feeds = std::move(found.feeds);
  out.next_page = std::move(found.next_page);
}

// The text that tells the language: the blocks without code, as far as it is looked at.
std::string prose_of(const Extraction& extraction) {
  std::string text;
  for (const Block& block : extraction.blocks) {
    if (block.kind == BlockKind::kCode) continue;
    if (text.size() > kLanguageBytes) break;
    if (!text.empty()) text += '\n';
    text += block.text;
  }
  return text;
}

void add_article(const Dom& dom, const Url* url, const ExtractOptions& options,
                 std::vector<BlockTrace>* trace, Extraction& out) {
  ArticleResult article = extract_article(dom, out.metadata, {options.min_article_chars}, trace);
  out.verdict = article.verdict;
  if (out.verdict == Verdict::kRefused) out.refusal = "too-many-blocks";
  out.dropped = std::move(article.dropped);
  if (!has_text(out.verdict)) return;
  out.blocks = std::move(article.blocks);
  for (size_t i = 0; i < out.blocks.size() && url && options.block_links; ++i) {
    const auto [first, last] = article.nodes[i];
    out.blocks[i].links = links_between(dom, *url, first, last, out.charset);
  }
  Fingerprinter fingerprinter;
  for (Block& block : out.blocks) {
    if (!is_well_formed(block.text)) block.text = well_formed(block.text);
    block.hash = fingerprinter.add(block.text);
  }
  out.language = language_of(prose_of(out), out.metadata.declared_language);
  out.fingerprint = fingerprinter.finish();
  out.quality = quality_of(out.blocks);
}

}  // namespace

Extraction extract(const Page& page, const ExtractOptions& options,
                   std::vector<BlockTrace>* trace) {
  Extraction out;
  out.language.code = "und";
  out.robots = parse_robots_directives(page.x_robots_tag, options.product_token);
  if (const std::string_view label = not_html(page.bytes, page.content_type); !label.empty()) {
    out.verdict = Verdict::kNotHtml;
    out.refusal = label;
    return out;
  }
  const Decoded decoded = decode(page.bytes, page.content_type);
  out.charset = decoded.charset();
  const Dom dom = Dom::parse(decoded.text());
  if (dom.refusal() != DomRefusal::kNone) {
    out.verdict = Verdict::kRefused;
    out.refusal = name_of(dom.refusal());
    return out;
  }
  std::optional<Url> url;
  if (page.url) url = *page.url;
  if (Result<Url> declared = Url::parse(url ? "" : declared_url(dom)); declared) url = *declared;
  PageRights rights = page_rights(dom, page.x_robots_tag, page.fields, url ? &*url : nullptr,
                                  options.product_token);
  out.robots = rights.robots;
  out.rights = std::move(rights.statements);
  out.metadata = metadata_of(dom, url ? url->path() : std::string_view());
  if (out.metadata.declared_language.empty()) {
    out.metadata.declared_language = language_tag(page.content_language);
  }
  if (url) {
    add_links(dom, *url, options, out);
    if (!page.url && out.metadata.canonical.empty()) out.metadata.canonical = url->href();
  }
  add_article(dom, url ? &*url : nullptr, options, trace, out);
  // A listing has further pages as well; they are no part of an article.
  if (!has_text(out.verdict))
    out.next_page.clear();
  else if (url)
    out.metadata.source = named_source(dom, *url, out.charset);
  return out;
}

}  // namespace winnow
