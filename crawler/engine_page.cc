// What a page's body leads to.
#include <algorithm>
#include <array>
#include <cassert>

#include "crawler/article.h"
#include "crawler/engine_impl.h"

namespace winnow {
namespace {

// A host's queue may hold this many times its page budget: some of it will be refused or fail.
constexpr uint64_t kQueuePerBudget = 4;

uint8_t priority_of(uint32_t depth) { return static_cast<uint8_t>(std::min(depth, 255u)); }

// By how much the host is the more barren if the page has no new text.
uint32_t barren_worth(Verdict verdict, RevisitKind kind) {
  if (kind == RevisitKind::kArticle) return HostRecord::kPageWorth;
  return verdict == Verdict::kListing ? HostRecord::kListingWorth : 0;
}

}  // namespace

void Engine::Impl::on_extracted(ExtractDone done, Time now) {
  Slot& slot = slots.at(done.id);
  assert(slot.phase == Slot::Phase::kExtract);
  slot.done = std::move(done);
  if (scope.forgets(slot.entry.url)) return settle_unasked(slot, Outcome::kOutOfScope, now);
  if (!std::holds_alternative<Extraction>(slot.done.result)) return settle_listing(slot, now);
  const Extraction& page = std::get<Extraction>(slot.done.result);
  if (page.verdict == Verdict::kNotHtml) {
    return settle_refused(slot, Outcome::kBadContentType, now);
  }
  if (!may_yield_to_canonical(slot, page.metadata.canonical)) return settle_page(slot, false, now);
  slot.phase = Slot::Phase::kRecallCanonical;
  ports.recall(slot.id, page.metadata.canonical);
}

// A canonical link is honoured within the site: the URL it names is queued, and the article will be
// stored under that URL when it is fetched. Not if it names the home page (a common fault of
// templates), if we may not fetch it, or (on_recalled) if that URL is dead, redirects, or yields to
// another one: so no loop of canonical links loses a text.
bool Engine::Impl::may_yield_to_canonical(const Slot& slot, const std::string& canonical) const {
  if (canonical.empty() || canonical == slot.entry.url) return false;
  const HrefParts here = parts_of(slot.entry.url), there = parts_of(canonical);
  if (there.path_and_query == "/" ||
      !Scope::same_site(host_of(here.authority), host_of(there.authority)))
    return false;
  if (scope.judge(canonical, FetchKind::kPage, slot.entry.depth) != Refusal::kNone) return false;
  if (there.authority != here.authority || there.https != here.https) return true;
  return slot.host->warm->robots[there.https].allows(there.path_and_query,
                                                     config.identity.product_token);
}

// Is it new, changed, or as it was? Kept with the URL for the next time.
Change Engine::Impl::record_content(Slot& slot, Commit& commit, Time now) {
  UrlRecord& url = *commit.url;
  const bool visited = slot.known && slot.known->signature != 0;
  const bool changed = !visited || slot.known->signature != slot.done.signature;
  url.signature = slot.done.signature;
  if (changed) url.changed = now;
  url.etag = slot.response.etag;
  url.last_modified = slot.response.last_modified;
  url.location.clear();
  if (!visited) return Change::kFirst;
  judge_lastmod(slot, changed);
  add_count(commit, std::string(counter::kRevisits));
  add_count(commit, std::string(counter::kRevisitsChanged), changed ? 1 : 0);
  return changed ? Change::kChanged : Change::kUnchanged;
}

void Engine::Impl::settle_page(Slot& slot, bool yields, Time now) {
  auto& page = std::get<Extraction>(slot.done.result);
  Commit settled = start_commit(slot, Outcome::kOk, now);
  const Change change = record_content(slot, settled, now);
  const auto path = parts_of(slot.entry.url).path_and_query;
  const RevisitKind kind = revisit_kind(slot.entry.kind, page.verdict, path);
  if (change == Change::kFirst && path != "/") settled.barren = barren_worth(page.verdict, kind);
  add_count(settled, std::string(counter::kPages));
  add_count(settled, labelled(counter::kVerdicts, name_of(page.verdict)));
  if (page.verdict == Verdict::kRefused) {
    add_count(settled, labelled(counter::kRefusedPages, page.refusal));
  }
  for (const auto& [rule, n] : page.dropped) {
    add_count(settled, labelled(counter::kChromeDropped, rule), n);
  }
  if (!page.robots.nofollow) add_links(slot, settled, page);
  if (yields) {
    settled.url->location = page.metadata.canonical;
    settled.links.push_back(
        new_url(page.metadata.canonical, FetchKind::kPage, slot.entry.priority, slot.entry.depth));
  }
  add_article(slot, settled, page, yields, now);
  const Millis interval = yields ? config.revisit.max : next_interval(slot, kind, change);
  requeue_visit(slot, settled, interval, now);
  commit(slot, std::move(settled));
}

// noindex and noarchive: the text is never stored, and one that is stored goes.
void Engine::Impl::add_article(Slot& slot, Commit& commit, Extraction& page, bool yields,
                               Time now) {
  std::string_view withheld = withheld_by(page.robots);
  if (withheld.empty() && yields) withheld = "canonical";
  // What is forgotten does not come back by another URL that says it is a copy of it.
  if (withheld.empty() && scope.forgets(page.metadata.canonical)) withheld = "forgotten";
  if (!withheld.empty()) {
    if (has_text(page.verdict)) add_count(commit, labelled(counter::kNotStored, withheld));
    if (slot.known && slot.known->article != 0) commit.tombstone = withheld;
    return;
  }
  if (!has_text(page.verdict)) return;
  commit.article = article_of(std::move(page), slot.entry.url, now);
}

NewUrl Engine::Impl::new_url(std::string href, FetchKind kind, uint8_t priority, uint16_t depth,
                             uint8_t redirects) const {
  NewUrl url;
  url.authority = parts_of(href).authority;
  url.seeded = scope.seeded(url.authority);
  url.entry.url = std::move(href);
  url.entry.kind = kind;
  url.entry.priority = priority;
  url.entry.depth = depth;
  url.entry.redirects = redirects;
  return url;
}

void Engine::Impl::add_links(Slot& slot, Commit& commit, Extraction& page) {
  const HostRecord& host = slot.host->warm->record;
  const uint64_t budget = std::min(scope.page_budget(host.authority), uint64_t{1} << 40);
  uint64_t pending = host.pages + host.queued;
  const auto deeper = static_cast<uint16_t>(std::min(slot.entry.depth + 1, 0xffff));
  const bool more = goes_on(page, slot.entry.url);
  // Soft 404s and the like, page after page. The home page alone is one page.
  const bool barren = host.barren == HostRecord::kMaxBarren && slot.url.path_and_query() != "/";
  std::array<uint64_t, kRefusals> refused{};
  for (Link& link : page.links) {
    if (!link.nofollow && given.has(link.url)) continue;
    // An article's next page is no deeper than the article.
    const uint16_t depth = more && link.url == page.next_page ? slot.entry.depth : deeper;
    Refusal refusal =
        link.nofollow ? Refusal::kNofollow : scope.judge(link.url, FetchKind::kPage, depth);
    const bool own = refusal == Refusal::kNone && parts_of(link.url).authority == host.authority;
    if (own && barren)
      refusal = Refusal::kBarren;
    else if (own && pending++ >= budget * kQueuePerBudget)
      refusal = Refusal::kQueueFull;
    ++refused[static_cast<size_t>(refusal)];
    if (refusal != Refusal::kNone) continue;
    given.add(link.url);
    commit.links.push_back(
        new_url(std::move(link.url), FetchKind::kPage, priority_of(depth), depth));
  }
  add_count(commit, std::string(counter::kLinks), page.links.size());
  for (size_t i = 1; i < refused.size(); ++i) {
    add_count(commit, labelled(counter::kLinksRefused, name_of(static_cast<Refusal>(i))),
              refused[i]);
  }
  if (!scope.seeded(host.authority) || slot.entry.depth > 0) return;
  for (const std::string& feed : page.feeds) {  // of a seed: where its news come first
    const bool own = Scope::same_site(slot.url.host(), host_of(parts_of(feed).authority));
    if (own) commit.links.push_back(new_url(feed, FetchKind::kFeed, 0, 0));
  }
}

}  // namespace winnow
