#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/lines.h"

namespace winnow {

inline constexpr size_t kNoLine = SIZE_MAX;

struct TitleSources {
  std::string headline;   // JSON-LD
  std::string og_title;   // og:title, twitter:title
  std::string title;      // the title element
  std::string site_name;  // what is known of it otherwise
};

struct Title {
  std::string text;
  size_t line = kNoLine;  // where it stands in the page
  std::string suffix;     // what <title> has behind it and a separator: often the site's name
};

// The article's title: the heading that the page shows and that its sources confirm; else the best
// heading; else a source without the site's name. Titles are written as the page shows them. `path`
// is the page's own, by which a headline that links to itself is known.
Title choose_title(const Dom& dom, std::span<const Line> lines, const TitleSources& sources,
                   std::string_view path = {});

// A title element's parts between the separators that sites put before and after their name.
std::vector<std::string_view> title_parts(std::string_view title);

}  // namespace winnow
