#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/rights.h"

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
  std::string source{};           // that it says it was taken from: an href, else a name; or empty
};

struct Language {
  std::string code;      // BCP 47 with script for Chinese: en, zh-Hans, zh-Hant; "und" if unknown
  float confidence = 0;  // 0..1
};

// 128-bit hash of the body's normalised text, and the MinHash band keys (14 bands of 8 rows over
// 5-token shingles, 40 bits each) for near duplicates.
struct Fingerprint {
  static constexpr uint64_t kBandMask = (uint64_t{1} << 40) - 1;
  std::array<uint64_t, 2> exact{};
  std::array<uint64_t, 14> bands{};
};

// Numbers of a text that say how good it may be; parser/text/quality.h has their names and makes
// them. Words are those of parser/text/segmenter.h, characters are code points without line feeds.
struct Quality {
  uint32_t characters = 0, words = 0, lines = 0;
  uint32_t sentences = 0;       // runs of sentence-final punctuation
  uint32_t long_lines = 0;      // of 200 characters or more
  uint32_t longest_word = 0;    // in characters
  uint32_t stop_words_en = 0;   // how many of Gopher's 8 occur
  uint32_t stop_words_zh = 0;   // how many of FineWeb-2's 22 for Mandarin occur
  uint32_t c4_sentences = 0;    // in the lines that C4 would keep
  uint32_t curly_brackets = 0;  // of the opening kind
  uint32_t lorem_ipsum = 0;     // lines with it
  float mean_word_length = 0, mean_line_length = 0;  // in characters
  float hashes_per_word = 0, ellipses_per_word = 0, newlines_per_word = 0;
  // Shares of the words, 0 to 1: with a letter; stop words of either list
  float alphabetic_words = 0, stop_words = 0;
  float word_entropy = 0;       // of the words' distribution, in nats
  float unique_characters = 0;  // different ones, as a share of all
  // Shares of the lines: list items or begun by a bullet; ended by an ellipsis; ended by terminal
  // punctuation; of 30 characters or fewer; ended by what leads to more text elsewhere
  float bullet_lines = 0, ellipsis_lines = 0, terminal_lines = 0, short_lines = 0, more_lines = 0;
  // That came before in the text: as a share of their number, and of the characters
  float duplicate_lines = 0, duplicate_line_characters = 0;
  float duplicate_paragraphs = 0, duplicate_paragraph_characters = 0;  // blocks
  // Shares of the characters: in the most frequent n-gram of words, n = 2, 3, 4; in n-grams that
  // came before, n = 5 to 10
  std::array<float, 3> top_ngram{};
  std::array<float, 6> duplicate_ngrams{};
  // Shares of the n-grams: of five words that occur more than once; of three characters among the
  // most frequent (ROOTS); of 13 characters that occur more than once
  float repeated_5grams = 0, repeated_3characters = 0, repeated_13characters = 0;
  float han = 0;                          // of the characters
  float simplified = 0, traditional = 0;  // of the Han: those that only one of the two writes
  float digits = 0, punctuation = 0;      // of the characters
  float special = 0;                      // of the characters: all but letters and marks
  float bracketed = 0;                    // of the characters: 【, 】 and between them on a line
};

// All that winnow knows of one page's bytes. A pure function of the bytes, the URL and the headers.
struct Extraction {
  Verdict verdict = Verdict::kEmpty;
  std::string refusal;  // of kRefused and kNotHtml: a short label
  std::string charset;  // Encoding Standard name that the bytes were decoded with
  Metadata metadata;
  Language language;
  RobotsDirectives robots;              // of the page; the header's are combined by extract()
  std::vector<RightsStatement> rights;  // of page and header, without their time
  std::vector<Block> blocks;            // empty unless has_text(verdict)
  std::vector<Link>
      links;  // canonical, in document order, each once; empty if the page says nofollow
  std::string next_page;           // href of the next page of a paginated article, else empty
  std::vector<std::string> feeds;  // hrefs of alternate RSS/Atom feeds
  Fingerprint fingerprint;         // zero without text
  Quality quality;                 // zero without text
  std::vector<std::pair<std::string, uint32_t>> dropped;  // chrome blocks cut, by rule name
};

// The body as text: one block a line, "\n" between; a block's own line feeds are kept for kCode and
// kTable.
std::string text_of(const Extraction& extraction);

}  // namespace winnow
