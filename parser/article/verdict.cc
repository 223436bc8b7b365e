#include "parser/article/verdict.h"

#include <algorithm>

#include "parser/article/chrome_rules.h"
#include "parser/article/declared_type.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr uint32_t kShortBody = 150;  // words; a longer one is no error page, no wall
constexpr uint32_t kFewWords = 40;
constexpr uint32_t kTeaserWords = 120;
constexpr float kLikelyBody = 1.5f;      // log-odds of a body that is no list of links
constexpr uint32_t kLongestWords = 500;  // characters, a mean
constexpr size_t kNone = SIZE_MAX;
constexpr size_t kNear = 3;  // blocks between a headline and its text, and one more

bool says_error(const Analysis& a, std::string_view title) {
  auto bit = 1u << static_cast<int>(Cue::kError);
  if (match_rules(title, stats_of(title).words).cues & bit) return true;
  for (size_t i = 0; i < a.page.blocks.size(); ++i) {
    if (a.page.blocks[i].stats.words <= 25 && (a.matches[i].cues & bit)) return true;
  }
  return false;
}

bool asks_for_password(const Dom& dom) {
  for (const Node& node : dom.nodes()) {
    if (node.is(GUMBO_TAG_INPUT) && dom.attribute(node, "type") == "password") return true;
  }
  return false;
}

// The body has a line of a login or pay wall.
bool asks_to_sign_in(const Analysis& a, const Body& body) {
  constexpr uint32_t kCues =
      1u << static_cast<int>(Cue::kLogin) | 1u << static_cast<int>(Cue::kSubscribe);
  return std::ranges::any_of(body.kept, [&](size_t i) { return a.matches[i].cues & kCues; });
}

// What a body and its page are made of, in words.
struct Makeup {
  uint32_t page = 0, page_links = 0, page_teasers = 0;
  uint32_t links = 0;  // of the body
  uint32_t prose = 0;  // of the body, outside teasers
};

Makeup makeup_of(const Analysis& a, const Body& body) {
  Makeup m;
  for (size_t i = 0; i < a.page.blocks.size(); ++i) {
    const PageBlock& b = a.page.blocks[i];
    m.page += b.stats.words;
    m.page_links += b.link_words;
    if (a.teasers[i]) m.page_teasers += b.stats.words;
  }
  for (size_t i : body.kept) {
    const PageBlock& b = a.page.blocks[i];
    m.links += b.link_words;
    if (is_prose(b) && !a.teasers[i]) m.prose += b.stats.words;
  }
  return m;
}

// The headline of another page that stands right over the block and in one box with it, or is the
// block; kNone if there is none.
size_t headline_over(const Dom& dom, const Analysis& a, size_t block) {
  const NodeId node = a.page.blocks[block].node;
  for (size_t i = block + 1; i-- > 0 && block - i <= kNear;) {
    const PageBlock& b = a.page.blocks[i];
    const NodeId box = dom[b.node].parent;
    if (b.kind != BlockKind::kHeading || box == kNoNode) continue;
    bool over = node >= box && node < dom[box].end;
    bool other = b.link_words == b.stats.words && a.outline.title_share[i] < 0.5f;
    return over && other && !target_of(dom, b).empty() ? i : kNone;
  }
  return kNone;
}

// A short text under a headline that leads to another page, and is not this page's title; or such
// texts alone.
bool is_excerpt(const Dom& dom, const Analysis& a, const Body& body) {
  if (body.words == 0) return false;
  const size_t first = headline_over(dom, a, body.kept.front());
  if (first != kNone && body.words <= 2 * kTeaserWords) {
    const NodeId box = dom[a.page.blocks[first].node].parent;
    if (body.words <= kTeaserWords || a.outline.repeats[box].count > 1)
      return !declares_article(dom);
  }
  size_t headlines = 0, last = kNone;
  for (size_t i : body.kept) {
    if (!is_prose(a.page.blocks[i])) continue;
    const size_t headline = headline_over(dom, a, i);
    if (headline == kNone) return false;
    headlines += headline != last;
    last = headline;
  }
  return headlines >= 2 && !declares_article(dom);
}

bool is_listing(const Makeup& m, const Body& body) {
  bool linked = m.page_links * 5 > m.page * 2;
  if (body.words == 0) return linked && m.page > kFewWords;
  // An article may be full of links, or stand inside of one that nobody closed.
  if (m.links * 2 > body.words) return body.words < kShortBody || body.likelihood < kLikelyBody;
  if (m.prose == 0 && linked && body.words < kShortBody) return true;
  return m.prose < kFewWords && m.page_teasers * 2 > m.page;
}

}  // namespace

Verdict judge(const Dom& dom, const Analysis& a, const Body& body, const ArticleOptions& options) {
  uint32_t characters = 0;
  for (size_t i : body.kept) characters += a.page.blocks[i].stats.characters;
  // What has no words is no text in any script, those written without spaces included.
  bool enough = !body.kept.empty() && characters >= options.min_chars &&
                characters / kLongestWords <= body.words;
  Makeup makeup = makeup_of(a, body);
  if (body.words < kShortBody) {
    if (says_error(a, page_title(dom)) && body.words < kShortBody / 2) return Verdict::kErrorPage;
    bool wall = makeup.prose < kFewWords && asks_to_sign_in(a, body);
    if ((wall || !enough) && asks_for_password(dom)) return Verdict::kLogin;
  }
  if (is_listing(makeup, body) || is_excerpt(dom, a, body)) return Verdict::kListing;
  if (!enough) return Verdict::kEmpty;
  return is_thread(dom, a, body.kept) ? Verdict::kThread : Verdict::kArticle;
}

}  // namespace winnow
