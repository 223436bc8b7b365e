#pragma once
#include <span>
#include <string_view>

namespace winnow {

// One encoding of the Encoding Standard (4.2, "Names and labels").
struct Encoding {
  std::string_view name;    // as the standard writes it: "UTF-8", "GBK", "windows-1252"
  const char* converter;    // ICU's name of what the standard decodes it with
  std::string_view labels;  // lower case, divided by spaces
};

std::span<const Encoding> encodings();

// The encoding that a label names, white space around it and case ignored; nullptr if it is
// unknown.
const Encoding* encoding_of_label(std::string_view label);

// The encoding of that name, which must be in the table.
const Encoding& encoding_named(std::string_view name);

}  // namespace winnow
