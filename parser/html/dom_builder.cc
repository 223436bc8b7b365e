#include "parser/html/dom_builder.h"

#include <algorithm>
#include <charconv>

#include "parser/ascii.h"
#include "parser/html/attributes.h"
#include "parser/html/markup.h"
#include "parser/html/tag_traits.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

std::string_view view(const GumboStringPiece& piece) { return {piece.data, piece.length}; }

// Of scripts: JSON is data, math/tex a formula (MathJax).
bool is_text_wanted(std::string_view type) {
  static constexpr std::string_view kJson = "json";
  return type.starts_with("math/tex") ||
         std::search(type.begin(), type.end(), kJson.begin(), kJson.end(),
                     [](char a, char b) { return to_lower(a) == b; }) != type.end();
}

// A start tag as it is written. Gumbo takes what it ignores right before it, "</>", for part of it.
std::string_view original_tag(const GumboElement& element) {
  std::string_view tag = view(element.original_tag);
  while (tag.starts_with("</>")) tag.remove_prefix(3);
  return tag;
}

// The same, scanned by ourselves.
MarkupTag written_tag(const GumboElement& element) {
  MarkupTag tag;
  if (const std::string_view text = original_tag(element); text.size() > 1) scan_tag(text, 1, tag);
  return tag;
}

}  // namespace

Dom DomBuilder::refused(DomRefusal why) {
  Dom dom;
  dom.refusal_ = why;
  return dom;
}

Dom DomBuilder::build(const GumboNode& root) {
  walk(root);
  dom_.strings_ = strings_;
  return std::move(dom_);
}

Dom DomBuilder::build(const GumboNode& root, Skeleton& skeleton) {
  skeleton_ = &skeleton;
  dom_.attributes_ = std::move(skeleton.attributes);
  dom_.nodes_.reserve(skeleton.tags.size() + skeleton.pieces.size() + 3);
  return build(root);
}

void DomBuilder::describe(const GumboElement& element, Node& node) {
  if (element.tag == GUMBO_TAG_UNKNOWN) {
    const std::string_view tag = original_tag(element);
    GumboStringPiece name{tag.data(), tag.size()};
    gumbo_tag_from_original_text(&name);
    node.text = lower_name(strings_->arena.copy(view(name)), strings_->arena);
  }
  node.first_attribute = static_cast<uint32_t>(dom_.attributes_.size());
  // Gumbo glues an attribute that is repeated without a value to the name of the next.
  const MarkupTag written = written_tag(element);
  if (repeats_an_attribute(written) &&
      append_attributes(written.attributes, strings_->arena, dom_.attributes_)) {
    node.attributes = static_cast<uint32_t>(dom_.attributes_.size()) - node.first_attribute;
    return;
  }
  node.attributes = element.attributes.length;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    // Gumbo's own name is recased or cut in SVG and MathML (xlink:href becomes href).
    const std::string_view name = attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_NONE
                                      ? attribute.name
                                      : view(attribute.original_name);
    dom_.attributes_.push_back({lower_name(strings_->arena.copy(name), strings_->arena),
                                strings_->arena.copy(attribute.value)});
  }
}

void DomBuilder::describe_by_skeleton(const GumboElement& element, Node& node) {
  if (node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY) {
    return merge_tags(element.attributes, node);
  }
  if (element.original_tag.data == nullptr) return;  // an element that no tag opened
  const size_t offset = static_cast<size_t>(element.original_tag.data - skeleton_->html.data());
  const Skeleton::StartTag& tag = skeleton_->tag_at_offset(offset);
  node.first_attribute = tag.first_attribute;
  node.attributes = tag.attributes;
  node.names = tag.names;
  if (node.tag == GUMBO_TAG_UNKNOWN) node.text = tag.name;
}

