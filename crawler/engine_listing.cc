// What a sitemap's or a feed's body leads to.
#include <algorithm>

#include "crawler/engine_impl.h"

namespace winnow {
namespace {

constexpr uint16_t kMaxSitemapDepth = 3;  // indexes within indexes; the protocol knows one level
constexpr size_t kEntriesPerCommit = 5000;
constexpr Millis kMostAhead = std::chrono::hours(36);  // of a lastmod: today's end, anywhere

}  // namespace

// Many sites give every page the date of today.
void Engine::Impl::judge_lastmod(const Slot& slot, bool changed) {
  if (!slot.entry.by_lastmod) return;
  uint32_t& wrong = slot.host->warm->record.false_lastmods;
  wrong = changed ? std::max(wrong, 1u) - 1 : std::min(wrong + 1, HostRecord::kMaxFalseLastmods);
}

// A long list goes in parts that belong to no slot, the last one with the entry itself: after a
// crash in between the list is fetched again, and what is known by then is not queued twice.
void Engine::Impl::settle_listing(Slot& slot, Time now) {
  const auto& list = std::get<Entries>(slot.done.result);
  const bool sitemap = slot.entry.kind == FetchKind::kSitemap;
  Commit settled = start_commit(slot, Outcome::kOk, now);
  const Change change = record_content(slot, settled, now);
  add_count(settled, std::string(sitemap ? counter::kSitemaps : counter::kFeeds));
  add_count(settled, std::string(counter::kBadListings), list.error.empty() ? 0 : 1);
  add_count(settled, std::string(counter::kLinks), list.pages.size() + list.sitemaps.size());

  const HostRecord& host = slot.host->warm->record;
  const bool trusted =
      config.revisit.enabled && host.false_lastmods < HostRecord::kMaxFalseLastmods;
  std::vector<NewUrl> links;
  const auto add = [&](const Entries::Entry& entry, FetchKind kind, uint16_t depth) {
    const auto& [href, modified] = entry;
    const Refusal refusal =
        depth > kMaxSitemapDepth ? Refusal::kDepth : scope.judge(href, kind, depth);
    if (refusal == Refusal::kNone) {
      NewUrl& link = links.emplace_back(new_url(href, kind, 0, depth));
      // Of what is queued, nothing that is under way: not the list itself, nor other hosts' pages.
      const bool rests = link.authority == host.authority && href != slot.entry.url;
      if (trusted && rests && modified <= now + kMostAhead) link.modified = modified;
    } else {
      add_count(settled, labelled(counter::kLinksRefused, name_of(refusal)));
    }
    if (links.size() < kEntriesPerCommit) return;
    Commit part;
    part.links = std::exchange(links, {});
    commit_loose(std::move(part));
  };
  const auto below = static_cast<uint16_t>(slot.entry.depth + 1);
  for (const Entries::Entry& each : list.sitemaps) add(each, FetchKind::kSitemap, below);
  for (const Entries::Entry& each : list.pages) add(each, FetchKind::kPage, 0);

  settled.links = std::move(links);
  requeue_visit(slot, settled, next_interval(slot, RevisitKind::kFeed, change), now);
  commit(slot, std::move(settled));
}

}  // namespace winnow
