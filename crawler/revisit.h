#pragma once
#include "config/config.h"
#include "parser/extraction.h"
#include "storage/records.h"

namespace winnow {

// What decides how soon a URL is worth asking again.
enum class RevisitKind : uint8_t { kArticle, kListing, kFeed };

// Listings and home pages show what is new, so they are asked often; so are feeds and sitemaps.
RevisitKind revisit_kind(FetchKind kind, Verdict verdict, std::string_view path_and_query);

enum class Change : uint8_t { kFirst, kChanged, kUnchanged };

// The interval until the next visit: the configured one at first, then `previous` shrunk or grown,
// within [revisit] min..max. `previous` zero reads as the first visit.
Millis revisit_interval(const RevisitConfig& config, RevisitKind kind, Change change,
                        Millis previous);

}  // namespace winnow
