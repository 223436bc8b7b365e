// WARC 1.1 (ISO 28500): a warcinfo record, then a conversion record an article with its text, as in
// Common Crawl's WET files. Nothing in it is random or of the moment: record ids are UUIDs of
// version 8 made of the content, so that the same dump has the same bytes.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "parser/iso_time.h"
#include "parser/warc/record.h"
#include "parser/warc/writer.h"
#include "storage/dump.h"

namespace winnow {
namespace {

// Hashes each string with its length, so that no two lists of strings look the same.
std::string id_of(std::initializer_list<std::string_view> strings) {
  std::string all;
  for (const std::string_view text : strings)
    all.append(std::to_string(text.size())).append(":").append(text);
  const XXH128_hash_t hash = XXH3_128bits(all.data(), all.size());
  return warc_record_id({hash.high64, hash.low64}, 8);
}

// The title on the first line, then a block a line; a block's own line feeds are kept.
std::string text_of(const ArticleRecord& article) {
  const bool titled = !article.blocks.empty() && article.blocks[0].text == article.metadata.title;
  std::string text;
  if (!titled && !article.metadata.title.empty()) text = article.metadata.title + '\n';
  for (const Block& block : article.blocks) text.append(block.text) += '\n';
  return text;
}

void begin_file(const ArticleRecord& first, const DumpOptions& options, std::string& out) {
  Fields about;
  about.add("software", "winnow");
  for (const auto& [name, value] : values_of(options)) about.add("dump-" + name, value);
  Fields fields;
  fields.add("Content-Type", "application/warc-fields");
  const std::string block = warcinfo_block(about);
  const std::string id = id_of({"warcinfo", block, first.url, iso_time(first.fetched)});
  append_warc_record("warcinfo", id, first.fetched, fields, block, out);
}

void write_article(const ArticleRecord& article, const DumpOptions&, std::string& out) {
  const std::string text = text_of(article);
  Fields fields;
  fields.add("WARC-Target-URI", article.url);
  fields.add("Content-Type", "text/plain; charset=utf-8");
  const std::string id = id_of({"conversion", article.url, iso_time(article.fetched), text});
  append_warc_record("conversion", id, article.fetched, fields, text, out);
}

}  // namespace

const DumpFormat kWarcDump = {"warc",
                              "application/warc",
                              "WARC 1.1, a conversion record for each article, as WET files have",
                              write_article,
                              nullptr,
                              begin_file,
                              warc_record_size};

}  // namespace winnow