// html and body have the attributes of all their start tags; the first of a name holds.
void DomBuilder::merge_tags(const GumboVector& tag_numbers, Node& node) {
  std::vector<Attribute>& all = dom_.attributes_;
  for (unsigned i = 0; i < tag_numbers.length; ++i) {
    const std::string_view number = static_cast<const GumboAttribute*>(tag_numbers.data[i])->name;
    uint32_t index = 0;
    std::from_chars(number.data(), number.data() + number.size(), index);
    const Skeleton::StartTag& tag = skeleton_->tags[index];
    if (i == 0) {
      node.first_attribute = tag.first_attribute;
      node.attributes = tag.attributes;
      node.names = tag.names;
      continue;
    }
    if (i == 1) {  // no longer one tag's
      const uint32_t moved = static_cast<uint32_t>(all.size());
      for (uint32_t k = 0; k < node.attributes; ++k)
        all.push_back(Attribute(all[node.first_attribute + k]));
      node.first_attribute = moved;
    }
    for (uint32_t k = 0; k < tag.attributes; ++k) {
      const Attribute attribute = all[tag.first_attribute + k];
      if (dom_.attribute(node, attribute.name).data() != nullptr) continue;
      all.push_back(attribute);
      node.names |= bit_of_name(attribute.name);
      ++node.attributes;
    }
  }
}

bool DomBuilder::keeps_children(const Node& node) const {
  if (node.tag == GUMBO_TAG_SCRIPT) return is_text_wanted(dom_.attribute(node, "type"));
  return !has_trait(node.tag, kContentDropped);
}

void DomBuilder::add_text(std::string_view text, Lifetime lifetime, NodeId parent) {
  std::vector<Node>& nodes = dom_.nodes_;
  Arena& arena = strings_->arena;
  if (text.empty()) return;
  if (nodes.back().is_text() && nodes.back().parent == parent) {
    nodes.back().text = arena.append(nodes.back().text, text);
    return;
  }
  const NodeId id = static_cast<NodeId>(nodes.size());
  if (lifetime == Lifetime::kGumbo) text = arena.copy(text);
  nodes.push_back({Node::Kind::kText, GUMBO_TAG_LAST, parent, id + 1, 0, 0, text});
}

void DomBuilder::add_text_of_skeleton(std::string_view text, NodeId parent) {
  size_t literal = 0;  // since where characters have stood for themselves
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (static_cast<unsigned char>(text[at]) < kFirstPieceByte) {
      ++at;
      continue;
    }
    const auto index = piece_index(next_code_point(text, at));
    if (!index || *index >= skeleton_->pieces.size()) continue;
    add_text(text.substr(literal, begin - literal), Lifetime::kGumbo, parent);
    const Skeleton::Piece& piece = skeleton_->pieces[*index];
    piece.tag == Skeleton::kNoTag ? add_text(piece.text, Lifetime::kDom, parent)
                                  : add_plain(piece, parent);
    literal = at;
  }
  add_text(text.substr(literal), Lifetime::kGumbo, parent);
}

// Recurses as deep as PlainElements lets them be in each other.
void DomBuilder::add_plain(const Skeleton::Piece& piece, NodeId parent) {
  const Skeleton::StartTag& tag = skeleton_->tags[piece.tag];
  const NodeId id = static_cast<NodeId>(dom_.nodes_.size());
  const std::string_view name =
      tag.tag == GUMBO_TAG_UNKNOWN ? tag.name : gumbo_normalized_tagname(tag.tag);
  const Node node{Node::Kind::kElement, tag.tag,        parent, id + 1,
                  tag.first_attribute,  tag.attributes, name,   tag.names};
  dom_.nodes_.push_back(node);
  if (!keeps_children(node)) return;
  add_text_of_skeleton(piece.text, id);
  dom_.nodes_[id].end = static_cast<NodeId>(dom_.nodes_.size());
}

void DomBuilder::open(const GumboNode& node, NodeId parent) {
  const GumboElement& element = node.v.element;
  const NodeId id = static_cast<NodeId>(dom_.nodes_.size());
  Node flat{Node::Kind::kElement,
            element.tag,
            parent,
            id + 1,
            0,
            0,
            gumbo_normalized_tagname(element.tag)};
  if (skeleton_ != nullptr) {
    describe_by_skeleton(element, flat);
  } else {
    describe(element, flat);
    flat.names = names_of(dom_.attributes(flat));
  }
  dom_.nodes_.push_back(flat);
  if (keeps_children(flat)) stack_.push_back({&element.children, 0, id});
}

void DomBuilder::walk(const GumboNode& root) {
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
        if (skeleton_ != nullptr) {
          add_text_of_skeleton(child.v.text.text, top.id);
        } else {
          add_text(child.v.text.text, Lifetime::kGumbo, top.id);
        }
        break;
      case GUMBO_NODE_COMMENT:
      case GUMBO_NODE_DOCUMENT:
        break;
    }
  }
}

}  // namespace winnow
