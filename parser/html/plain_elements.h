#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "parser/html/dom.h"

namespace winnow {

// Tells which elements tree construction treats just as it treats a text in their place, so that a
// skeleton needs but one character for the whole of such an element, and Gumbo is asked only about
// what is not plain. An element is plain if
// - it is opened and closed properly, with nothing but text and plain elements in it;
// - its tags close and move no other element (HTML Standard 13.2.6.4.7): an inline element, or a
//   block where no p is open;
// - it stands where elements and texts go to the same place: in a cell, or in no table at all;
// - the list of active formatting elements is after it what it was before.
//
// It is told of every tag. Where it cannot be sure it says no; the tests compare with what Gumbo
// makes of the page itself.
class PlainElements {
 public:
  struct Open {
    Tag tag;
    uint32_t start_tag;  // its number in the skeleton
    size_t begin;        // of its start tag in the skeleton
    size_t content;      // behind it
  };

  // A start tag. True: it may become a plain element's; say where it is with opened().
  // `usual`: it is neither in select, template nor foreign content. What is in math is not told.
  bool start(Tag tag, bool usual);
  void opened(const Open& open);
  // A start tag that is a plain element by itself (br, img): asked before start().
  bool stands_alone(Tag tag, bool usual) const;

  // An end tag. The element that it closes, if this is the innermost open one that may be plain.
  std::optional<Open> end(Tag tag);
  // Any other end tag. What is open is not plain, then.
  void other_end(Tag tag, bool usual);

 private:
  // Whether it is sure that elements and texts go to the same place.
  bool in_place() const {
    return (cells_.empty() || cells_.back()) && !never_ && blocks_in_a_ < kMostBlocksInA;
  }
  bool no_paragraph() const { return !in_paragraph_ && !never_sure_of_p_ && !is_open(GUMBO_TAG_P); }
  bool is_open(Tag tag) const;
  bool may_be_plain(Tag tag) const;
  bool may_be_plain_formatting(Tag tag) const;
  bool may_be_plain_block(Tag tag) const;

  void note_unusual(Tag tag);
  void other_start(Tag tag);
  void give_up_open();
  void given_to_gumbo(Tag tag);
  void note_table(Tag tag);
  void note_table_end(Tag tag);
  void note_paragraph(Tag tag);
  void note_formatting(Tag tag);
  void entered(Tag tag);
  void left(Tag tag);
  void forget_a(uint32_t count);
  bool nests(Tag tag) const;
  void lose(Tag tag);
  void lose_nest();

  // The adoption agency stops after eight blocks (HTML Standard 13.2.6.4.7): it has moved the
  // elements in the last of them, but no text that Gumbo has not placed yet.
  static constexpr uint32_t kMostBlocksInA = 8;

  std::vector<Open> open_;
  // Of the open tables, the innermost last: whether a cell or a caption of it is open for sure.
  std::vector<bool> cells_;
  // Gumbo's open elements from a formatting element on, as long as it is sure that they are closed
  // one by one, so that the formatting element leaves the list of active ones at its end tag.
  std::vector<Tag> nest_;
  // Formatting elements that may stay in that list, by tag, and all together.
  std::array<uint32_t, GUMBO_TAG_LAST + 1> lost_{};
  uint32_t all_lost_ = 0;
  uint32_t open_a_ = 0;        // that may be open or in that list, open_ included
  uint32_t blocks_in_a_ = 0;   // that may be open in these; more rather than fewer
  bool has_markers_ = false;   // may be in the list, beside those of tables
  bool in_paragraph_ = false;  // a p may be open that a block would close
  bool never_sure_of_p_ = false;
  uint32_t open_headings_ = 0;  // which another may close
  bool had_button_ = false;     // one may be open
  bool never_ = false;          // is anything plain from here on
};

}  // namespace winnow
