#include "parser/html/lines.h"

#include <algorithm>
#include <array>

#include "parser/article/hints.h"
#include "parser/html/permalink.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

using TagSet = std::array<bool, GUMBO_TAG_LAST + 1>;

constexpr TagSet set_of(std::initializer_list<GumboTag> tags) {
  TagSet set{};
  for (GumboTag tag : tags) set[tag] = true;
  return set;
}

constexpr TagSet kBlock =
    set_of({GUMBO_TAG_HTML,     GUMBO_TAG_BODY,    GUMBO_TAG_DIV,        GUMBO_TAG_P,
            GUMBO_TAG_H1,       GUMBO_TAG_H2,      GUMBO_TAG_H3,         GUMBO_TAG_H4,
            GUMBO_TAG_H5,       GUMBO_TAG_H6,      GUMBO_TAG_UL,         GUMBO_TAG_OL,
            GUMBO_TAG_LI,       GUMBO_TAG_DL,      GUMBO_TAG_DT,         GUMBO_TAG_DD,
            GUMBO_TAG_TABLE,    GUMBO_TAG_TBODY,   GUMBO_TAG_THEAD,      GUMBO_TAG_TFOOT,
            GUMBO_TAG_TR,       GUMBO_TAG_TD,      GUMBO_TAG_TH,         GUMBO_TAG_CAPTION,
            GUMBO_TAG_ARTICLE,  GUMBO_TAG_SECTION, GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,
            GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE,   GUMBO_TAG_MAIN,       GUMBO_TAG_HGROUP,
            GUMBO_TAG_ADDRESS,  GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_BLOCKQUOTE,
            GUMBO_TAG_PRE,      GUMBO_TAG_HR,      GUMBO_TAG_BR,         GUMBO_TAG_FORM,
            GUMBO_TAG_FIELDSET, GUMBO_TAG_CENTER,  GUMBO_TAG_DETAILS,    GUMBO_TAG_SUMMARY,
            GUMBO_TAG_OPTION,   GUMBO_TAG_FRAMESET});

constexpr TagSet kTextless = set_of(
    {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_SVG,
     GUMBO_TAG_IFRAME, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_HEAD, GUMBO_TAG_TITLE});

constexpr TagSet kChrome =
    set_of({GUMBO_TAG_NAV, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_BUTTON, GUMBO_TAG_LABEL});

constexpr Hints kChromeHints =
    kHintNavigation | kHintFooter | kHintSidebar | kHintComment | kHintRelated | kHintPopup;

// How many bytes of text that is no link's stand before each node, and in all.
std::vector<size_t> prose_before(const Dom& dom) {
  const auto nodes = dom.nodes();
  std::vector<size_t> before(nodes.size() + 1);
  NodeId skipped = 0;  // the end of the link or script that we are in
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    const bool hidden = has_no_text(node.tag) && !is_unclosed_noscript(dom, id);
    if (!node.is_text() && (node.is(GUMBO_TAG_A) || hidden)) {
      skipped = std::max(skipped, node.end);
    }
    before[id + 1] = before[id] + (node.is_text() && id >= skipped ? node.text.size() : 0);
  }
  return before;
}

Hints said_of(const Dom& dom, const Node& node) {
  return remembered_hints(dom.attribute(node, "class")) |
         remembered_hints(dom.attribute(node, "id"));
}

bool is_hidden(const Dom& dom, const Node& node) {
  if (!node.may_have(bits_of_names("hidden", "style"))) return false;
  if (dom.attribute(node, "hidden").data()) return true;
  const std::string_view style = dom.attribute(node, "style");
  return style.find("display:none") != style.npos || style.find("display: none") != style.npos;
}

// Walks the body and cuts it into lines. An element's end is known beforehand, so `open_` holds
// what is open, innermost last, and nothing recurses.
class LineWalk {
 public:
  LineWalk(const Dom& dom, const std::vector<bool>& chrome, size_t max_bytes)
      : dom_(dom), chrome_(chrome), budget_(max_bytes) {}

  Lines run() {
    const auto nodes = dom_.nodes();
    for (NodeId id = 0; id < nodes.size() && budget_ > 0;) {
      close_before(id);
      const Node& node = nodes[id];
      if (node.is_text()) {
        add_text(node.text);
        ++id;
      } else if (has_no_text(node.tag) && !is_unclosed_noscript(dom_, id)) {
        id = node.tag == GUMBO_TAG_HEAD ? node.end : std::max(node.end, id + 1);
      } else if (is_permalink(dom_, id)) {
        id = node.end;
      } else {
        open(id);
        ++id;
      }
    }
    flush();
    return std::move(lines_);
  }

 private:
  struct Open {
    NodeId id, end;
    bool block;
    uint8_t heading;
    bool link, chrome, hidden;
  };

