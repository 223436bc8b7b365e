#include "parser/article/verdict.h"

#include <algorithm>

#include "parser/article/chrome_rules.h"
#include "parser/article/thread.h"

namespace winnow {
namespace {

constexpr uint32_t kShortBody = 150;    // words; a longer one is no error page, no wall
constexpr uint32_t kHeadlineWords = 4;  // linked in a teaser
constexpr uint32_t kTeaserWords = 150;  // at most, of a teaser on a listing
constexpr uint32_t kFewestTeasers = 4;

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

// Kept words that stand in teasers: one of several siblings of one shape, short, with a linked
// headline in each.
uint32_t teaser_words(const Dom& dom, const Analysis& a, const Body& body) {
  uint32_t words = 0;
  for (size_t i : body.kept) {
    const PageBlock& b = a.page.blocks[i];
    NodeId id = b.node;
    for (int level = 0; level < 6 && id != kNoNode; ++level, id = dom[id].parent) {
      const NodeSums& s = a.outline.sums[id];
      if (s.words > kTeaserWords) break;
      if (a.outline.repeats[id].count < kFewestTeasers || s.link_words < kHeadlineWords) continue;
      if (s.link_words * 6 < s.words) continue;
      words += b.stats.words;
      break;
    }
  }
  return words;
}

bool is_listing(const Dom& dom, const Analysis& a, const Body& body) {
  uint32_t words = 0, link_words = 0;
  for (const PageBlock& b : a.page.blocks) words += b.stats.words, link_words += b.link_words;
  uint32_t kept_links = 0, longest = 0;
  for (size_t i : body.kept) {
    kept_links += a.page.blocks[i].link_words;
    if (is_prose(a.page.blocks[i])) longest = std::max(longest, a.page.blocks[i].stats.words);
  }
  if (body.words == 0) return link_words * 2 > words && words > 100;
  if (kept_links * 2 > body.words) return true;
  bool link_page = link_words * 5 > words * 2 && body.words * 4 < words;
  return link_page && teaser_words(dom, a, body) * 2 > body.words && longest < 200;
}

}  // namespace

Verdict judge(const Dom& dom, const Analysis& a, const Body& body, const ArticleOptions& options) {
  uint32_t characters = 0;
  for (size_t i : body.kept) characters += a.page.blocks[i].stats.characters;
  bool enough = characters >= options.min_chars;
  if (body.words < kShortBody) {
    if (says_error(a, page_title(dom)) && body.words < kShortBody / 2) return Verdict::kErrorPage;
    if (!enough && asks_for_password(dom)) return Verdict::kLogin;
  }
  if (is_listing(dom, a, body)) return Verdict::kListing;
  if (!enough) return Verdict::kEmpty;
  return is_thread(dom, a, body.kept) ? Verdict::kThread : Verdict::kArticle;
}

}  // namespace winnow
