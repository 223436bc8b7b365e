#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace winnow {

enum class CharRefContext { kText, kAttribute };

// One character reference that begins at raw[at], which is '&' (HTML Standard 13.2.5.72 and on).
struct CharRef {
  size_t length = 1;  // of its source; what is no reference is a literal '&' of length 1
  char32_t value = U'&';
  // Only Gumbo knows: a name outside our table or, in text, white space that tree construction must
  // see. `length` is then all that the reference can span.
  bool unknown = false;
};
CharRef read_char_ref(std::string_view raw, size_t at, CharRefContext context);

// Appends `raw` with its references resolved; false (and `out` as it was) if one is unknown.
bool resolve_char_refs(std::string_view raw, CharRefContext context, std::string& out);

}  // namespace winnow
