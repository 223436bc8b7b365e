#pragma once
#include <span>
#include <string>
#include <string_view>

#include "parser/extraction.h"

namespace winnow {

// The blocks as Markdown: CommonMark 0.31, tables as GitHub Flavored Markdown 0.29 4.10 has them.
// Blocks are divided by an empty line, items of one list by a line feed; formulas stand between $$
// lines, captions are emphasised, posts of a thread are divided by a rule. What has a meaning in
// Markdown is escaped, so the text is shown as it is in the block. A list's marker is "-", since a
// block does not say whether its list was numbered. Links are those that the blocks have, as
// [text](<url>). Ends with a line feed, or is empty.
std::string markdown_of(std::span<const Block> blocks);

// One block's text on one line, with what would mean something inside a paragraph escaped.
std::string markdown_text(std::string_view text);

}  // namespace winnow
