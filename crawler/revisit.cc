#include "crawler/revisit.h"

#include <algorithm>
#include <cmath>

namespace winnow {

RevisitKind revisit_kind(FetchKind kind, Verdict verdict, std::string_view path_and_query) {
  if (kind != FetchKind::kPage) return RevisitKind::kFeed;
  const bool home = path_and_query == "/";
  return home || verdict == Verdict::kListing ? RevisitKind::kListing : RevisitKind::kArticle;
}

Millis revisit_interval(const RevisitConfig& config, RevisitKind kind, Change change,
                        Millis previous) {
  const Millis first = kind == RevisitKind::kArticle   ? config.article
                       : kind == RevisitKind::kListing ? config.listing
                                                       : config.feed;
  if (previous <= Millis{0}) change = Change::kFirst;
  const double factor =
      change == Change::kChanged ? config.changed_factor : config.unchanged_factor;
  const Millis interval =
      change == Change::kFirst
          ? first
          : Millis{std::llround(std::min(1e15, static_cast<double>(previous.count()) * factor))};
  return std::clamp(interval, config.min, std::max(config.min, config.max));
}

}  // namespace winnow
