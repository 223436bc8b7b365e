#include "parser/article/article.h"

#include <map>

#include "parser/article/body.h"
#include "parser/article/labeller.h"
#include "parser/article/thread.h"
#include "parser/article/verdict.h"

namespace winnow {
ArticleResult extract_article(const Dom& dom, const Metadata& metadata,
                              const ArticleOptions& options, std::vector<BlockTrace>* trace) {
  ArticleResult result;
  if (dom.nodes().empty()) return result;
  std::string_view title = page_title(dom);
  Analysis analysis =
      analyse(dom, title.empty() ? std::string_view(metadata.title) : title, kMaxArticleBlocks);
  if (analysis.page.blocks.empty()) return result;
  if (analysis.page.blocks.size() > kMaxArticleBlocks) {
    result.verdict = Verdict::kRefused;
    return result;
  }
  const std::vector<float> scores = label(trained_labeller(), dom, analysis);
  Body body = choose_body(dom, analysis, scores);
  if (trace) *trace = trace_of(dom, analysis, scores, body.reasons);
  std::map<std::string_view, uint32_t> dropped;
  for (std::string_view reason : body.reasons) {
    if (!reason.empty()) ++dropped[reason];
  }
  for (auto [name, count] : dropped) result.dropped.emplace_back(name, count);
  result.verdict = judge(dom, analysis, body, options);
  if (!has_text(result.verdict)) return result;
  NodeId last_post = kNoNode;
  for (size_t k = 0; k < body.kept.size(); ++k) {
    const PageBlock& b = analysis.page.blocks[body.kept[k]];
    BlockKind kind = b.kind;
    if (result.verdict == Verdict::kThread) {
      NodeId post = post_of(dom, analysis, b);
      if (post != last_post && kind == BlockKind::kParagraph) kind = BlockKind::kPost;
      last_post = post;
    }
    result.blocks.push_back({kind, b.level, 0, std::move(body.texts[k])});
    result.nodes.emplace_back(b.first, b.last);
  }
  return result;
}

}  // namespace winnow
