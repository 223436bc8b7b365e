#include "parser/article/body.h"

#include <algorithm>
#include <unordered_set>

#include "parser/article/text_stats.h"

namespace winnow {
namespace {

class Chooser {
 public:
  Chooser(const Dom& dom, const Analysis& a, std::span<const float> scores)
      : dom_(dom), a_(a), blocks_(a.page.blocks), scores_(scores), reasons_(scores.size()) {}

  Body run() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (scores_[i] <= 0) reasons_[i] = "unlikely";
    }
    drop_copies();
    apply_rules();
    return finish();
  }

 private:
  bool kept(size_t i) const { return reasons_[i].empty(); }

  void drop_copies() {
    std::unordered_set<std::string_view> seen;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const PageBlock& b = blocks_[i];
      if (!kept(i) || b.stats.words < 12) continue;
      if (!seen.insert(b.text).second) reasons_[i] = "copy";
    }
  }

  void apply_rules() {
    size_t total = 0, before = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i)) total += blocks_[i].stats.words;
    }
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i)) continue;
      const PageBlock& b = blocks_[i];
      size_t here = before;
      before += b.stats.words;
      const ChromeRule* rule = a_.matches[i].rule;
      if (!rule || b.kind == BlockKind::kCode || b.kind == BlockKind::kTable) continue;
      size_t after = total - before;
      bool start = here < 60 || here * 5 < total, end = after < 100 || here * 2 > total;
      bool applies = rule->where == Where::kAnywhere || (rule->where == Where::kStart && start) ||
                     (rule->where == Where::kEnd && end) ||
                     (rule->where == Where::kEdges && (start || end));
      if (!applies) continue;
      if (rule->effect == Effect::kCut) reasons_[i] = rule->name;
      if (rule->effect == Effect::kCutSection) cut_section(i, rule->name);
    }
  }

  // The heading, and the links under it.
  void cut_section(size_t i, std::string_view name) {
    reasons_[i] = name;
    for (size_t j = i + 1; j < blocks_.size() && j < i + 40; ++j) {
      const PageBlock& b = blocks_[j];
      if (b.link_words * 2 <= b.stats.words) break;
      if (kept(j)) reasons_[j] = name;
    }
  }

  Body finish() {
    Body body;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i)) continue;
      body.kept.push_back(i);
      body.texts.push_back(blocks_[i].text);
      body.words += blocks_[i].stats.words;
    }
    body.reasons = std::move(reasons_);
    return body;
  }

  const Dom& dom_;
  const Analysis& a_;
  const std::vector<PageBlock>& blocks_;
  std::span<const float> scores_;
  std::vector<std::string_view> reasons_;
};

}  // namespace

Body choose_body(const Dom& dom, const Analysis& analysis, std::span<const float> scores) {
  return Chooser(dom, analysis, scores).run();
}

}  // namespace winnow
