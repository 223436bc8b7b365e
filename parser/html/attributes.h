#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

// The name in lower case, in `strings` if it has to be made.
std::string_view lower_name(std::string_view name, Arena& strings);

// Appends the attributes as the tokenizer gives them: names in lower case, the first of each name
// only, references resolved. False (and nothing appended) if a reference is known to Gumbo only.
bool append_attributes(const std::vector<Attribute>& written, Arena& strings,
                       std::vector<Attribute>& out);

// One string for each set of names and values, whatever their order.
std::string attribute_key(const Attribute* begin, const Attribute* end);

// What Node::names is of a node with these attributes.
inline AttributeNames names_of(std::span<const Attribute> attributes) {
  AttributeNames names = 0;
  for (const Attribute& attribute : attributes) names |= bit_of_name(attribute.name);
  return names;
}

}  // namespace winnow
