#pragma once
#include <string>

#include "crawler/status.h"

namespace winnow {

// The status in Prometheus' text format (version 0.0.4): every counter of crawler/counters.h as
// winnow_NAME_total, and the gauges in metrics.cc. Names and labels do not change from release to
// release without a word in the CHANGELOG.
std::string metrics_text(const CrawlStatus& status);

}  // namespace winnow
