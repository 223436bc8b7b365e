#pragma once
#include <span>
#include <string_view>

namespace winnow {

// URLs that a site can make without end, by their look alone. The rules are in parser/trap.cc; a
// new one is a function and a row there. (A URL of more than Url::kMaxLength bytes is refused
// before, by Url::parse: "too-long".)
struct TrapRule {
  std::string_view name;
  bool (*matches)(std::string_view path, std::string_view query);  // of a canonical URL
  std::string_view example;                                        // an href that it matches
};
std::span<const TrapRule> trap_rules();

// The name of the first rule that matches a canonical href, or an empty view.
std::string_view trap_of(std::string_view href);
inline bool is_trap(std::string_view href) { return !trap_of(href).empty(); }

// The file name extension of a canonical href if it says that there is no page behind it (jpg, zip,
// mp4, pdf…), lower case, else an empty view. The table is in parser/trap.cc.
std::string_view non_page_extension(std::string_view href);
inline bool is_page_href(std::string_view href) { return non_page_extension(href).empty(); }

}  // namespace winnow
