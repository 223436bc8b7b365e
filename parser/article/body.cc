#include "parser/article/body.h"

#include <algorithm>
#include <unordered_map>

#include "parser/article/gaps.h"
#include "parser/article/signature.h"
#include "parser/article/text_stats.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr std::string_view kUnlikely = "unlikely";
constexpr std::string_view kCopy = "copy";
constexpr std::string_view kTitle = "title repeated";
constexpr std::string_view kTeaser = "teaser";
constexpr std::string_view kLoneHeading = "heading without text";
constexpr std::string_view kReference = "reference mark";
constexpr uint32_t kFewWords = 30;
constexpr float kSure = 2.5f;          // log-odds
constexpr float kLikely = 1.6f;        // log-odds, a mean; likelier blocks are no teasers
constexpr size_t kSectionBlocks = 40;  // that one heading may take away

class Chooser {
 public:
  Chooser(const Dom& dom, const Analysis& a, std::span<const float> scores)
      : dom_(dom), a_(a), blocks_(a.page.blocks), scores_(scores), reasons_(scores.size()) {
    for (const PageBlock& b : blocks_) texts_.push_back(b.text);
  }

  Body run() {
    keep_likely();
    drop_teasers();
    fill_gaps(dom_, a_, scores_, reasons_);
    thread_ = is_thread(dom_, a_, kept_blocks());
    if (!thread_) drop_copies();
    drop_title();
    apply_rules();
    trim_signatures();
    if (!thread_) drop_lone_headings();
    trim_ends();
    return finish();
  }

 private:
  bool kept(size_t i) const { return reasons_[i].empty(); }
  bool is_chrome(size_t i) const { return a_.matches[i].rule != nullptr; }

  // A page with hardly anything likely gets a second look with a lower bar.
  void keep_likely() {
    for (float bar : {0.f, -1.5f, -3.f}) {
      uint32_t words = 0;
      for (size_t i = 0; i < blocks_.size(); ++i) {
        reasons_[i] = scores_[i] > bar ? std::string_view() : kUnlikely;
        if (kept(i)) words += blocks_[i].stats.words;
      }
      if (words >= kFewWords) return;
    }
  }

