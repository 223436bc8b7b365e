#pragma once
#include <string_view>

#include "parser/html/encoding.h"

namespace winnow {

// Which encoding a page says it is in; nullptr where it says nothing that has a meaning.

// The byte order mark: UTF-8, UTF-16BE or UTF-16LE; `length` is then its bytes.
const Encoding* encoding_of_bom(std::string_view bytes, size_t& length);

// The charset parameter of a Content-Type value, or of a meta element's content (HTML Standard
// 2.6.5, "extracting a character encoding from a meta element").
const Encoding* encoding_of_content_type(std::string_view value);

// The prescan (HTML Standard 13.2.3.2), but of the first 4 KiB: many real pages begin with a
// comment or a script that is longer than the standard's 1024 bytes.
const Encoding* encoding_of_meta(std::string_view bytes);

// <?xml version="1.0" encoding="..."?> at the very start (HTML Standard 13.2.3.2, as browsers do).
const Encoding* encoding_of_xml_declaration(std::string_view bytes);

}  // namespace winnow
