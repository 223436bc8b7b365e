#pragma once
#include <string>
#include <string_view>

namespace winnow {

// What breaks the standard's rules (ISO 28500, WARC 1.1) in a .warc.gz file: a line each; empty if
// it keeps them all. Judged by hand-written rules that share nothing with the writer.
std::string warc_faults(std::string_view file);

}  // namespace winnow