  // Groups of teasers that are hardly likely, where the page has more than them.
  void drop_teasers() {
    struct Group {
      float words = 0, link_words = 0, scores = 0;
    };
    std::unordered_map<uint32_t, Group> groups;
    uint32_t others = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i) && !a_.teasers[i]) others += blocks_[i].stats.words;
      auto words = static_cast<float>(blocks_[i].stats.words);
      Group& group = groups[a_.teasers[i]];
      group.words += words;
      group.link_words += static_cast<float>(blocks_[i].link_words);
      group.scores += words * scores_[i];
    }
    if (others < kFewWords) return;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i) || !a_.teasers[i]) continue;
      const Group& group = groups[a_.teasers[i]];
      bool text = group.link_words * 2 < group.words;
      if (text && group.scores < kLikely * group.words) reasons_[i] = kTeaser;
    }
  }

  std::vector<size_t> kept_blocks() const {
    std::vector<size_t> indexes;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i)) indexes.push_back(i);
    }
    return indexes;
  }

  void drop_copies() {
    std::unordered_map<std::string_view, NodeId> seen;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const PageBlock& b = blocks_[i];
      if (!kept(i) || b.stats.words < 12) continue;
      NodeId box = dom_[b.node].parent;
      auto [first, fresh] = seen.try_emplace(b.text, box);
      if (!fresh && first->second != box) reasons_[i] = kCopy;
    }
  }

  // The title, where the body begins with it once more.
  void drop_title() {
    size_t prose = 0;
    for (size_t i = 0; i < blocks_.size() && prose < 2; ++i) {
      if (!kept(i)) continue;
      bool title =
          scores_[i] < 1 && a_.outline.title_share[i] > 0.85f && a_.outline.title_cover[i] > 0.6f;
      if (title && blocks_[i].stats.words >= 3)
        reasons_[i] = kTitle;
      else if (is_prose(blocks_[i]))
        ++prose;
    }
  }

  void apply_rules() {
    size_t total = 0, before = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i)) total += blocks_[i].stats.words;
    }
    for (size_t i = 0; i < blocks_.size(); ++i) {
      bool section = is_chrome(i) && a_.matches[i].rule->effect == Effect::kCutSection;
      if (!kept(i) && !section) continue;
      const PageBlock& b = blocks_[i];
      size_t here = before;
      if (kept(i)) before += b.stats.words;
      if (is_reference_mark(b.text)) reasons_[i] = kReference;
      const ChromeRule* rule = a_.matches[i].rule;
      if (!rule || b.kind == BlockKind::kCode || b.kind == BlockKind::kTable) continue;
      size_t after = total - before;
      bool start = here < 60 || here * 5 < total, end = after < 100 || here * 2 > total;
      bool applies = rule->where == Where::kAnywhere || (rule->where == Where::kStart && start) ||
                     (rule->where == Where::kEnd && end) ||
                     (rule->where == Where::kEdges && (start || end));
      if (applies) apply(i, *rule);
    }
  }

  void apply(size_t i, const ChromeRule& rule) {
    switch (rule.effect) {
      case Effect::kCut:
        reasons_[i] = rule.name;
        break;
      case Effect::kCutSection:
        cut_section(i, rule.name);
        break;
      case Effect::kTrimStart:
        trim_label(i);
        break;
      case Effect::kSignature:
      case Effect::kCueOnly:
        break;
    }
  }

  // The label, what stands in a small box with it, and the links under it.
  void cut_section(size_t i, std::string_view name) {
    reasons_[i] = name;
    NodeId box = blocks_[i].node;
    uint32_t most = a_.outline.sums[a_.outline.container].words / 4;
    for (NodeId up = dom_[box].parent; up != kNoNode; up = dom_[up].parent) {
      if (a_.outline.sums[up].words > std::min(most, 400u)) break;
      box = up;
    }
    bool heading = blocks_[i].kind == BlockKind::kHeading;
    for (size_t j = i + 1; j < blocks_.size() && j <= i + kSectionBlocks; ++j) {
      const PageBlock& b = blocks_[j];
      bool inside = b.node >= box && b.node < dom_[box].end;
      bool next = heading && b.kind == BlockKind::kHeading && b.level <= blocks_[i].level;
      bool linked = b.link_words * 2 > b.stats.words;
      if (!inside && !a_.teasers[j] && (next || !linked)) break;
      if (kept(j)) reasons_[j] = name;
    }
  }

  // "Lead: text" keeps the text.
  void trim_label(size_t i) {
    std::string& text = texts_[i];
    size_t end = std::string::npos;
    for (std::string_view mark : {"：", ":", "】", "]"}) {
      size_t found = text.find(mark);
      if (found < 40 && (end == std::string::npos || found + mark.size() < end)) {
        end = found + mark.size();
      }
    }
    if (end == std::string::npos) return;
    text = std::string(trimmed(std::string_view(text).substr(end)));
    if (text.empty()) reasons_[i] = "lead label";
  }

  std::vector<size_t> last_kept(size_t most) const {
    std::vector<size_t> last;
    for (size_t i = blocks_.size(); i-- > 0 && last.size() < most;) {
      if (kept(i)) last.push_back(i);
    }
    return last;
  }

  void trim_signatures() {
    bool final = true;
    for (size_t i : last_kept(4)) {
      std::string_view text = texts_[i];
      std::string_view rest = without_signature(text, final);
      if (rest.size() == text.size()) {
        if (is_prose(blocks_[i])) final = false;
        continue;
      }
      texts_[i] = std::string(rest);
      if (rest.empty())
        reasons_[i] = "closing bracket";
      else
        final = false;
    }
  }

  // A heading whose box holds other blocks, of which none is kept.
  void drop_lone_headings() {
    std::vector<uint32_t> before(blocks_.size() + 1, 0);  // kept blocks before each
    for (size_t i = 0; i < blocks_.size(); ++i) before[i + 1] = before[i] + kept(i);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i) || blocks_[i].kind != BlockKind::kHeading || scores_[i] > kSure) continue;
      NodeId box = dom_[blocks_[i].node].parent;
      if (box == kNoNode) continue;
      size_t first = i, last = i + 1;
      while (first > 0 && blocks_[first - 1].node >= box) --first;
      while (last < blocks_.size() && blocks_[last].node < dom_[box].end) ++last;
      if (last - first > 1 && before[last] - before[first] == 1) reasons_[i] = kLoneHeading;
    }
  }

  // A body does not end with a heading, nor with a lone line of dashes.
  void trim_ends() {
    for (size_t i : last_kept(6)) {
      const PageBlock& b = blocks_[i];
      if (b.kind == BlockKind::kHeading)
        reasons_[i] = kLoneHeading;
      else if (b.stats.words > 0)
        break;
      else
        reasons_[i] = "rule";
    }
  }

  Body finish() {
    Body body;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i)) continue;
      body.kept.push_back(i);
      body.texts.push_back(std::move(texts_[i]));
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
  std::vector<std::string> texts_;
  bool thread_ = false;
};

}  // namespace

Body choose_body(const Dom& dom, const Analysis& analysis, std::span<const float> scores) {
  return Chooser(dom, analysis, scores).run();
}

}  // namespace winnow
