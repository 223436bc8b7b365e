#include "parser/article/blocks.h"

#include <algorithm>

#include "parser/article/elements.h"
#include "parser/article/formulas.h"
#include "parser/article/signature.h"
#include "parser/article/tables.h"
#include "parser/html/lines.h"
#include "parser/html/permalink.h"

namespace winnow {
namespace {

constexpr size_t kMostBlocks = 20'000;  // of one page; the rest is not read
constexpr uint32_t kLabelWords = 20;    // of a link; a longer one must lead somewhere

constexpr AttributeNames kHintNames =
    bits_of_names("class", "id", "role", "itemprop", "style", "data-testid", "data-component");
constexpr AttributeNames kPlaceNames =
    bits_of_names("hidden", "aria-hidden", "style", "role", "itemprop");

struct Open {
  NodeId id;
  NodeId end;
  ElementRole role;
  Tag tag;
  uint16_t places;  // with those of all ancestors
  bool link;
  bool bold;
  bool code;
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Of a style attribute, as people write it: "display:none", "display: none".
bool style_hides(std::string_view style) {
  return contains(style, "display:none") || contains(style, "display: none") ||
         contains(style, "visibility:hidden") || contains(style, "visibility: hidden");
}

bool style_blocks(std::string_view style) {
  return contains(style, "display:block") || contains(style, "display: block");
}

class Cutter {
 public:
  explicit Cutter(const Dom& dom) : dom_(dom), nodes_(dom.nodes()) {
    page_.hints.resize(nodes_.size());
    page_.path_hints.resize(nodes_.size());
    page_.blocks.reserve(nodes_.size() / 4);
  }

  PageBlocks run() {
    for (NodeId id = 0; id < nodes_.size() && page_.blocks.size() < kMostBlocks;) {
      while (!open_.empty() && open_.back().end <= id) leave();
      id = nodes_[id].is_text() ? add_text(id) : enter(id);
    }
    while (!open_.empty()) leave();
    flush();
    return std::move(page_);
  }

 private:
  // Each returns the next node to look at.
  NodeId enter(NodeId id);
  NodeId add_text(NodeId id);
  NodeId add_table(NodeId id);
  NodeId add_formula(NodeId id, std::string_view tex);
  bool is_reference(NodeId sup) const;
  void leave();
  void flush(bool at_break = false);
  uint16_t places_of(const Node& node, Hints hints) const;
  BlockKind kind_of(NodeId block_node, uint8_t& level) const;
  Hints wrapping_hints() const;
  void start();
  bool leads_somewhere() const;

