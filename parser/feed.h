#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

inline constexpr size_t kMaxFeedEntries = 5'000;

struct FeedEntry {
  std::string url;        // as written, not yet parsed; may be relative to the feed
  std::string published;  // as written: RFC 822 or RFC 3339; empty: none
};

// What one feed lists: RSS 0.9x, 1.0 and 2.0, Atom 1.0 (RFC 4287).
struct Feed {
  std::vector<FeedEntry> entries;  // each URL once, in document order
  size_t skipped = 0;              // entries without a link, repeated, or beyond kMaxFeedEntries
  std::string error;               // why the rest could not be read; what came before is here
};

// Any bytes are fine.
Feed read_feed(std::string_view bytes, std::string_view content_type);

}  // namespace winnow
