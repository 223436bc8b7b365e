// robots.txt: RFC 9309 2.3. A fetch of it is an errand to the host that has the file, which need
// not be the host that it is about: redirects are followed across hosts, each hop in that host's
// turn.
#include <cassert>

#include "crawler/engine_impl.h"
#include "parser/canonical.h"

namespace winnow {
namespace {

constexpr size_t kMaxErrands = 100;  // of other hosts, waiting for one host's clock

}  // namespace

void Engine::Impl::send_for_robots(Host& host, bool https) {
  const std::string href =
      std::string(https ? "https://" : "http://").append(*host.authority).append("/robots.txt");
  Result<Url> target = Url::parse(href);
  assert(target);  // the authority comes from a URL
  host.warm->robots[https].wait();
  ++host.awaited;
  ++errands;
  if (!host.errands) host.errands = std::make_unique<std::deque<RobotsErrand>>();
  host.errands->push_back({&host, https, std::move(*target), 0});
}

void Engine::Impl::start_errand(Host& host, Time now) {
  Slot& slot = open_slot(host);
  slot.errand = std::move(host.errands->front());
  host.errands->pop_front();
  if (host.errands->empty()) host.errands.reset();
  fetch(slot, kMaxRobotsBytes, true, now);
}

void Engine::Impl::on_robots(Slot& slot, FetchResponse response, Time now) {
  Host& host = *slot.host;
  RobotsErrand errand = std::move(*slot.errand);
  const RequestEnd end{response.outcome, response.latency, response.retry_after};
  Commit settled;
  const auto record_request = [&] {
    politeness.settle(host.warm->record, pace(*host.warm), end, now);
    add_count(settled, std::string(counter::kFetches));
    add_count(settled, labelled(counter::kRobots, name_of(end.outcome)));
  };

  if (response.outcome == Outcome::kRedirect && errand.hops < kMaxRobotsRedirects) {
    Result<Url> target = Url::parse(response.location, &errand.target);
    if (target && !scope.forgets_host(target->authority())) {
      record_request();
      commit(slot, std::move(settled));
      errand.target = std::move(*target);
      ++errand.hops;
      Host& next = frontier.get(errand.target.authority());
      return queue_errand(next, std::move(errand), now);
    }
  }
  Host& origin = *errand.origin;
  Commit about = settle_robots(origin, errand.https, std::move(response), now);
  if (&origin == &host) settled = std::move(about);
  record_request();  // after the rules are known: Crawl-delay counts from this request on
  commit(slot, std::move(settled));
  if (&origin == &host) return;
  commit_loose(std::move(about));
  if (!origin.busy) reschedule(origin, now);
}

Commit Engine::Impl::settle_robots(Host& origin, bool https, FetchResponse response, Time now) {
  WarmHost& warm = *origin.warm;
  const std::string_view token = config.identity.product_token;
  robots_bytes -= warm.robots_bytes();
  warm.robots[https].settle(std::move(response), config.politeness, now);
  robots_bytes += warm.robots_bytes();
  --origin.awaited;
  --errands;
  Commit commit;
  commit.host = record_of(origin);
  commit.robots[https] = warm.robots[https].record();
  if (!warm.record.seeded || !config.seeds.sitemaps_from_robots) return commit;
  for (const std::string& text : warm.robots[https].sitemaps(token)) {
    Result<Url> url = Url::parse(text);
    if (url) url = canonicalize(*url);
    if (!url || scope.judge(url->href(), FetchKind::kSitemap, 0) != Refusal::kNone) continue;
    commit.links.push_back(new_url(url->href(), FetchKind::kSitemap, 0, 0));
  }
  return commit;
}

void Engine::Impl::queue_errand(Host& target, RobotsErrand errand, Time now) {
  const bool down = target.warm && target.warm->record.breaker_until > now;
  if (!target.errands) target.errands = std::make_unique<std::deque<RobotsErrand>>();
  if (&target != errand.origin && (down || target.errands->size() >= kMaxErrands)) {
    failed_errands.push_back(std::move(errand));
    return;
  }
  target.errands->push_back(std::move(errand));
  if (target.busy || target.loading) return;  // seen to when that is over
  if (target.warm) return reschedule(target, now);
  frontier.schedule(target, std::max(target.not_before, std::min(target.ready, now)));
}

// A host whose circuit breaker is open keeps no other host waiting.
void Engine::Impl::fail_foreign_errands(Host& host) {
  std::deque<RobotsErrand> kept;
  for (RobotsErrand& errand : *host.errands) {
    auto& to = errand.origin == &host ? kept : failed_errands;
    to.push_back(std::move(errand));
  }
  *host.errands = std::move(kept);
}

void Engine::Impl::fail_errands(Time now) {
  while (!failed_errands.empty()) {
    const RobotsErrand errand = std::move(failed_errands.front());
    failed_errands.pop_front();
    FetchResponse response;
    response.outcome = Outcome::kHostDown;
    commit_loose(settle_robots(*errand.origin, errand.https, std::move(response), now));
    if (!errand.origin->busy) reschedule(*errand.origin, now);
  }
}

}  // namespace winnow
