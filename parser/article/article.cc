#include "parser/article/article.h"

#include "parser/article/blocks.h"

namespace winnow {

ArticleResult extract_article(const Dom& dom, const Metadata&, const ArticleOptions& options) {
  ArticleResult result;
  PageBlocks page = cut_blocks(dom);
  uint32_t words = 0;
  for (PageBlock& b : page.blocks) {
    if (b.places & (kHidden | kInNav | kInAside | kInFooter | kInHeader | kInButton)) continue;
    if (b.link_words * 2 > b.stats.words || b.stats.words < 8 || b.stats.stops == 0) continue;
    words += b.stats.words;
    result.blocks.push_back({b.kind, b.level, 0, std::move(b.text)});
  }
  result.verdict = words >= options.min_chars ? Verdict::kArticle : Verdict::kEmpty;
  if (result.verdict == Verdict::kEmpty) result.blocks.clear();
  return result;
}

}  // namespace winnow
