#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/demo/article.h"

namespace winnow::demo {

// Blocks to HTML. Each kind has a template `block.KIND`, in the site's settings or else in
// web/blocks.txt; chrome kinds get {{text}} and, split at " | ", {{a}}, {{b}}, {{c}}.
std::string html_of(const std::vector<SourceBlock>& blocks, const Fields& site,
                    const Fields& defaults, const boost::json::object& context);

// "2024-03-05 08:12" (or without the time) by a strftime(3) format, names of months in English.
std::string format_date(std::string_view date, const std::string& format);

}  // namespace winnow::demo
