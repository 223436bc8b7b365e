#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/article/outline.h"
#include "parser/html/dom.h"

namespace winnow {

// Per block: the number of the group of teasers that it is part of, from 1; 0 if it is in none. A
// teaser is an element with a headline that links to another page, and little else. A group is at
// least three siblings of one shape, most with a headline of their own.
std::vector<uint32_t> teasers_of(const Dom& dom, const PageBlocks& page, const Outline& outline);

// The href of the link that the block begins in, if it leads to another page; else empty.
std::string_view target_of(const Dom& dom, const PageBlock& block);

}  // namespace winnow
