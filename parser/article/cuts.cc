#include <algorithm>

#include "parser/article/draft.h"
#include "parser/article/signature.h"
#include "parser/article/text_stats.h"

namespace winnow {
namespace {

constexpr std::string_view kNoWords = "no words";
constexpr std::string_view kHashtags = "hashtags";
constexpr std::string_view kReference = "reference mark";
constexpr float kCertain = 3.5f;   // log-odds of prose that no rule may cut
constexpr float kCertainLast = 6;  // and of its last lines, where the rule is about the end
constexpr uint32_t kLastWords = 30;
constexpr uint32_t kSectionWords = 400;
constexpr uint32_t kTextWords = 60;
constexpr size_t kSectionBlocks = 40;  // that one heading may take away

// The label, what stands in a small box with it, and the links under it. `before`: words of the
// body that stand before it.
void cut_section(Draft& d, size_t i, size_t before, std::string_view name) {
  const auto& blocks = d.blocks();
  d.reasons[i] = name;
  NodeId box = blocks[i].node;
  const auto& sums = d.analysis.outline.sums;
  NodeId parent = d.dom[box].parent;
  bool heads = parent != kNoNode && i > 0 && blocks[i - 1].node < parent;
  uint32_t most = std::min(sums[d.analysis.outline.container].words / 4, kSectionWords);
  if (heads && before >= kTextWords && sums[parent].words <= kSectionWords) {
    box = parent;  // the element that it heads, under a text
  }
  for (NodeId up = d.dom[box].parent; up != kNoNode; up = d.dom[up].parent) {
    if (sums[up].words > most) break;
    box = up;
  }
  bool heading = blocks[i].kind == BlockKind::kHeading;
  for (size_t j = i + 1; j < blocks.size() && j <= i + kSectionBlocks; ++j) {
    const PageBlock& b = blocks[j];
    bool inside = b.node >= box && b.node < d.dom[box].end;
    bool next = heading && b.kind == BlockKind::kHeading && b.level <= blocks[i].level;
    bool linked = b.link_words * 2 > b.stats.words;
    if (!inside && !d.analysis.teasers[j] && (next || !linked)) break;
    if (d.kept(j)) d.reasons[j] = name;
  }
}

// "Lead: text" keeps the text.
void trim_label(Draft& d, size_t i) {
  std::string_view& text = d.texts[i];
  size_t end = std::string::npos;
  for (std::string_view mark : {"：", ":", "】", "]"}) {
    size_t found = text.find(mark);
    if (found < 40 && (end == std::string::npos || found + mark.size() < end)) {
      end = found + mark.size();
    }
  }
  if (end == std::string::npos) return;
  text = trimmed(text.substr(end));
  if (text.empty()) d.reasons[i] = "lead label";
}

void apply(Draft& d, size_t i, size_t before, const ChromeRule& rule) {
  switch (rule.effect) {
    case Effect::kCut:
      d.reasons[i] = rule.name;
      break;
    case Effect::kCutSection:
      cut_section(d, i, before, rule.name);
      break;
    case Effect::kTrimStart:
      trim_label(d, i);
      break;
    case Effect::kSignature:
    case Effect::kCueOnly:
      break;
  }
}

}  // namespace

void cut_chrome(Draft& d) {
  const auto& blocks = d.blocks();
  size_t total = 0, before = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (d.kept(i)) total += blocks[i].stats.words;
  }
  for (size_t i = 0; i < blocks.size(); ++i) {
    bool section =
        d.analysis.matches[i].rule && d.analysis.matches[i].rule->effect == Effect::kCutSection;
    if (!d.kept(i) && !section) continue;
    const PageBlock& b = blocks[i];
    size_t here = before;
    if (d.kept(i)) before += b.stats.words;
    if (is_reference_mark(b.text)) d.reasons[i] = kReference;
    if (b.stats.words == 0 && b.kind == BlockKind::kParagraph) d.reasons[i] = kNoWords;
    if (is_hashtags(b.text)) d.reasons[i] = kHashtags;
    const ChromeRule* rule = d.analysis.matches[i].rule;
    if (!rule || b.kind == BlockKind::kCode) continue;
    if (b.kind == BlockKind::kTable && rule->where != Where::kStart) continue;  // of facts
    size_t after = total - before;
    bool start = here < 60 || here * 5 < total, end = after < 100 || here * 2 > total;
    bool last = total - before <= kLastWords && rule->where == Where::kEnd;
    bool certain = d.scores[i] > (last ? kCertainLast : kCertain) && is_prose(b);
    if (certain && rule->cue != Cue::kTitleLine) continue;
    bool applies = rule->where == Where::kAnywhere || (rule->where == Where::kStart && start) ||
                   (rule->where == Where::kEnd && end) ||
                   (rule->where == Where::kEdges && (start || end));
    if (applies) apply(d, i, here, *rule);
  }
}

}  // namespace winnow
