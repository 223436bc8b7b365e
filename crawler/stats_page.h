#pragma once
#include <string>

#include "storage/dump.h"
#include "storage/dump_statistics.h"

namespace winnow {

// The statistics as lines for people.
std::string stats_text(const DumpStatistics& statistics, const DumpResult& result);

// As one JSON object and a line feed: write_statistics(), the hosts, and what was left out.
std::string stats_json(const DumpStatistics& statistics, const DumpResult& result);

// As a page with plots, whole in itself: it loads nothing.
std::string stats_page(const DumpStatistics& statistics, const DumpResult& result);

}  // namespace winnow
