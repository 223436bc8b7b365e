#pragma once
#include <gumbo.h>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

// Writes Gumbo's tree as the flat one of Dom, by the contract of dom.h, without recursion.
class DomBuilder {
 public:
  DomBuilder() : strings_(std::make_shared<Arena>()) {}

  void build(const GumboNode& root);
  Dom take();
  static Dom refused(DomRefusal why);

 private:
  struct Open {
    const GumboVector* children;
    unsigned next;
    NodeId id;
  };

  void open(const GumboNode& node, NodeId parent);
  void add_attributes(const GumboVector& attributes, Node& node);
  void add_text(std::string_view text, NodeId parent);
  bool keeps_children(const Node& node) const;

  Dom dom_;
  std::shared_ptr<Arena> strings_;
  std::vector<Open> stack_;
};

}  // namespace winnow
