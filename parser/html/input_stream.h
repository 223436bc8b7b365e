#pragma once
#include <string>
#include <string_view>

namespace winnow {

// Preprocesses the input stream (HTML Standard 13.2.3.5), and a little more, so that all that comes
// after need not care: the result is well-formed UTF-8 whose only controls are tab, line feed and
// form feed. CR and CR LF become LF; ill-formed sequences U+FFFD; the C1 controls the characters
// that windows-1252 has there (as in character references, 13.2.5.84); NUL, other controls,
// noncharacters and a byte order mark at the start go.
//
// Returns `bytes` themselves if they are so already, else a view into `storage`.
std::string_view preprocess(std::string_view bytes, std::string& storage);

// What windows-1252 has at a C1 control, 0x80 to 0x9F; 0 where it has nothing.
char32_t windows_1252_of_c1(char32_t c);

}  // namespace winnow
