#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "parser/article/hints.h"
#include "parser/article/text_stats.h"
#include "parser/extraction.h"
#include "parser/html/dom.h"

namespace winnow {

// Where a block stands, by the tags of its ancestors. A set of bits.
enum Place : uint16_t {
  kInArticle = 1 << 0,
  kInMain = 1 << 1,  // main or role=main
  kInAside = 1 << 2,
  kInHeader = 1 << 3,
  kInFooter = 1 << 4,
  kInNav = 1 << 5,
  kInForm = 1 << 6,
  kInList = 1 << 7,  // ul, ol, dl
  kInTable = 1 << 8,
  kInQuote = 1 << 9,
  kInFigure = 1 << 10,
  kInButton = 1 << 11,
  kHidden = 1 << 12,         // hidden, aria-hidden, display:none
  kInArticleBody = 1 << 13,  // itemprop=articleBody
  kInListItem = 1 << 14,
  kInHeading = 1 << 15,
};

// One run of text between two block boundaries (block-level tags, br), anywhere on the page.
struct PageBlock {
  BlockKind kind = BlockKind::kParagraph;
  uint8_t level = 0;
  uint16_t places = 0;
  NodeId node = 0;          // nearest block-level element around it
  NodeId first = 0;         // its first text node
  NodeId last = 0;          // and its last
  uint32_t link_words = 0;  // inside a
  uint16_t links = 0;
  uint32_t bold_words = 0;
  uint16_t images_before = 0;  // img since the block before
  bool after_break = false;    // begins after br, not after a tag's boundary
  bool before_break = false;
  Hints inline_hints = 0;  // of inline elements that wrap it whole
  TextStats stats;
  std::string text;
};

// What is known of each node after one pass. Vectors are parallel to the tree's nodes.
struct PageBlocks {
  std::vector<PageBlock> blocks;  // in document order
  std::vector<Hints> hints;       // of the element's own attributes
  std::vector<Hints> path_hints;  // and of its ancestors, html and body left out
  NodeId body = 0;
};

// Cuts the whole page into blocks. Linear in nodes, attributes and text.
PageBlocks cut_blocks(const Dom& dom);

}  // namespace winnow
