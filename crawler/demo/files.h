#pragma once
#include <map>
#include <string>
#include <string_view>

namespace winnow::demo {

// The files under crawler/demo/web by their path from there ("jiangwan/site.txt"); views into the
// program itself.
using Files = std::map<std::string, std::string_view, std::less<>>;
Files embedded_files();

}  // namespace winnow::demo
