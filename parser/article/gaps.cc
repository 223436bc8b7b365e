#include <unordered_map>

#include "parser/article/draft.h"

namespace winnow {
namespace {

// Log-odds that suffice beside kept blocks.
constexpr float kLine = -3;     // of a line, heading, table or caption
constexpr float kFigure = -1;   // of a caption in a figure of its own
constexpr float kItem = -1.2f;  // of a list amid paragraphs
constexpr float kListed = -2;   // of a list most of whose items are kept
constexpr float kParagraph = -0.4f;
constexpr size_t kGap = 16;  // blocks between two kept ones, at most
constexpr size_t kNear = 4;
constexpr uint32_t kItemWords = 4;

class Filler {
 public:
  explicit Filler(Draft& d)
      : dom_(d.dom), a_(d.analysis), blocks_(d.blocks()), scores_(d.scores), reasons_(d.reasons) {}

  // Between two kept blocks: lines of the same element (verse, agendas, addresses), and what stands
  // in an element that holds both.
  void fill() {
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept(i)) continue;
      if (last != SIZE_MAX && i - last <= kGap) {
        for (size_t j = last + 1; j < i; ++j) {
          if (fills(last, j, i) && !is_chrome(j)) reasons_[j] = {};
        }
      }
      last = i;
    }
  }

  // Items of a list most of whose items are kept.
  void complete_lists() {
    struct List {
      uint32_t kept = 0, items = 0;
    };
    std::unordered_map<NodeId, List> lists;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (list_of(i) == kNoNode) continue;
      List& list = lists[list_of(i)];
      ++list.items;
      list.kept += kept(i);
    }
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i) || list_of(i) == kNoNode || is_chrome(i)) continue;
      const List& list = lists[list_of(i)];
      bool linked = blocks_[i].link_words * 2 > blocks_[i].stats.words;
      if (list.kept * 2 > list.items && scores_[i] > kListed && !linked) reasons_[i] = {};
    }
  }

 private:
  bool kept(size_t i) const { return reasons_[i].empty(); }
  bool is_chrome(size_t i) const { return a_.matches[i].rule != nullptr; }

  NodeId list_of(size_t i) const {
    return blocks_[i].kind == BlockKind::kListItem ? dom_[blocks_[i].node].parent : kNoNode;
  }

  bool fills(size_t before, size_t i, size_t after) const {
    const PageBlock& b = blocks_[i];
    bool same = blocks_[before].node == b.node && blocks_[after].node == b.node;
    if (same && b.link_words == 0 && scores_[i] > kLine) return true;
    if ((b.places & kHidden) || b.link_words * 3 >= b.stats.words) return false;
    NodeId box = dom_[b.node].parent;
    bool near = after - before <= kNear, unlinked = b.link_words == 0;
    bool caption = (a_.page.hints[b.node] | b.inline_hints) & kHintCaption;
    switch (caption ? BlockKind::kCaption : b.kind) {
      case BlockKind::kHeading:
      case BlockKind::kTable:
        return near && scores_[i] > kLine && holds(box, before, after);
      case BlockKind::kCaption:  // in a figure
        return near && box != kNoNode &&
               ((scores_[i] > kLine && holds(box, before, after)) ||
                (scores_[i] > kFigure && holds(dom_[box].parent, before, after)));
      case BlockKind::kFormula:  // its letters look like no prose
        return near && box != kNoNode &&
               (holds(box, before, after) || holds(dom_[box].parent, before, after));
      case BlockKind::kCode:  // in a box of its own, with a button to copy it
        return near && scores_[i] > kLine && box != kNoNode &&
               (holds(box, before, after) || holds(dom_[box].parent, before, after));
      case BlockKind::kListItem:
        if (unlinked && scores_[i] > kLine && is_amid_text(before, i, after)) return true;
        return unlinked && scores_[i] > kItem && box != kNoNode &&
               holds(dom_[box].parent, before, after);
      default:
        return near && unlinked && scores_[i] > kParagraph && a_.matches[i].cues == 0 &&
               holds(box, before, after);
    }
  }

  // An item of some words in a list between two paragraphs that stand beside the list.
  bool is_amid_text(size_t before, size_t i, size_t after) const {
    NodeId list = dom_[blocks_[i].node].parent;
    if (list == kNoNode || blocks_[i].stats.words < kItemWords) return false;
    auto beside = [&](size_t k) {
      return is_prose(blocks_[k]) && dom_[blocks_[k].node].parent == dom_[list].parent;
    };
    return beside(before) && beside(after);
  }

  bool holds(NodeId box, size_t before, size_t after) const {
    if (box == kNoNode) return false;
    auto inside = [&](size_t k) {
      return blocks_[k].node > box && blocks_[k].node < dom_[box].end;
    };
    return inside(before) && inside(after);
  }

  const Dom& dom_;
  const Analysis& a_;
  const std::vector<PageBlock>& blocks_;
  std::span<const float> scores_;
  std::vector<std::string_view>& reasons_;
};

}  // namespace

void fill_gaps(Draft& draft) {
  Filler filler(draft);
  filler.fill();
  filler.complete_lists();
}

}  // namespace winnow
