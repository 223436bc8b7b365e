#pragma once
#include <gumbo.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

using Tag = GumboTag;  // GUMBO_TAG_P and so on; GUMBO_TAG_UNKNOWN for custom elements
using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

struct Attribute {
  std::string_view name;   // lower case
  std::string_view value;  // character references resolved

  // name == literal, without a call: extraction asks this of every attribute many times.
  template <size_t N>
  bool is(const char (&literal)[N]) const {
    return name.size() == N - 1 && __builtin_memcmp(name.data(), literal, N - 1) == 0;
  }
};

// A set of attribute names, in which others may seem to be: one bit of 32 for each.
using AttributeNames = uint32_t;
constexpr AttributeNames bit_of_name(std::string_view name) {
  if (name.empty()) return 1;
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(name[i])); };
  return 1u << ((byte(0) * 3 + byte(name.size() - 1) + static_cast<uint32_t>(name.size()) * 5) &
                31);
}
template <class... Names>
constexpr AttributeNames bits_of_names(Names... names) {
  return (bit_of_name(names) | ...);
}

// A node of the tree, in document order (pre-order): the subtree of node i is [i, nodes[i].end).
// So a top-down pass is a loop forwards, a bottom-up pass a loop backwards, and nothing recurses.
struct Node {
  enum class Kind : uint8_t { kElement, kText };
  Kind kind;
  Tag tag;        // of an element; of a text node GUMBO_TAG_LAST
  NodeId parent;  // kNoNode for the root
  NodeId end;     // one past the last node of the subtree
  uint32_t first_attribute;
  uint32_t attributes;
  std::string_view text;  // of a text node, character references resolved; of an element, its name
  AttributeNames names = 0;  // that it may have: most are asked for where they are not

  bool may_have(AttributeNames any) const { return (names & any) != 0; }
  bool is(Tag t) const { return tag == t; }
  bool is_text() const { return kind == Kind::kText; }
};

// Why a page gets no tree. Each is a counted outcome, never an error.
enum class DomRefusal : uint8_t {
  kNone,
  kTooLarge,           // its bytes, or the tags in them
  kTooDeep,            // its open elements
  kTooManyAttributes,  // of one tag
  kBudgetSpent         // the work or the memory that the tree would have taken
};
std::string_view name_of(DomRefusal refusal);

// Among 1,372 pages of all kinds, the largest has 1.8 MB, 206 KB of skeleton, 14 ms of work and 7
// MB of arena; the deepest has 55 open elements.
struct DomLimits {
  size_t bytes = 5 << 20;          // of the page
  size_t gumbo_bytes = 512 << 10;  // of what is given to Gumbo: the page's skeleton, see README.md
  uint32_t depth = 512;            // of open elements, as in browsers
  uint32_t attributes = 5'000;     // of one tag
  size_t arena_bytes = 12 << 20;   // that Gumbo may allocate for a skeleton; four times that for a
                                   // page that has none
  uint64_t work = 30'000'000;      // that Gumbo may do, roughly nanoseconds
};

// The tree of one page (HTML Standard 13.2, by Gumbo, scripting off), flat. Node 0 is html; there
// is always a head and a body (or a frameset). Strings point into the page's bytes, which must
// outlive the Dom, or into memory that it owns. Cheap to move; a copy shares the strings.
//
// What is not in it, as no extraction needs it:
// - comments and the doctype; text on both sides of a comment is one node, so no text node has
//   another as its next sibling;
// - what is inside of svg, select, style, iframe, noembed and noframes: these stand there empty;
// - the text of scripts, unless their type says JSON (application/ld+json and the like)
//   or math/tex.
// The content of template and noscript is there as their children; who reads the page as a browser
// shows it skips template, and noscript if something in the page replaces it.
// Names of attributes in SVG and MathML are as written but lower case (xlink:href, viewbox). A
// numeric character reference over 10FFFF is U+FFFD, however large; Gumbo's overflow from 2^31 on.
class Dom {
 public:
  // `utf8` may hold ill-formed sequences and NUL. Never throws on any bytes; time is linear in
  // their number (the limits refuse what would not be).
  static Dom parse(std::string_view utf8, const DomLimits& limits = {});
  template <class Temporary>  // does not outlive it
  requires std::same_as<Temporary, std::string>
  static Dom parse(Temporary&& utf8, const DomLimits& limits = {}) = delete;

  DomRefusal refusal() const { return refusal_; }
  std::span<const Node> nodes() const { return nodes_; }  // empty if refused
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  std::span<const Attribute> attributes(const Node& n) const {
    return {attributes_.data() + n.first_attribute, n.attributes};
  }
  // The value of the attribute, or an empty view with data() == nullptr if there is none.
  std::string_view attribute(const Node& n, std::string_view name) const;
  template <size_t N>
  std::string_view attribute(const Node& n, const char (&name)[N]) const {
    if (!n.may_have(bit_of_name({name, N - 1}))) return {};
    for (const Attribute& a : attributes(n)) {
      if (a.is(name)) return a.value;
    }
    return {};
  }

 private:
  friend class DomBuilder;
  DomRefusal refusal_ = DomRefusal::kNone;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::shared_ptr<void> strings_;  // the arena that the views point into
};

}  // namespace winnow
