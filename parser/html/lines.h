#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

// What stands between two line breaks of the page as a browser shows it: the text of one block
// element, or a part of it. What title, date and byline are looked for in.
struct Line {
  std::string_view text;  // white space collapsed, never empty
  std::string_view
      parted;           // the same, with kPart where inline elements begin and end; "" if none do
  NodeId element = 0;   // the innermost block element around it
  uint8_t heading = 0;  // 1-6 inside h1-h6
  bool link = false;    // all of it is inside of links
  bool chrome = false;  // in a region around the article: navigation, comments, related links
  bool hidden = false;  // inside of an element with hidden or display:none

  std::string_view parts() const { return parted.empty() ? text : parted; }
};

// The lines of a Dom, which must outlive them: most are texts of it as they stand.
struct Lines {
  std::vector<Line> all;
  Arena texts;  // the other ones
};

inline constexpr char kPart = '\x1F';

// Which nodes stand in such a region, by the tag or the words in class and id of an element around
// them. One that holds more than a quarter of the page's prose is none, whatever it is called,
// unless that is comments.
std::vector<bool> chrome_nodes(const Dom& dom);

// All lines of the body in document order; `chrome` is chrome_nodes(dom), `max_bytes` bounds their
// text. Linear, never recurses.
Lines lines_of(const Dom& dom, const std::vector<bool>& chrome, size_t max_bytes = 4 << 20);

// The collapsed text of one element, without scripts and styles; at most about `max_bytes`.
std::string text_content(const Dom& dom, NodeId id, size_t max_bytes = 4096);

// Whether a text has nothing but white space of ASCII.
bool is_blank(std::string_view text);

bool is_block(Tag tag);     // does it begin a line of its own?
bool has_no_text(Tag tag);  // script, style, template and the like: what is inside is not shown

// A noscript around most of the page: one that holds an element that it does not close, so that all
// behind it stands in it. Browsers that run scripts show what is inside.
bool is_unclosed_noscript(const Dom& dom, NodeId id);

}  // namespace winnow
