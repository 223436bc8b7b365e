// What a response leads to, by its outcome. Each settle_...() ends in one commit.
#include <algorithm>
#include <cassert>
#include <utility>

#include "crawler/backoff.h"
#include "crawler/engine_impl.h"
#include "parser/canonical.h"

namespace winnow {
namespace {

// How many more tries an entry has against "slow down" than against errors: the fault is our pace,
// not the URL.
constexpr uint32_t kRateLimitedPatience = 4;

}  // namespace

void Engine::Impl::on_fetched(FetchResponse response, Time now) {
  Slot& slot = slots.at(response.id);
  assert(slot.phase == Slot::Phase::kFetch);
  if (response.outcome == Outcome::kNone) response.outcome = Outcome::kBroken;
  frontier.addresses().leave(*slot.host, slot.visit, now);
  const bool first = slot.entry.tries == 0 && !slot.entry.revisit;
  if (response.outcome == Outcome::kAddressBusy) {  // nothing was sent
    if (!slot.errand && first) --pages;
    return put_back(slot, now);
  }
  if (slot.errand) return on_robots(slot, std::move(response), now);
  WarmHost& host = *slot.host->warm;
  if (response.outcome == Outcome::kShutdown) {
    if (first) --pages;
  } else if (first) {
    ++host.record.pages;
  }
  politeness.settle(host.record, pace(host),
                    {response.outcome, response.latency, response.retry_after}, now);
  slot.bytes = response.body.size();
  slot.response = std::move(response);
  on_answer(slot, now);
}

void Engine::Impl::on_answer(Slot& slot, Time now) {
  const Outcome outcome = slot.response.outcome;
  const bool forgotten = outcome != Outcome::kShutdown && scope.forgets(slot.entry.url);
  if (forgotten) return settle_unasked(slot, Outcome::kOutOfScope, now);
  switch (outcome) {
    case Outcome::kOk:
      return extract(slot);
    case Outcome::kNotModified:
      return slot.known ? settle_unchanged(slot, now) : retry(slot, Outcome::kBroken, now);
    case Outcome::kRedirect:
      return settle_redirect(slot, now);
    case Outcome::kShutdown: {  // the request may have reached the host, so its clock is recorded
      slot.host->warm->window.insert(slot.entry);
      slot.host->taken.reset();
      return commit(slot, Commit{});
    }
    default:
      break;
  }
  switch (class_of(outcome)) {
    case OutcomeClass::kRetry:
      return retry(slot, outcome, now);
    case OutcomeClass::kDead:
      return settle_dead(slot, outcome, now);
    default:
      return settle_refused(slot, outcome, now);
  }
}

// The body goes to a worker, the rest of the response is kept for the commit.
void Engine::Impl::extract(Slot& slot) {
  ExtractJob job{slot.id, slot.entry.kind, slot.url, {}};
  std::string body = std::exchange(slot.response.body, {});
  job.response = slot.response;
  job.response.body = std::move(body);
  slot.phase = Slot::Phase::kExtract;
  ports.extract(std::move(job));
}

// The entry leaves the queue, and its URL record says how. What a revisit knew stays known.
Commit Engine::Impl::start_commit(Slot& slot, Outcome outcome, Time now) {
  Commit commit;
  commit.taken = slot.entry;
  UrlRecord& url = commit.url.emplace(slot.known.value_or(UrlRecord{}));
  url.url = slot.entry.url;
  url.kind = slot.entry.kind;
  url.depth = slot.entry.depth;
  url.outcome = static_cast<uint8_t>(outcome);
  url.status = slot.response.status;
  url.fetched = now;
  url.next_due = Time{};
  add_count(commit, labelled(counter::kOutcomes, name_of(outcome)));
  if (slot.phase == Slot::Phase::kFetch || slot.phase == Slot::Phase::kExtract ||
      slot.phase == Slot::Phase::kRecallCanonical) {
    add_count(commit, std::string(counter::kFetches));
    add_count(commit, std::string(counter::kBytes), slot.bytes);
  }
  return commit;
}

Millis Engine::Impl::next_interval(const Slot& slot, RevisitKind kind, Change change) const {
  const Millis previous = slot.known ? slot.known->revisit_interval : Millis{0};
  return revisit_interval(config.revisit, kind, change, previous);
}

void Engine::Impl::requeue_visit(Slot& slot, Commit& commit, Millis interval, Time now) const {
  if (!config.revisit.enabled) return;
  QueueEntry next = slot.entry;
  next.tries = 0;
  next.revisit = true;
  next.by_lastmod = false;
  next.due = now + interval;
  next.sequence = 0;
  commit.url->revisit_interval = interval;
  commit.url->next_due = next.due;
  commit.requeue = std::move(next);
}

// Not asked for, so the host's clock stands still. Robots may change their mind, scope does not.
void Engine::Impl::settle_unasked(Slot& slot, Outcome outcome, Time now) {
  slot.phase = Slot::Phase::kRecall;
  Commit settled = start_commit(slot, outcome, now);
  if (outcome == Outcome::kRobotsDenied) {
    requeue_visit(slot, settled, next_interval(slot, RevisitKind::kArticle, Change::kUnchanged),
                  now);
  }
  commit(slot, std::move(settled));
}

void Engine::Impl::settle_unchanged(Slot& slot, Time now) {
  Commit settled = start_commit(slot, Outcome::kNotModified, now);
  judge_lastmod(slot, false);
  add_count(settled, std::string(counter::kRevisits));
  const RevisitKind kind =
      revisit_kind(slot.entry.kind, Verdict::kArticle, parts_of(slot.entry.url).path_and_query);
  requeue_visit(slot, settled, next_interval(slot, kind, Change::kUnchanged), now);
  // The page is still what it was found to be; only robots and errors make it anything else.
  settled.url->outcome = static_cast<uint8_t>(Outcome::kOk);
  commit(slot, std::move(settled));
}

// The target is a URL of its own: scope, robots and its host's clock decide on it in its turn.
void Engine::Impl::settle_redirect(Slot& slot, Time now) {
  Result<Url> target = Url::parse(slot.response.location, &slot.url);
  if (target) target = canonicalize(*target);
  const bool loop = !target || target->href() == slot.entry.url ||
                    slot.entry.redirects >= config.fetch.max_redirects;
  if (loop) return settle_dead(slot, Outcome::kRedirectLoop, now);

  Commit settled = start_commit(slot, Outcome::kRedirect, now);
  settled.url->location = target->href();
  const QueueEntry& entry = slot.entry;
  // "example.com" seeded, "www.example.com" meant.
  const bool seed = entry.depth == 0 && scope.seeded(*slot.host->authority) &&
                    Scope::same_site(slot.url.host(), target->host());
  if (seed) scope.add_seed(target->authority());
  const Refusal refusal = scope.judge(target->href(), entry.kind, entry.depth);
  if (refusal == Refusal::kNone) {
    settled.links.push_back(new_url(target->href(), entry.kind, entry.priority, entry.depth,
                                    static_cast<uint8_t>(entry.redirects + 1)));
  } else {
    add_count(settled, labelled(counter::kLinksRefused, name_of(refusal)));
  }
  // Asked again if it was a page before, or leads into the site: seeds, feeds, sitemap entries.
  const bool again = slot.known || entry.kind == FetchKind::kFeed || entry.depth == 0;
  if (again) {
    requeue_visit(slot, settled, next_interval(slot, RevisitKind::kArticle, Change::kUnchanged),
                  now);
  }
  commit(slot, std::move(settled));
}

// 410 takes a stored article down at once, 404 when it is said twice in a row: many sites answer
// 404 for an hour while they are being rebuilt. Other refusals leave it as it is.
void Engine::Impl::settle_dead(Slot& slot, Outcome outcome, Time now) {
  Commit settled = start_commit(slot, outcome, now);
  const bool was_missing =
      slot.known && slot.known->outcome == static_cast<uint8_t>(Outcome::kNotFound);
  const bool missing = outcome == Outcome::kGone || (outcome == Outcome::kNotFound && was_missing);
  if (missing) {
    if (slot.known && slot.known->article != 0) settled.tombstone = name_of(outcome);
  } else if (slot.known || slot.entry.kind == FetchKind::kFeed) {
    const Change change = outcome == Outcome::kNotFound ? Change::kChanged : Change::kUnchanged;
    const RevisitKind kind =
        revisit_kind(slot.entry.kind, Verdict::kArticle, parts_of(slot.entry.url).path_and_query);
    requeue_visit(slot, settled, next_interval(slot, kind, change), now);
  }
  commit(slot, std::move(settled));
}

void Engine::Impl::settle_refused(Slot& slot, Outcome outcome, Time now) {
  Commit settled = start_commit(slot, outcome, now);
  if (slot.known) {
    requeue_visit(slot, settled, next_interval(slot, RevisitKind::kArticle, Change::kUnchanged),
                  now);
  }
  commit(slot, std::move(settled));
}

// Tried again with a doubled delay; when the tries are used up it is asked again as any page that
// is revisited, since the host may have been down for longer than a retry waits.
void Engine::Impl::retry(Slot& slot, Outcome outcome, Time now) {
  Commit settled = start_commit(slot, outcome, now);
  const uint32_t patience = outcome == Outcome::kRateLimited ? kRateLimitedPatience : 1;
  const uint32_t tries = slot.entry.tries;
  if (tries >= std::min<uint64_t>(255, uint64_t{config.fetch.max_retries} * patience)) {
    add_count(settled, std::string(counter::kGivenUp));
    requeue_visit(slot, settled, next_interval(slot, RevisitKind::kArticle, Change::kUnchanged),
                  now);
    return commit(slot, std::move(settled));
  }
  const Millis asked =
      std::min(slot.response.retry_after.value_or(Millis{0}), config.politeness.max_retry_after);
  QueueEntry next = slot.entry;
  next.tries = static_cast<uint8_t>(tries + 1);
  next.due =
      now + std::max(asked, doubled(config.fetch.retry_delay, tries, config.fetch.max_retry_delay));
  next.sequence = 0;
  settled.url->next_due = next.due;
  settled.requeue = std::move(next);
  add_count(settled, std::string(counter::kRetries));
  commit(slot, std::move(settled));
}

}  // namespace winnow
