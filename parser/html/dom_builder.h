#pragma once
#include <gumbo.h>

#include <memory>
#include <string>

#include "parser/html/arena.h"
#include "parser/html/dom.h"
#include "parser/html/skeleton.h"

namespace winnow {

// What the strings of a Dom point into, beside the page's bytes.
struct DomStrings {
  std::string input;  // the page, if preprocess() had to change it
  std::string bare;   // the same, if bare_end_tags() had to
  Arena arena;
};

// Writes Gumbo's tree as the flat one of Dom, by the contract of dom.h, without recursion. Gumbo
// may have been given the page itself or its skeleton.
class DomBuilder {
 public:
  explicit DomBuilder(std::shared_ptr<DomStrings> strings) : strings_(std::move(strings)) {}

  Dom build(const GumboNode& root);
  // `root` points into the skeleton, whose attributes the tree takes over.
  Dom build(const GumboNode& root, Skeleton& skeleton);
  static Dom refused(DomRefusal why);

 private:
  struct Open {
    const GumboVector* children;
    unsigned next;
    NodeId id;
  };

  void walk(const GumboNode& root);
  void open(const GumboNode& node, NodeId parent);
  void describe(const GumboElement& element, Node& node);
  void describe_by_skeleton(const GumboElement& element, Node& node);
  void merge_tags(const GumboVector& tag_numbers, Node& node);
  enum class Lifetime : uint8_t { kGumbo, kDom };  // of a string
  void add_text(std::string_view text, Lifetime lifetime, NodeId parent);
  void add_text_of_skeleton(std::string_view text, NodeId parent);
  void add_plain(const Skeleton::Piece& piece, NodeId parent);
  bool keeps_children(const Node& node) const;

  Dom dom_;
  std::shared_ptr<DomStrings> strings_;
  std::vector<Open> stack_;
  const Skeleton* skeleton_ = nullptr;  // nullptr: Gumbo was given the page itself
};

}  // namespace winnow
