#pragma once
#include <cstdint>

#include "parser/html/dom.h"

namespace winnow {

// What the byte pass must know of a tag, as bits.
enum TagTrait : uint16_t {
  kRcData = 1 << 0,      // its content is text with character references (title, textarea)
  kRawText = 1 << 1,     // its content is text as it stands (style, xmp, ...)
  kFormatting = 1 << 2,  // in the list of active formatting elements, HTML Standard 13.2.4.3
  kPreformatted = 1 << 3,
  kScopeMarker = 1 << 4,  // ends the search for an element "in scope", 13.2.4.2; or ignores tags
  kBreakout = 1 << 5,     // leaves foreign content, 13.2.6.5
  kMathMl = 1 << 6,
  kContentDropped = 1 << 7,  // by the contract of Dom
  kGivesUp = 1 << 8,         // so rare and odd that the page is left to Gumbo whole
  kVoid = 1 << 9,            // has no content and no end tag
  kSpecial = 1 << 10,        // 13.2.4.2; an end tag of another kind does not pass it
  kImplied = 1 << 11,        // its end tag may be left out
  // What its tags do where it is a plain element (PlainElements):
  kPlainInline = 1 << 12,  // its start tag reconstructs the active formatting elements
  kPlainBlock = 1 << 13,   // it closes a p
  kPlainItem = 1 << 14,    // it closes a p, and items before it
};

uint16_t traits_of(Tag tag);
inline bool has_trait(Tag tag, uint16_t traits) { return (traits_of(tag) & traits) != 0; }

}  // namespace winnow
