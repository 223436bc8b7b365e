#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "parser/html/encoding.h"

namespace winnow {

struct Converted {
  std::string text;   // well-formed UTF-8; U+FFFD for each error
  size_t errors = 0;  // sequences that the encoding does not have
};

// A character cut off at the end is dropped and no error.
Converted convert(const Encoding& encoding, std::string_view bytes);

// What bytes are as UTF-8.
struct Utf8Survey {
  size_t sequences = 0;  // well-formed ones of two to four bytes
  size_t errors = 0;     // maximal subparts that are ill-formed; none for one cut off at the end
  bool truncated = false;
  bool ascii() const { return sequences == 0 && errors == 0 && !truncated; }
};
Utf8Survey survey_utf8(std::string_view bytes);

}  // namespace winnow
