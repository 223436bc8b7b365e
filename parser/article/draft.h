#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "parser/article/labeller.h"
#include "parser/html/dom.h"

namespace winnow {

// A body in the making. The steps of choose_body take blocks away or back, one after the other.
struct Draft {
  const Dom& dom;
  const Analysis& analysis;
  std::span<const float> scores;          // log-odds per block of the page
  std::vector<std::string_view> reasons;  // per block: why it is not in the body; empty if it is
  std::vector<std::string_view> texts;    // per block, trimmed by rules

  const std::vector<PageBlock>& blocks() const { return analysis.page.blocks; }
  bool kept(size_t i) const { return reasons[i].empty(); }
};

// Takes back blocks that belong to the kept ones around them, although by themselves they are not
// likely enough: lines, captions, headings, tables, items of a list.
void fill_gaps(Draft& draft);

// What is the text of something else: teasers of other pages, comments under an article, the box
// about its author, links to other pages.
void drop_teasers(Draft& draft);
void drop_comments(Draft& draft);
void drop_biographies(Draft& draft);
void drop_capital_links(Draft& draft);

// What the body says twice: copies of a paragraph, quotes of an earlier post, and the title at its
// start, in one block or broken over several. The heading of a thread is its title, however likely.
void drop_copies(Draft& draft);
void drop_requotes(Draft& draft);
void drop_title(Draft& draft, bool thread);

// What the chrome rules cut (chrome_table.cc), lines without words, reference marks, hashtags.
void cut_chrome(Draft& draft);

// Signatures in closing brackets, headings whose text is gone, and what a body does not end with.
void trim_signatures(Draft& draft);
void drop_lone_headings(Draft& draft);
void trim_ends(Draft& draft);

}  // namespace winnow