  void open(NodeId id) {
    const Node& node = dom_[id];
    Open next = open_.empty() ? Open{} : open_.back();
    next.id = id;
    next.end = node.end;
    next.block = is_block(node.tag);
    next.link |= node.is(GUMBO_TAG_A);
    next.chrome = chrome_[id];
    next.hidden |= is_hidden(dom_, node);
    if (node.tag >= GUMBO_TAG_H1 && node.tag <= GUMBO_TAG_H6) {
      next.heading = static_cast<uint8_t>(node.tag - GUMBO_TAG_H1 + 1);
    }
    if (next.block) {
      flush();
      block_ = id;
    } else {
      part();
    }
    open_.push_back(next);
  }

  void close_before(NodeId id) {
    while (!open_.empty() && open_.back().end <= id) {
      const bool block = open_.back().block;
      if (block) flush();
      open_.pop_back();
      if (!block) {
        part();
        continue;
      }
      const auto outer =
          std::find_if(open_.rbegin(), open_.rend(), [](const Open& o) { return o.block; });
      block_ = outer == open_.rend() ? 0 : outer->id;
    }
  }

  void part() { pieces_.push_back({&kPart, 1}); }

  void add_text(std::string_view text) {
    text = text.substr(0, budget_);
    budget_ -= text.size();
    if (!is_blank(text)) {
      const Open state = open_.empty() ? Open{} : open_.back();
      linked_ &= state.link;
      line_.heading = state.heading;
      line_.chrome |= state.chrome;
      line_.hidden |= state.hidden;
      only_ = text;
      ++filled_;
    }
    pieces_.push_back(text);
  }

  std::string_view collapsed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return is_collapsed(text) ? text : lines_.texts.copy(collapse_space(text));
  }

  // Of several pieces: the text, and its parts if more than one is not blank.
  void join() {
    raw_.clear();
    parted_.clear();
    size_t parts = 0;
    for (const std::string_view piece : pieces_) raw_ += piece;
    for (size_t i = 0; i < raw_.size();) {
      const size_t end = std::min(raw_.find(kPart, i), raw_.size());
      const std::string part = collapse_space(std::string_view(raw_).substr(i, end - i));
      i = end + 1;
      if (part.empty()) continue;
      if (parts++ > 0) parted_ += kPart;
      parted_ += part;
    }
    if (parts > 1) line_.parted = lines_.texts.copy(parted_);
    line_.text = lines_.texts.copy(parts > 1 ? collapse_space(raw_) : parted_);
  }

  void flush() {
    if (filled_ > 0) {
      if (filled_ == 1)
        line_.text = collapsed(only_);
      else
        join();
      line_.element = block_;
      line_.link = linked_;
      if (!line_.text.empty()) lines_.all.push_back(line_);
    }
    line_ = Line{};
    pieces_.clear();
    filled_ = 0;
    linked_ = true;
  }

  const Dom& dom_;
  const std::vector<bool>& chrome_;
  size_t budget_;
  std::vector<Open> open_;
  Lines lines_;
  Line line_;
  std::vector<std::string_view> pieces_;  // of the line: texts, and kPart between them
  std::string_view only_;                 // the last that is not blank
  size_t filled_ = 0;                     // how many are not
  std::string raw_, parted_;              // scratch
  NodeId block_ = 0;
  bool linked_ = true;
};

}  // namespace

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_space(c); });
}

bool is_block(Tag tag) { return kBlock[tag]; }
bool has_no_text(Tag tag) { return kTextless[tag]; }

bool is_unclosed_noscript(const Dom& dom, NodeId id) {
  return dom[id].is(GUMBO_TAG_NOSCRIPT) && (dom[id].end - id) * 2 > dom.nodes().size();
}

std::vector<bool> chrome_nodes(const Dom& dom) {
  const auto nodes = dom.nodes();
  const std::vector<size_t> prose = prose_before(dom);
  std::vector<bool> chrome(nodes.size());
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.parent != kNoNode && chrome[node.parent]) {
      chrome[id] = true;
    } else if (!node.is_text()) {
      const bool small = (prose[node.end] - prose[id]) * 4 <= prose.back();
      const bool part = (node.end - id) * 3 <= nodes.size() * 2;
      const Hints telling =
          (small ? kChromeHints : Hints{0}) | (part ? Hints{kHintComment} : Hints{0});
      chrome[id] = (small && kChrome[node.tag]) || (telling != 0 && (said_of(dom, node) & telling));
    }
  }
  return chrome;
}

Lines lines_of(const Dom& dom, const std::vector<bool>& chrome, size_t max_bytes) {
  return LineWalk(dom, chrome, max_bytes).run();
}

std::string text_content(const Dom& dom, NodeId id, size_t max_bytes) {
  std::string text;
  for (NodeId i = id; i < dom[id].end && text.size() < max_bytes;) {
    const Node& node = dom[i];
    if (node.is_text()) {
      text += node.text.substr(0, max_bytes - text.size());
    } else if (i != id && has_no_text(node.tag)) {
      i = node.end;
      continue;
    } else if (is_block(node.tag)) {
      text += ' ';
    }
    ++i;
  }
  return collapse_space(text);
}

}  // namespace winnow
