#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

// A page reduced to what tree construction asks for, since Gumbo spends some 370 instructions on
// every byte it is given: its tags without their attributes, and for each text, and each element
// that is as plain to it as a text (PlainElements), one character that stands for it.
// White space is still white space, as tree construction tells it from text.
struct Skeleton {
  static constexpr uint32_t kNoTag = UINT32_MAX;
  struct Piece {
    std::string_view text;  // of an element: its content, in the skeleton's own notation
    uint32_t tag = kNoTag;  // the element's start tag
  };
  struct StartTag {
    uint32_t first_attribute;
    uint32_t attributes;
    Tag tag;
    AttributeNames names;   // see Node
    std::string_view name;  // lower case; of unknown elements only
  };

  std::string html;                   // for Gumbo
  std::vector<uint32_t> tag_at;       // by offset in `html` / 3: which start tag begins there
  std::vector<StartTag> tags;         // in document order
  std::vector<Attribute> attributes;  // names lower case, references resolved, no duplicates
  std::vector<Piece> pieces;          // what the characters of kFirstPiece and on stand for

  const StartTag& tag_at_offset(size_t offset) const { return tags[tag_at[offset / 3]]; }
};

// Pieces are numbered from here on through the private use planes 15 and 16, less the
// noncharacters.
inline constexpr char32_t kFirstPiece = 0xF0000;
inline constexpr unsigned char kFirstPieceByte =
    0xF3;  // of its UTF-8; only pieces have higher ones
inline constexpr size_t kPiecesInPlane = 0xFFFE;
inline constexpr size_t kMaxPieces = 2 * kPiecesInPlane;
constexpr char32_t piece_character(size_t index) {
  return static_cast<char32_t>(kFirstPiece + index / kPiecesInPlane * 0x10000 +
                               index % kPiecesInPlane);
}
inline void append_piece_character(std::string& html, size_t index) {
  const char32_t c = piece_character(index);  // of four bytes
  const auto trail = [&](int bits) { return static_cast<char>(0x80 | (c >> bits & 0x3F)); };
  const char bytes[] = {static_cast<char>(0xF0 | c >> 18), trail(12), trail(6), trail(0)};
  html.append(bytes, sizeof bytes);
}
// nullopt: it stands for itself.
constexpr std::optional<size_t> piece_index(char32_t c) {
  if (c < kFirstPiece || (c & 0xFFFF) >= kPiecesInPlane) return std::nullopt;
  return (c - kFirstPiece) / 0x10000 * kPiecesInPlane + (c & 0xFFFF);
}

enum class SkeletonResult : uint8_t {
  kMade,
  kNone,      // the page has something, rare and odd, that only whole tree construction can tell
  kTooLarge,  // more than limits.gumbo_bytes, or more pieces than there are numbers for
  kTooManyAttributes,  // of one tag, limits.attributes; or of html and body together
};

// Makes the skeleton of `input`, which is as preprocess() leaves it. Input and `strings`, which
// takes what is not in the input as it stands, must outlive the skeleton. Linear in the input.
SkeletonResult make_skeleton(std::string_view input, const DomLimits& limits, Arena& strings,
                             Skeleton& skeleton);

}  // namespace winnow
