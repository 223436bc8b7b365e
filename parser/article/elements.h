#pragma once
#include <cstdint>

#include "parser/html/dom.h"

namespace winnow {

// What a tag means for cutting a page into blocks.
enum class ElementRole : uint8_t {
  kInline,
  kBlock,     // begins and ends a block
  kHeading,   // h1-h6
  kListItem,  // li, dd, dt
  kQuote,
  kCode,     // pre, listing, xmp, plaintext: white space counts
  kCaption,  // figcaption, caption
  kTable,
  kBreak,    // br, hr
  kFormula,  // math
  kSkip,     // its text is never content: script, style, select, rt
};

ElementRole role_of(Tag tag);
inline bool is_block(ElementRole role) {
  return role != ElementRole::kInline && role != ElementRole::kFormula &&
         role != ElementRole::kSkip;
}

// Level of h1-h6, else 0.
inline int heading_level(Tag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

}  // namespace winnow
