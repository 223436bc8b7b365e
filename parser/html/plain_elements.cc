#include "parser/html/plain_elements.h"

#include <algorithm>

#include "parser/html/tag_traits.h"

namespace winnow {
namespace {

constexpr size_t kMostOpen = 64;    // elements in each other; the tree's builder recurses
constexpr size_t kMostTables = 64;  // in each other
constexpr size_t kMostNested = 256;
// Of more than three equal formatting elements the first is forgotten (the Noah's Ark clause).
constexpr size_t kMostAlike = 2;

bool is_formatting(Tag tag) { return has_trait(tag, kFormatting); }
bool is_heading(Tag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }
bool closes_paragraph(Tag tag) { return has_trait(tag, kPlainBlock | kPlainItem); }

bool is_cell(Tag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
}

// Of what may be open for long, all but what the adoption agency passes over.
bool is_block(Tag tag) { return !has_trait(tag, kFormatting | kPlainInline | kVoid); }

// What stands between a table and its cells.
bool is_of_table(Tag tag) {
  return tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT ||
         tag == GUMBO_TAG_TR || tag == GUMBO_TAG_COLGROUP;
}

bool is_list_of(Tag list, Tag item) {
  if (item == GUMBO_TAG_LI) return list == GUMBO_TAG_UL || list == GUMBO_TAG_OL;
  return list == GUMBO_TAG_DL;
}

}  // namespace

bool PlainElements::is_open(Tag tag) const {
  return std::any_of(open_.begin(), open_.end(), [&](const Open& o) { return o.tag == tag; });
}

bool PlainElements::may_be_plain_formatting(Tag tag) const {
  if (tag == GUMBO_TAG_NOBR) return false;
  const auto is_same = [&](const Open& open) { return open.tag == tag; };
  const size_t alike = static_cast<size_t>(std::count_if(open_.begin(), open_.end(), is_same) +
                                           std::count(nest_.begin(), nest_.end(), tag)) +
                       lost_[tag];
  return tag == GUMBO_TAG_A ? alike == 0 : alike <= kMostAlike;
}

// A block does not reconstruct the active formatting elements, as a text does.
bool PlainElements::may_be_plain_block(Tag tag) const {
  if (all_lost_ != 0 || !no_paragraph()) return false;
  if (!is_heading(tag)) return true;
  return open_.empty() ? open_headings_ == 0 : !is_heading(open_.back().tag);
}

bool PlainElements::may_be_plain(Tag tag) const {
  const uint16_t traits = traits_of(tag);
  if (traits & kPlainInline) return true;
  if (traits & kFormatting) return may_be_plain_formatting(tag);
  if (traits & kPlainBlock) return may_be_plain_block(tag);
  if (tag == GUMBO_TAG_BUTTON) return !had_button_ && !is_open(GUMBO_TAG_BUTTON);
  if (open_.empty()) return false;  // elsewhere these stay in the head, or close others
  if (traits & kPlainItem) return is_list_of(open_.back().tag, tag) && may_be_plain_block(tag);
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT;
}

bool PlainElements::start(Tag tag, bool usual) {
  if (!usual) note_unusual(tag);
  if (usual && in_place() && open_.size() < kMostOpen && may_be_plain(tag)) return true;
  other_start(tag);
  return false;
}

void PlainElements::opened(const Open& open) {
  open_.push_back(open);
  entered(open.tag);
}

bool PlainElements::stands_alone(Tag tag, bool usual) const {
  if (!usual || !in_place()) return false;
  switch (tag) {
    case GUMBO_TAG_BR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SVG:
      return true;
    case GUMBO_TAG_HR:
      return may_be_plain_block(tag);
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_SOURCE:
      return !open_.empty();  // elsewhere they stay in the head
    default:
      return false;
  }
}

// What a select holds changes nothing outside of it.
void PlainElements::note_unusual(Tag tag) {
  never_ = never_ || (tag != GUMBO_TAG_OPTION && tag != GUMBO_TAG_OPTGROUP &&
                      tag != GUMBO_TAG_SELECT && tag != GUMBO_TAG_SCRIPT);
}

std::optional<PlainElements::Open> PlainElements::end(Tag tag) {
  if (open_.empty() || open_.back().tag != tag) return std::nullopt;
  const Open open = open_.back();
  open_.pop_back();
  left(tag);
  return open;
}

void PlainElements::other_start(Tag tag) {
  give_up_open();
  given_to_gumbo(tag);
  entered(tag);
}

void PlainElements::other_end(Tag tag, bool usual) {
  if (!usual) note_unusual(tag);
  give_up_open();
  note_table_end(tag);
  if (tag == GUMBO_TAG_P) in_paragraph_ = false;
  if (is_heading(tag) && open_headings_ == 1) open_headings_ = 0;  // of two, which one?
  if (nest_.empty()) return;
  if (nest_.back() != tag) return lose_nest();
  nest_.pop_back();
  left(tag);
}

void PlainElements::entered(Tag tag) {
  if (tag == GUMBO_TAG_A) {
    ++open_a_;
  } else if (open_a_ != 0) {
    blocks_in_a_ += is_block(tag);
  }
}

// An element that entered() was told of, and of which it is sure that it is closed.
void PlainElements::left(Tag tag) {
  if (tag == GUMBO_TAG_A) {
    forget_a(1);
  } else if (open_a_ != 0) {
    blocks_in_a_ -= is_block(tag);
  }
}

void PlainElements::forget_a(uint32_t count) {
  open_a_ -= count;
  if (open_a_ == 0) blocks_in_a_ = 0;
}

void PlainElements::give_up_open() {
  for (const Open& open : open_) given_to_gumbo(open.tag);
  open_.clear();
}

void PlainElements::given_to_gumbo(Tag tag) {
  if (is_formatting(tag)) {
    note_formatting(tag);
  } else if (!nest_.empty() && !has_trait(tag, kVoid)) {
    nests(tag) ? nest_.push_back(tag) : lose_nest();
  }
  note_table(tag);
  note_paragraph(tag);
  open_headings_ += is_heading(tag);
  had_button_ = had_button_ || tag == GUMBO_TAG_BUTTON;
}

void PlainElements::note_formatting(Tag tag) {
  if (tag == GUMBO_TAG_A && !has_markers_ && cells_.empty()) {
    if (std::count(nest_.begin(), nest_.end(), tag) != 0) lose_nest();
    forget_a(lost_[tag]);
    all_lost_ -= lost_[tag];  // the start tag of an a takes the one before it off the list
    lost_[tag] = 0;
  }
  if (in_paragraph_ || never_sure_of_p_ || nest_.size() == kMostNested) {
    lose_nest();
    lose(tag);
  } else {
    nest_.push_back(tag);
  }
}

// Whether the element is a child of the one before it, and closes nothing.
bool PlainElements::nests(Tag tag) const {
  if (nest_.size() == kMostNested) return false;
  const uint16_t traits = traits_of(tag);
  if ((traits & kPlainInline) || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) return true;
  if (traits & kPlainItem) return is_list_of(nest_.back(), tag);
  if (!(traits & kPlainBlock)) return false;
  return std::none_of(nest_.begin(), nest_.end(), [&](Tag open) {
    return open == GUMBO_TAG_P || (is_heading(tag) && is_heading(open));
  });
}

void PlainElements::lose(Tag tag) {
  ++lost_[tag];
  ++all_lost_;
}

void PlainElements::lose_nest() {
  for (const Tag tag : nest_) {
    if (is_formatting(tag)) lose(tag);
  }
  nest_.clear();
}

void PlainElements::note_paragraph(Tag tag) {
  if (tag == GUMBO_TAG_P) {
    in_paragraph_ = true;
  } else if (closes_paragraph(tag)) {
    in_paragraph_ = false;
  } else if (in_paragraph_ && (tag == GUMBO_TAG_BUTTON || has_trait(tag, kScopeMarker))) {
    never_sure_of_p_ = true;  // what is open may be out of reach now, and in reach later
  }
}

void PlainElements::note_table(Tag tag) {
  if (tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_APPLET || tag == GUMBO_TAG_MARQUEE) {
    has_markers_ = true;
  } else if (tag == GUMBO_TAG_TABLE) {
    if (cells_.size() == kMostTables) never_ = true;
    if (!never_) cells_.push_back(false);
  } else if (!cells_.empty() && is_cell(tag)) {
    cells_.back() = true;
  } else if (!cells_.empty() && (is_of_table(tag) || tag == GUMBO_TAG_COL)) {
    cells_.back() = false;
  }
}

void PlainElements::note_table_end(Tag tag) {
  if (cells_.empty()) return;
  if (tag == GUMBO_TAG_TABLE) {
    cells_.pop_back();
  } else if (is_cell(tag) || is_of_table(tag)) {
    cells_.back() = false;
  }
}

}  // namespace winnow
