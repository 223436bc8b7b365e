#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/dump_options.h"
#include "storage/records.h"

namespace winnow {

// One reason to leave articles out of a dump. Has either of the functions.
struct DumpFilter {
  // Under which its drops are counted, and the reason of the deletion that a dump since a cursor
  // gives when an older text may have passed. A key of RFC 8941 3.1.2: a-z first, then a-z 0-9 _ -
  // .
  std::string name;
  // Decides by the URL alone, of articles and of deletions.
  std::function<bool(std::string_view url)> keeps_url;
  // Decides by the article, whole and without the template of its host.
  std::function<bool(const ArticleRecord& article)> keeps;
};

// The filters that these options ask for, in the order in which they are asked; the first that
// refuses an article counts it. To add one: an option (dump_options.h) and a row here.
std::vector<DumpFilter> dump_filters(const DumpOptions& options);

// Whether the language tag is in one of the ranges, which are in lower case: basic filtering, RFC
// 4647 3.3.1.
bool is_in_ranges(std::string_view tag, const std::vector<std::string>& ranges);

}  // namespace winnow
