#include "parser/html/dom_builder.h"

#include <algorithm>

namespace winnow {
namespace {

std::string_view view(const GumboStringPiece& piece) { return {piece.data, piece.length}; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view lower_copy(std::string_view text, Arena& arena) {
  const std::string_view copy = arena.copy(text);
  std::transform(copy.begin(), copy.end(), const_cast<char*>(copy.data()), lower);
  return copy;
}

std::string_view element_name(const GumboElement& element, Arena& arena) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return lower_copy(view(name), arena);
}

bool contains_json(std::string_view type) {
  static constexpr std::string_view kJson = "json";
  return std::search(type.begin(), type.end(), kJson.begin(), kJson.end(),
                     [](char a, char b) { return lower(a) == b; }) != type.end();
}

}  // namespace

Dom DomBuilder::refused(DomRefusal why) {
  Dom dom;
  dom.refusal_ = why;
  return dom;
}

Dom DomBuilder::take() {
  dom_.strings_ = strings_;
  return std::move(dom_);
}

void DomBuilder::add_attributes(const GumboVector& attributes, Node& node) {
  node.first_attribute = static_cast<uint32_t>(dom_.attributes_.size());
  node.attributes = attributes.length;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
    // Gumbo's own name is recased or cut in SVG and MathML (xlink:href becomes href).
    const std::string_view original = view(attribute.original_name);
    const std::string_view name =
        attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_NONE ? attribute.name : original;
    dom_.attributes_.push_back({lower_copy(name, *strings_), strings_->copy(attribute.value)});
  }
}

bool DomBuilder::keeps_children(const Node& node) const {
  switch (node.tag) {
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return false;
    case GUMBO_TAG_SCRIPT:
      return contains_json(dom_.attribute(node, "type"));
    default:
      return true;
  }
}

void DomBuilder::add_text(std::string_view text, NodeId parent) {
  std::vector<Node>& nodes = dom_.nodes_;
  if (text.empty()) return;
  if (nodes.back().is_text() && nodes.back().parent == parent) {
    nodes.back().text = strings_->append(nodes.back().text, text);
    return;
  }
  const NodeId id = static_cast<NodeId>(nodes.size());
  nodes.push_back({Node::Kind::kText, GUMBO_TAG_LAST, parent, id + 1, 0, 0, strings_->copy(text)});
}

void DomBuilder::open(const GumboNode& node, NodeId parent) {
  const GumboElement& element = node.v.element;
  const NodeId id = static_cast<NodeId>(dom_.nodes_.size());
  Node flat{
      Node::Kind::kElement, element.tag, parent, id + 1, 0, 0, element_name(element, *strings_)};
  add_attributes(element.attributes, flat);
  dom_.nodes_.push_back(flat);
  if (keeps_children(flat)) stack_.push_back({&element.children, 0, id});
}

void DomBuilder::build(const GumboNode& root) {
  open(root, kNoNode);
  while (!stack_.empty()) {
    Open& top = stack_.back();
    if (top.next == top.children->length) {
      dom_.nodes_[top.id].end = static_cast<NodeId>(dom_.nodes_.size());
      stack_.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(top.children->data[top.next++]);
    switch (child.type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        open(child, top.id);
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        add_text(child.v.text.text, top.id);
        break;
      case GUMBO_NODE_COMMENT:
      case GUMBO_NODE_DOCUMENT:
        break;
    }
  }
}

}  // namespace winnow
