#include "parser/robots_directives.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"

namespace winnow {
namespace {

struct Directive {
  std::string_view name;
  void (*apply)(RobotsDirectives&);
};

// A new directive is a row here and a member of RobotsDirectives.
constexpr std::array kDirectives{
    Directive{"noindex", [](RobotsDirectives& d) { d.noindex = true; }},
    Directive{"nofollow", [](RobotsDirectives& d) { d.nofollow = true; }},
    Directive{"none", [](RobotsDirectives& d) { d.noindex = d.nofollow = true; }},
    Directive{"noarchive", [](RobotsDirectives& d) { d.noarchive = true; }},
    Directive{"nocache", [](RobotsDirectives& d) { d.noarchive = true; }},
    Directive{"noai", [](RobotsDirectives& d) { d.noai = true; }},
    Directive{"noimageai", [](RobotsDirectives& d) { d.noimageai = true; }},
};

// Directives with a value of their own, so that their colon is no address.
constexpr std::array<std::string_view, 4> kWithValue{"unavailable_after", "max-snippet",
                                                     "max-image-preview", "max-video-preview"};

bool is_with_value(std::string_view name) {
  return std::any_of(kWithValue.begin(), kWithValue.end(),
                     [&](std::string_view n) { return equals_ignore_case(n, name); });
}

void apply(std::string_view directive, RobotsDirectives& out) {
  for (const Directive& row : kDirectives) {
    if (equals_ignore_case(row.name, directive)) row.apply(out);
  }
}

}  // namespace

RobotsDirectives parse_robots_directives(std::string_view value, std::string_view product_token) {
  RobotsDirectives out;
  bool to_us = true;
  while (!value.empty()) {
    const size_t comma = std::min(value.find_first_of(",;"), value.size());
    std::string_view part = trim(value.substr(0, comma));
    value.remove_prefix(std::min(comma + 1, value.size()));
    const size_t colon = part.find(':');
    if (colon != part.npos && !is_with_value(trim(part.substr(0, colon)))) {
      const std::string_view address = trim(part.substr(0, colon));
      to_us = is_robots_meta_name(address, product_token) || address == "*";
      part = trim(part.substr(colon + 1));
    }
    if (!to_us) continue;
    while (!part.empty()) {  // some separate by blanks
      const size_t blank = std::min(part.find_first_of(" \t"), part.size());
      apply(part.substr(0, blank), out);
      part = trim(part.substr(blank));
    }
  }
  return out;
}

bool is_robots_meta_name(std::string_view name, std::string_view product_token) {
  return equals_ignore_case(name, "robots") || equals_ignore_case(name, product_token);
}

RobotsDirectives combined(const RobotsDirectives& a, const RobotsDirectives& b) {
  RobotsDirectives both;
  both.noindex = a.noindex || b.noindex;
  both.nofollow = a.nofollow || b.nofollow;
  both.noarchive = a.noarchive || b.noarchive;
  both.noai = a.noai || b.noai;
  both.noimageai = a.noimageai || b.noimageai;
  return both;
}

}  // namespace winnow
