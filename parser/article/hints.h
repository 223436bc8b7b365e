#pragma once
#include <cstdint>
#include <string_view>

namespace winnow {

// What the words in an element's class, id, role and itemprop attributes say of it. A set of bits.
using Hints = uint32_t;
enum Hint : Hints {
  kHintBody = 1u << 0,        // article-body, entry-content, articleBody
  kHintContent = 1u << 1,     // content, main, text: weak
  kHintPost = 1u << 2,        // post, message, answer: also a unit of a thread
  kHintNavigation = 1u << 3,  // nav, menu, breadcrumb, toc, skip links
  kHintHeader = 1u << 4,      // header, masthead, banner, logo, top
  kHintFooter = 1u << 5,      // footer, bottom
  kHintSidebar = 1u << 6,     // sidebar, aside, rail, widget
  kHintComment = 1u << 7,     // comments, replies, disqus
  kHintShare = 1u << 8,       // share, social, follow, like
  kHintRelated = 1u << 9,     // related, recommend, popular, rank, more
  kHintAdvert = 1u << 10,     // ad, sponsor, promo, product
  kHintMeta = 1u << 11,       // byline, author, date, info, source, views
  kHintTags = 1u << 12,       // tags, keywords, categories
  kHintTitle = 1u << 13,      // title, headline
  kHintCaption = 1u << 14,    // caption, credit, figure, gallery
  kHintForm = 1u << 15,       // login, subscribe, newsletter, search, form
  kHintLegal = 1u << 16,      // copyright, disclaimer, licence, cookie, consent
  kHintPager = 1u << 17,      // pagination, prev, next
  kHintHidden = 1u << 18,     // hidden, sr-only, print-only
  kHintBio = 1u << 19,        // author box, about the author
  kHintMedia = 1u << 20,      // player, video, audio, slider
  kHintQuote = 1u << 21,      // quote, pullquote, tweet embeds
  kHintLead = 1u << 22,       // lead, standfirst, intro, teaser
  kHintList = 1u << 23,       // list, grid, card, item, teaser, feed
  kHintButton = 1u << 24,     // button, toolbar, action, print, font size
  kHintPopup = 1u << 25,      // modal, overlay, tooltip
  kHintSignature = 1u << 26,  // forum signature, avatar, user panel
  kHintNote = 1u << 27,       // footnote, reference, info box
  kHintSummary = 1u << 28,    // summary, dek, excerpt, description
};
inline constexpr int kHintCount = 29;

// The hints of one attribute value: split into words at punctuation and camelCase, each looked up,
// and each pair of neighbours ("post-content", "postContent" and "postcontent" are the same).
// Words after has/no/with/without/is say nothing of the element itself.
Hints hints_of(std::string_view value);

// hints_of(), of which this thread remembers what it was asked last: the pages of a site repeat few
// values.
Hints remembered_hints(std::string_view value);

}  // namespace winnow
