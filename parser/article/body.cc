#include "parser/article/body.h"

#include "parser/article/draft.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr std::string_view kUnlikely = "unlikely";
constexpr uint32_t kFewWords = 30;
constexpr float kManyTimes = 3;      // as many words
constexpr float kMostlyMissed = 8;   // times as many words by the lower bar
constexpr float kSure = 1.8f;        // log-odds, a mean
constexpr float kUnsure = 0.8f;      // log-odds, a mean
constexpr float kLowBar = -1;        // log-odds that suffice where nothing is sure
constexpr float kLabelled = -1;      // log-odds that suffice for a labelled lead
constexpr float kNamedLead = -1.3f;  // and for one that only its class names
constexpr int kQuestionLevels = 4;   // above a block, to look for the question it stands in
constexpr size_t kLeadBlocks = 12;   // that may stand between a lead and the text
constexpr uint32_t kLeadWords = 8;
constexpr float kPost = -1;  // log-odds that suffice in a post of a thread

struct Likely {
  float words = 0, scores = 0;  // of blocks above the bar; scores by words
};

Likely likely_above(const Draft& d, float bar) {
  Likely likely;
  for (size_t i = 0; i < d.scores.size(); ++i) {
    if (d.scores[i] <= bar) continue;
    const auto words = static_cast<float>(d.blocks()[i].stats.words);
    likely.words += words;
    likely.scores += words * d.scores[i];
  }
  return likely;
}

// A page with hardly anything likely, or nothing sure, or of which a lower bar gives many times as
// much, gets a second look with that bar: it is unlike the pages learned from, and the scores of
// all its blocks are low.
void keep_likely(Draft& d) {
  const Likely likely = likely_above(d, 0);
  const bool low = likely.words < kFewWords || likely.scores < kUnsure * likely.words ||
                   likely_above(d, kLowBar).words > kMostlyMissed * likely.words;
  for (size_t i = 0; i < d.scores.size(); ++i)
    if (d.scores[i] <= (low ? kLowBar : 0)) d.reasons[i] = kUnlikely;
}

// Are the surest blocks comments for the most part? Then they are what the page is for.
bool mostly_comments(const Draft& d) {
  float comments = 0, others = 0, scores = 0;
  for (size_t i = 0; i < d.scores.size(); ++i) {
    if (!d.kept(i)) continue;
    const PageBlock& b = d.blocks()[i];
    const auto words = static_cast<float>(b.stats.words);
    if (!is_comment(d.dom, d.analysis, b)) {
      others += words;
      continue;
    }
    comments += words;
    scores += words * d.scores[i];
  }
  return comments > kFewWords && comments > kManyTimes * others && scores > kSure * comments;
}

// The block is about who wrote the post: a panel with the name, rank and counts, or a signature.
bool is_about_poster(const Draft& d, const PageBlock& b, NodeId post) {
  for (NodeId id = b.node; id != post; id = d.dom[id].parent) {
    if (d.analysis.page.hints[id] & kHintSignature) return true;
  }
  return false;
}

// What opens a thread, before its first kept post: a question has no siblings of its shape.
bool is_question(const Draft& d, const PageBlock& b) {
  if (!is_prose(b)) return false;
  NodeId id = b.node;
  for (int level = 0; level < kQuestionLevels && id != kNoNode; ++level, id = d.dom[id].parent) {
    const Hints hints = d.analysis.page.hints[id];
    if (hints & (kHintRelated | kHintSidebar | kHintAdvert)) return false;
    if (hints & kHintPost) return true;
  }
  return false;
}

// Posts of a thread are alike: what stands in one needs less to be likely.
void keep_posts(Draft& d) {
  bool posts = false;  // one is kept
  for (size_t i = 0; i < d.scores.size(); ++i) {
    const PageBlock& b = d.blocks()[i];
    const NodeId post = post_of(d.dom, d.analysis, b);
    posts |= d.kept(i) && post != kNoNode;
    if (d.kept(i) || d.scores[i] < kPost || b.link_words > 0 || d.analysis.matches[i].rule)
      continue;
    if (b.kind == BlockKind::kQuote) continue;  // of an earlier post
    bool in_post = post != kNoNode && !is_about_poster(d, b, post);
    if (in_post || (!posts && post == kNoNode && is_question(d, b))) d.reasons[i] = {};
  }
}

// The element of the block or the one around it calls itself a lead.
bool names_lead(const Draft& d, const PageBlock& b) {
  const auto& hints = d.analysis.page.hints;
  const NodeId parent = d.dom[b.node].parent;
  const Hints own = hints[b.node] | b.inline_hints | (parent == kNoNode ? 0 : hints[parent]);
  return (own & kHintLead) && !(own & (kHintCaption | kHintMeta | kHintComment | kHintShare));
}

// Leads: what a label says is one (导读：…), and between the title and the text what its class
// does.
void keep_leads(Draft& d) {
  constexpr uint32_t kLead = 1u << static_cast<int>(Cue::kLead);
  const auto& blocks = d.blocks();
  const auto& outline = d.analysis.outline;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (d.scores[i] > kLabelled && (d.analysis.matches[i].cues & kLead)) d.reasons[i] = {};
  }
  size_t text = 0;
  while (text < blocks.size() && !(d.kept(text) && is_prose(blocks[text]))) ++text;
  if (text == blocks.size()) return;
  for (size_t i = text; i-- > 0 && text - i <= kLeadBlocks;) {
    const PageBlock& b = blocks[i];
    if (outline.title_share[i] > 0.85f) {
      if (outline.title_cover[i] > 0.5f) break;
      continue;
    }
    bool chrome = b.link_words > 0 || (b.places & kHidden) || d.analysis.matches[i].rule;
    bool likely = b.stats.words >= kLeadWords && d.scores[i] > kNamedLead;
    if (!chrome && likely && names_lead(d, b)) d.reasons[i] = {};
  }
}

std::vector<size_t> kept_blocks(const Draft& d) {
  std::vector<size_t> indexes;
  for (size_t i = 0; i < d.reasons.size(); ++i) {
    if (d.kept(i)) indexes.push_back(i);
  }
  return indexes;
}

}  // namespace

Body choose_body(const Dom& dom, const Analysis& analysis, std::span<const float> scores) {
  Draft d{dom, analysis, scores, std::vector<std::string_view>(scores.size()), {}};
  for (const PageBlock& b : d.blocks()) d.texts.push_back(b.text);
  keep_likely(d);
  keep_leads(d);
  drop_teasers(d);
  fill_gaps(d);
  const bool thread = is_thread(dom, analysis, kept_blocks(d)) || mostly_comments(d);
  if (thread) {
    keep_posts(d);
    drop_requotes(d);
  } else {
    drop_comments(d);
    drop_copies(d);
    drop_biographies(d);
    drop_capital_links(d);
  }
  drop_title(d, thread);
  cut_chrome(d);
  trim_signatures(d);
  if (!thread) drop_lone_headings(d);
  trim_ends(d);
  Body body;
  body.kept = kept_blocks(d);
  for (size_t i : body.kept) {
    body.texts.emplace_back(d.texts[i]);
    body.words += d.blocks()[i].stats.words;
    body.likelihood += scores[i] * static_cast<float>(d.blocks()[i].stats.words);
  }
  if (body.words > 0) body.likelihood /= static_cast<float>(body.words);
  body.reasons = std::move(d.reasons);
  return body;
}

}  // namespace winnow
