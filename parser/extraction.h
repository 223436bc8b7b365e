#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow {

// What one page is, as far as a corpus cares. One closed table; names in parser/extraction.cc.
enum class Verdict : uint8_t {
  kArticle,    // a body of text: news, blog post, document, encyclopaedia entry, novel chapter
  kThread,     // a forum thread or a question with its answers
  kListing,    // mostly links to other pages: home page, category, search result
  kLogin,      // a login, pay or consent wall in place of the content
  kErrorPage,  // says "not found" or the like, whatever its status
  kEmpty,      // no text worth keeping
  kNotHtml,    // the content type or the bytes say that it is no HTML page
  kRefused,    // bytes that would cost too much to parse; `refusal` says which limit
};
std::string_view name_of(Verdict verdict);
inline bool has_text(Verdict v) { return v == Verdict::kArticle || v == Verdict::kThread; }

enum class BlockKind : uint8_t {
  kParagraph,
  kHeading,
  kListItem,
  kQuote,
  kCode,
  kTable,
  kCaption,
  kFormula,
  kPost  // a paragraph that begins a post of a thread; the post's others follow as what they are
};
std::string_view name_of(BlockKind kind);

// A link inside a block: what of the block's text it covers, in the text's order.
struct BlockLink {
  std::string text;
  std::string url;  // canonical href
};

// One block of the body, in reading order. `text` is UTF-8, white space collapsed to single spaces
// and trimmed (but kept in kCode; rows of a kTable are lines, cells are divided by tabs). A formula
// is its TeX, in dollar signs where it stands in other text.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  uint8_t level = 0;  // heading 1-6; list nesting depth from 1
  uint64_t hash = 0;  // XXH3-64 of the normalised text: what template learning counts
  std::string text;
  std::vector<BlockLink> links = {};  // if asked for (ExtractOptions::block_links). Not stored
};

// meta robots and X-Robots-Tag, those addressed to all or to our product token, combined: any
// restriction holds. none = noindex, nofollow.
struct RobotsDirectives {
  bool noindex = false, nofollow = false, noarchive = false, noai = false, noimageai = false;
};

struct Link {
  std::string url;        // canonical href
  bool nofollow = false;  // rel=nofollow, ugc or sponsored
};

struct Metadata {
  std::string title;
  std::string author;
  std::string
      published;  // ISO 8601 as precise as the page says it: 2009-06-17, 2023-11-06T09:42:17+08:00
  std::string site_name;
  std::string canonical;          // href; empty if none, or if it is no http(s) URL
  std::string declared_language;  // as html lang or Content-Language says, BCP 47
};

struct Language {
  std::string code;      // BCP 47 with script for Chinese: en, zh-Hans, zh-Hant; "und" if unknown
  float confidence = 0;  // 0..1
};

// 128-bit hash of the body's normalised text, and the MinHash band keys (14 bands of 8 rows over
// 5-token shingles) for near duplicates.
struct Fingerprint {
  std::array<uint64_t, 2> exact{};
  std::array<uint64_t, 14> bands{};
};

// All that winnow knows of one page's bytes. A pure function of the bytes, the URL and the headers.
struct Extraction {
  Verdict verdict = Verdict::kEmpty;
  std::string refusal;  // of kRefused and kNotHtml: a short label
  std::string charset;  // Encoding Standard name that the bytes were decoded with
  Metadata metadata;
  Language language;
  RobotsDirectives robots;    // of the page; the header's are combined by extract()
  std::vector<Block> blocks;  // empty unless has_text(verdict)
  std::vector<Link>
      links;  // canonical, in document order, each once; empty if the page says nofollow
  std::string next_page;           // href of the next page of a paginated article, else empty
  std::vector<std::string> feeds;  // hrefs of alternate RSS/Atom feeds
  Fingerprint fingerprint;         // zero without text
  std::vector<std::pair<std::string, uint32_t>> dropped;  // chrome blocks cut, by rule name
};

// The body as text: one block a line, "\n" between; a block's own line feeds are kept for kCode and
// kTable.
std::string text_of(const Extraction& extraction);

}  // namespace winnow
