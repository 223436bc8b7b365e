#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/lines.h"

namespace winnow {

// The names in a byline that stands as a label with what follows it, or around a line's edge:
//   作者：X   文/X   执笔/X、Y   撰文：X   （文/图 X Y）   本报记者 X   （编译/X）   By X and Y
// `parts` is Line::parts. Who only edited or published (编辑, 责编, 来源) is no author. Empty if
// the line has no byline.
std::vector<std::string> names_in_byline(std::string_view parts);

// The names of a line that is all byline because of where it stands: "X", "By X", "X、Y".
std::vector<std::string> names_in_field(std::string_view parts);

// Is it the name of a person in Han characters: two to four of them, the first a surname?
bool is_han_name(std::string_view text);

// Several names as one string: 王乐文 方敏; Ann Lee, Bob Stone.
std::string join_names(std::span<const std::string> names);

}  // namespace winnow