  const Dom& dom_;
  std::span<const Node> nodes_;
  PageBlocks page_;
  std::vector<Open> open_;
  PageBlock current_;
  bool started_ = false;      // current_ holds a text node
  size_t lone_formula_ = 0;   // bytes of the formula that current_ begins with; 0: with none
  bool after_break_ = false;  // the last boundary was a br
  uint16_t images_ = 0;
};

uint16_t Cutter::places_of(const Node& node, Hints) const {
  uint16_t places = 0;
  switch (node.tag) {
    case GUMBO_TAG_ARTICLE:
      places |= kInArticle;
      break;
    case GUMBO_TAG_MAIN:
      places |= kInMain;
      break;
    case GUMBO_TAG_ASIDE:
      places |= kInAside;
      break;
    case GUMBO_TAG_HEADER:
      places |= kInHeader;
      break;
    case GUMBO_TAG_FOOTER:
      places |= kInFooter;
      break;
    case GUMBO_TAG_NAV:
      places |= kInNav;
      break;
    case GUMBO_TAG_FORM:
      places |= kInForm;
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
      places |= kInList;
      break;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
      places |= kInListItem;
      break;
    case GUMBO_TAG_TABLE:
      places |= kInTable;
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      places |= kInQuote;
      break;
    case GUMBO_TAG_FIGURE:
      places |= kInFigure;
      break;
    case GUMBO_TAG_BUTTON:
      places |= kInButton;
      break;
    default:
      break;
  }
  if (heading_level(node.tag)) places |= kInHeading;
  if (!node.may_have(kPlaceNames)) return places;
  for (const Attribute& a : dom_.attributes(node)) {
    if (a.is("hidden") || (a.is("aria-hidden") && a.value == "true") ||
        (a.is("style") && style_hides(a.value))) {
      places |= kHidden;
    } else if (a.is("role")) {
      if (a.value == "main") places |= kInMain;
      if (a.value == "article") places |= kInArticle;
      if (a.value == "navigation" || a.value == "menu") places |= kInNav;
      if (a.value == "complementary") places |= kInAside;
      if (a.value == "contentinfo") places |= kInFooter;
      if (a.value == "banner") places |= kInHeader;
      if (a.value == "button") places |= kInButton;
    } else if (a.is("itemprop") && (a.value == "articleBody" || a.value == "text")) {
      places |= kInArticleBody;
    }
  }
  return places;
}

bool Cutter::is_reference(NodeId sup) const {
  std::string text;
  for (NodeId id = sup + 1; id < nodes_[sup].end && text.size() < 40; ++id) {
    if (nodes_[id].is_text()) text += nodes_[id].text;
  }
  return is_reference_mark(text);
}

NodeId Cutter::enter(NodeId id) {
  if (is_permalink(dom_, id)) return nodes_[id].end;
  const Node& node = nodes_[id];
  ElementRole role = role_of(node.tag);
  if (!is_block(role)) {
    if (const auto tex = formula_at(dom_, id)) return add_formula(id, *tex);
    if (node.attributes > 0 && is_rendered_formula(dom_, id)) return node.end;
  }
  if (is_unclosed_noscript(dom_, id)) role = ElementRole::kBlock;
  if (role == ElementRole::kSkip) return node.end;
  if (role == ElementRole::kBreak) {
    flush(true);
    return id + 1;
  }
  if (node.tag == GUMBO_TAG_IMG) {
    ++images_;
    return node.end;
  }
  bool root = node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY;
  if (node.tag == GUMBO_TAG_BODY) page_.body = id;
  Hints hints = 0;
  if (!root && node.may_have(kHintNames)) {
    for (const Attribute& a : dom_.attributes(node)) {
      if (a.is("class") || a.is("id") || a.is("role") || a.is("itemprop") || a.is("data-testid") ||
          a.is("data-component")) {
        hints |= remembered_hints(a.value);
      } else if (a.is("style") && role == ElementRole::kInline && style_blocks(a.value)) {
        role = ElementRole::kBlock;
      }
    }
  }
  uint16_t places = root ? 0 : places_of(node, hints);
  if (role == ElementRole::kInline && node.tag != GUMBO_TAG_A && (places & kHidden))
    return node.end;
  if (node.tag == GUMBO_TAG_SUP && is_reference(id)) return node.end;
  page_.hints[id] = hints;
  page_.path_hints[id] = hints;
  if (node.parent != kNoNode) page_.path_hints[id] |= page_.path_hints[node.parent];
  if (is_block(role)) flush();
  Open open{id,
            node.end,
            role,
            node.tag,
            places,
            node.tag == GUMBO_TAG_A,
            node.tag == GUMBO_TAG_B || node.tag == GUMBO_TAG_STRONG,
            role == ElementRole::kCode};
  if (!open_.empty()) {
    open.places |= open_.back().places;
    open.link |= open_.back().link;
    open.bold |= open_.back().bold;
    open.code |= open_.back().code;
  }
  open_.push_back(open);
  if (role == ElementRole::kTable && is_data_table(dom_, id)) return add_table(id);
  if (node.tag == GUMBO_TAG_A && current_.links < UINT16_MAX) ++current_.links;
  return id + 1;
}

void Cutter::leave() {
  if (is_block(open_.back().role)) flush();
  open_.pop_back();
}

// The block is that of the innermost block element.
void Cutter::start() {
  const auto block = std::find_if(open_.rbegin(), open_.rend(),
                                  [](const Open& open) { return is_block(open.role); });
  if (block == open_.rend()) return;
  current_.node = block->id;
  current_.places = block->places;
}

// Of an `a` around: without href it is a mark, or a slip for </a> that takes in all that follows.
bool Cutter::leads_somewhere() const {
  for (size_t i = open_.size(); i-- > 0;) {
    const Open& open = open_[i];
    if (open.tag == GUMBO_TAG_A && !dom_.attribute(dom_[open.id], "href").empty()) return true;
  }
  return false;
}

NodeId Cutter::add_text(NodeId id) {
  const Node& node = nodes_[id];
  uint32_t before = current_.stats.words;
  const Open* top = open_.empty() ? nullptr : &open_.back();
  if (is_blank(node.text) && !(top && top->code)) {  // a third of all texts
    append_space(current_.text);
    current_.stats.add_space();
    if (started_) current_.last = id;
    return id + 1;
  }
  if (!started_) start();
  if (top && top->code)
    current_.text.append(node.text);
  else
    append_collapsed(current_.text, node.text);
  current_.stats.add(node.text);
  if (current_.stats.first == 0) return id + 1;  // white space only, so far
  if (!started_) current_.first = id;
  started_ = true;
  current_.last = id;
  uint32_t words = current_.stats.words - before;
  if (top && top->link && (words <= kLabelWords || leads_somewhere())) {
    current_.link_words += words;
  }
  if (top && top->bold) current_.bold_words += words;
  return id + 1;
}

// The same formula right before is this one in another form: MathML beside an image of it.
NodeId Cutter::add_formula(NodeId id, std::string_view tex) {
  std::string formula(1, '$');
  append_collapsed(formula, tex);
  formula += '$';
  if (trimmed(current_.text).ends_with(formula)) return nodes_[id].end;
  if (!started_) {
    start();
    current_.first = id;
    started_ = true;
    lone_formula_ = formula.size();
  }
  current_.last = id;
  current_.text += formula;
  current_.stats.add("$");
  current_.stats.add(tex);
  return nodes_[id].end;
}

NodeId Cutter::add_table(NodeId id) {
  const Open& open = open_.back();
  DataTable table = read_table(dom_, id);
  current_ = PageBlock();
  current_.kind = BlockKind::kTable;
  current_.node = id;
  current_.first = id;
  current_.last = nodes_[id].end - 1;
  current_.places = open.places;
  current_.text = std::move(table.text);
  current_.stats = stats_of(current_.text);
  current_.link_words = table.link_words;
  current_.links = table.links;
  started_ = current_.stats.first != 0;
  flush();
  return nodes_[id].end;
}

BlockKind Cutter::kind_of(NodeId node, uint8_t& level) const {
  BlockKind kind = BlockKind::kParagraph;
  uint8_t depth = 0;
  bool item = false;
  for (size_t i = open_.size(); i-- > 0;) {
    const Open& open = open_[i];
    if (open.role == ElementRole::kHeading) {
      level = static_cast<uint8_t>(heading_level(open.tag));
      return BlockKind::kHeading;
    }
    if (open.role == ElementRole::kCode) return BlockKind::kCode;
    if (open.role == ElementRole::kCaption) return BlockKind::kCaption;
    if (open.role == ElementRole::kQuote) return BlockKind::kQuote;
    if (open.role == ElementRole::kListItem) item = true;
    if (open.tag == GUMBO_TAG_UL || open.tag == GUMBO_TAG_OL || open.tag == GUMBO_TAG_DL) ++depth;
    if (open.role == ElementRole::kTable || open.tag == GUMBO_TAG_ARTICLE || depth == 9) break;
  }
  if (item && nodes_[node].tag != GUMBO_TAG_TD) {
    kind = BlockKind::kListItem;
    level = std::max<uint8_t>(depth, 1);
  }
  return kind;
}

// Of the inline elements around the whole block: <div><span class="byline">...</span></div>.
Hints Cutter::wrapping_hints() const {
  Hints hints = 0;
  for (NodeId id = nodes_[current_.first].parent; id != kNoNode && id != current_.node;
       id = nodes_[id].parent) {
    if (nodes_[id].end > current_.last) hints |= page_.hints[id];
  }
  return hints;
}

void Cutter::flush(bool at_break) {
  if (at_break && !open_.empty() && open_.back().code) {
    current_.text += '\n';
    return;
  }
  if (started_) {
    if (current_.kind != BlockKind::kTable) {
      current_.kind = kind_of(current_.node, current_.level);
      current_.inline_hints = wrapping_hints();
    }
    if (current_.kind == BlockKind::kCode) {
      while (!current_.text.empty() &&
             (current_.text.back() == '\n' || current_.text.back() == ' ' ||
              current_.text.back() == '\r')) {
        current_.text.pop_back();
      }
      current_.text.erase(0, current_.text.find_first_not_of("\r\n"));
    } else {
      const std::string_view text = trimmed(current_.text);
      if (text.size() < current_.text.size()) current_.text = std::string(text);
    }
    if (lone_formula_ > 0 && current_.text.size() == lone_formula_ &&
        current_.kind != BlockKind::kCode && current_.kind != BlockKind::kHeading) {
      current_.kind = BlockKind::kFormula;
      current_.level = 0;
      current_.text = current_.text.substr(1, lone_formula_ - 2);
    }
    current_.images_before = images_;
    current_.after_break = after_break_;
    current_.before_break = at_break;
    images_ = 0;
    page_.blocks.push_back(std::move(current_));
  }
  after_break_ = at_break;
  if (started_ || !current_.text.empty() || current_.links > 0) current_ = PageBlock();
  started_ = false;
  lone_formula_ = 0;
}

}  // namespace

PageBlocks cut_blocks(const Dom& dom) { return Cutter(dom).run(); }

}  // namespace winnow
