#pragma once
#include <string>
#include <vector>

#include "parser/html/arena.h"
#include "parser/html/dom.h"

namespace winnow {

// Appends the attributes as the tokenizer gives them: names in lower case, the first of each name
// only, references resolved. False (and nothing appended) if a reference is known to Gumbo only.
bool append_attributes(const std::vector<Attribute>& written, Arena& strings,
                       std::vector<Attribute>& out);

// One string for each set of names and values, whatever their order.
std::string attribute_key(const Attribute* begin, const Attribute* end);

}  // namespace winnow
