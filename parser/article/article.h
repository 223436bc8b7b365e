#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parser/article/trace.h"
#include "parser/extraction.h"
#include "parser/html/dom.h"

namespace winnow {

struct ArticleOptions {
  uint32_t min_chars = 60;  // a body with fewer Han characters and Latin words is no article
};

// Judging a block takes microseconds; a page with more of them is no text. The longest documents
// of the shared pages have a quarter.
inline constexpr size_t kMaxArticleBlocks = 12'000;

struct ArticleResult {
  Verdict verdict = Verdict::kEmpty;  // kRefused: more than kMaxArticleBlocks
  std::vector<Block> blocks;  // empty unless has_text(verdict); hashes are left 0
  std::vector<std::pair<NodeId, NodeId>> nodes;  // of each block: its first text node and its last
  std::vector<std::pair<std::string, uint32_t>> dropped;  // blocks cut, by the rule's name
};

// From the tree to the clean body: blocks, chrome rules, choice of the content, thread, verdict.
// `metadata.title` (may be empty) is used to cut the title where the body repeats it. Any tree is
// fine; time is linear in its nodes and text, and nothing recurses. `trace`, if not null, gets
// every block of the page, in document order.
ArticleResult extract_article(const Dom& dom, const Metadata& metadata,
                              const ArticleOptions& options = {},
                              std::vector<BlockTrace>* trace = nullptr);

}  // namespace winnow
