#pragma once
#include <string>
#include <string_view>

#include "config/time.h"
#include "parser/extraction.h"
#include "storage/records.h"

namespace winnow {

// Why the text of a page that says so is never stored: noindex or noarchive; empty if it may be.
std::string_view withheld_by(const RobotsDirectives& robots);

// Does the article of the page at `url` go on on another page, of the same host?
bool goes_on(const Extraction& page, std::string_view url);

// What is stored of a page that has text. `url` is its canonical href, `fetched` when it came.
ArticleRecord article_of(Extraction page, std::string url, Time fetched);

}  // namespace winnow
