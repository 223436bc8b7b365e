#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "parser/html/dom.h"
#include "parser/html/json_ld.h"
#include "parser/html/lines.h"
#include "parser/html/meta_tags.h"

namespace winnow {

// Who wrote the article: people, or the name that an account goes by, joined by join_names; empty
// if the page does not say. `sites` are names of the site, which is no author; `title` is the
// title's line or kNoLine, `chrome` chrome_nodes(dom).
std::string choose_author(const Dom& dom, const std::vector<bool>& chrome,
                          std::span<const Line> lines, size_t title, const MetaTags& tags,
                          const JsonLd& json, std::initializer_list<std::string_view> sites);

}  // namespace winnow
