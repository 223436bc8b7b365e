#pragma once
#include <array>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace winnow {

// Every total that the crawl keeps: its name in the store, in `status` and, as
// winnow_NAME_total, among the metrics. A total with a label is stored as "name:value", one for
// each value. A new counter is a constant, a row below, and the place that adds to it.
struct CounterInfo {
  std::string_view name;
  std::string_view label;  // empty: none
  std::string_view help;
};

namespace counter {
inline constexpr std::string_view kFetches = "fetches";
inline constexpr std::string_view kBytes = "bytes_fetched";
inline constexpr std::string_view kPages = "pages_fetched";
inline constexpr std::string_view kOutcomes = "outcomes";
inline constexpr std::string_view kRobots = "robots_fetched";
inline constexpr std::string_view kSitemaps = "sitemaps_fetched";
inline constexpr std::string_view kFeeds = "feeds_fetched";
inline constexpr std::string_view kRetries = "retries";
inline constexpr std::string_view kGivenUp = "given_up";
inline constexpr std::string_view kRevisits = "revisits";
inline constexpr std::string_view kRevisitsChanged = "revisits_changed";
inline constexpr std::string_view kVerdicts = "verdicts";
inline constexpr std::string_view kRefusedPages = "pages_refused";
inline constexpr std::string_view kNotStored = "articles_not_stored";
inline constexpr std::string_view kChromeDropped = "chrome_dropped";
inline constexpr std::string_view kLinks = "links_seen";
inline constexpr std::string_view kLinksRefused = "links_refused";
inline constexpr std::string_view kBadListings = "listings_unreadable";
}  // namespace counter

inline constexpr std::array kCounters{
    CounterInfo{counter::kFetches, "", "Requests that ended, robots.txt included"},
    CounterInfo{counter::kBytes, "", "Bytes of bodies after content decoding"},
    CounterInfo{counter::kPages, "", "Pages fetched with a body"},
    CounterInfo{counter::kOutcomes, "outcome", "Queue entries settled or put off, by outcome"},
    CounterInfo{counter::kRobots, "outcome", "robots.txt requests, redirects included"},
    CounterInfo{counter::kSitemaps, "", "Sitemaps fetched with a body"},
    CounterInfo{counter::kFeeds, "", "Feeds fetched with a body"},
    CounterInfo{counter::kRetries, "", "Entries put off for another try"},
    CounterInfo{counter::kGivenUp, "", "Entries whose tries are used up"},
    CounterInfo{counter::kRevisits, "", "Revisits answered with a body or with 304"},
    CounterInfo{counter::kRevisitsChanged, "", "Revisits that found other content"},
    CounterInfo{counter::kVerdicts, "verdict", "Pages by what they turned out to be"},
    CounterInfo{counter::kRefusedPages, "limit", "Pages not parsed, by the limit they broke"},
    CounterInfo{counter::kNotStored, "reason",
                "Article texts not stored: noindex, noarchive, canonical, forgotten"},
    CounterInfo{counter::kChromeDropped, "rule", "Blocks of site chrome cut, by rule"},
    CounterInfo{counter::kLinks, "", "Links found on pages, in sitemaps and in feeds"},
    CounterInfo{counter::kLinksRefused, "reason", "Links not queued, by reason"},
    CounterInfo{counter::kBadListings, "", "Sitemaps and feeds that could not be read to the end"},
    CounterInfo{kLinksFresh, "", "Links that were new and are queued"},
    CounterInfo{kArticlesNew, "", "Articles stored for the first time"},
    CounterInfo{kArticlesChanged, "", "Articles stored again with other text"},
    CounterInfo{kArticlesUnchanged, "", "Articles fetched again with the same text"},
    CounterInfo{kArticlesDuplicate, "", "New articles whose text is stored under another URL"},
    CounterInfo{kPagesBarren, "", "Pages that brought no new text at their first visit"},
    CounterInfo{kTombstones, "", "Articles taken down"},
};

// "name:value".
inline std::string labelled(std::string_view name, std::string_view value) {
  return std::string(name).append(":").append(value);
}

}  // namespace winnow
