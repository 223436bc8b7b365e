#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/article/blocks.h"
#include "parser/html/dom.h"

namespace winnow {

// Sums over the blocks of a node's subtree.
struct NodeSums {
  uint32_t words = 0;
  uint32_t link_words = 0;
  uint32_t blocks = 0;
  uint32_t prose_words = 0;  // of blocks that are sentences
  float score = 0;           // handed up by the prose inside, readability's way
};

// How often an element's shape (tag and class) stands among its siblings.
struct Repeats {
  uint32_t count = 1;
  uint32_t linked = 0;  // of them, how many are mostly links
};

// What the blocks say together: sums for every node, the likely container, the title's place.
struct Outline {
  std::vector<NodeSums> sums;
  std::vector<Repeats> repeats;
  std::vector<uint32_t> hops;  // per node: steps up from it to the container's path
  NodeId container = 0;        // holds most of the prose
  NodeId article = 0;        // the article element (or itemprop articleBody) with most prose, or 0
  uint32_t title_block = 0;  // index of the block that is the title; blocks.size() if none
  uint32_t first_prose = 0;  // first and last prose block inside the container
  uint32_t last_prose = 0;
  uint32_t prose_words = 0;        // of the page
  std::vector<float> title_share;  // per block: share of its words that are in the title
  std::vector<float> title_cover;  // and share of the title's words that are in it
  std::vector<uint8_t> copies;     // per block: blocks before it with the same text, at most 255
};

// The text of the title element, or empty.
std::string_view page_title(const Dom& dom);

bool is_prose(const PageBlock& block);

Outline outline_of(const Dom& dom, const PageBlocks& page, std::string_view title);

}  // namespace winnow
