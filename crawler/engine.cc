#include "crawler/engine.h"

#include <algorithm>
#include <cassert>

#include "crawler/engine_impl.h"

namespace winnow {
namespace {

constexpr size_t kMinWarmHosts = 2048;
constexpr size_t kMaxRobotsBytesInRam = 64 << 20;
constexpr size_t kSeedsPerCommit = 1000;

}  // namespace

Engine::Impl::Impl(const Config& c, EnginePorts p)
    : config(c),
      ports(std::move(p)),
      scope(c),
      politeness(c.politeness),
      frontier({c.politeness.address_delay, c.politeness.address_connections}) {}

void Engine::Impl::restore(const HostRecord& host, Time next_due, bool clean, Time now) {
  if (!clean) floor = now;
  frontier.addresses().rest(now);
  if (host.seeded) scope.add_seed(host.authority);
  pages += host.pages;
  queued += host.queued;
  if (next_due == Time::max() || scope.forgets_host(host.authority)) return;
  Host& known = frontier.get(host.authority);
  known.due = next_due;
  known.not_before = Politeness::earliest(host);
  frontier.schedule(known, std::max(known.due, known.not_before));
}

void Engine::Impl::seed(const std::vector<Seed>& seeds, Time) {
  for (const Seed& seed : seeds) scope.add_seed(parts_of(seed.url).authority);
  Commit part;
  for (const Seed& seed : seeds) {
    const Refusal refusal = scope.judge(seed.url, seed.kind, 0);
    if (refusal != Refusal::kNone) {
      add_count(part, labelled(counter::kLinksRefused, name_of(refusal)));
      continue;
    }
    part.links.push_back(new_url(seed.url, seed.kind, 0, 0));
    if (part.links.size() >= kSeedsPerCommit) commit_loose(std::exchange(part, {}));
  }
  if (!part.links.empty() || !part.counters.empty()) commit_loose(std::move(part));
}

bool Engine::Impl::can_start() const {
  const size_t limit = std::max(config.fetch.max_connections, 1u);
  return !paused && !stopped && slots.size() < limit && loads < limit;
}

Time Engine::Impl::pump(Time now) {
  forget_more();
  fail_errands(now);
  while (can_start()) {
    Host* host = frontier.pop_due(now);
    if (host == nullptr) return frontier.next();
    turn(*host, now);
    fail_errands(now);
  }
  return Time::max();
}

bool Engine::Impl::idle(Time now) const {
  if (!slots.empty() || loose_commits + loads + errands + forgets > 0) return false;
  return !frontier.any_scheduled([&](const Host& host) {
    if (!host.warm) return host.due <= now;
    const bool down = host.warm->record.breaker_until > now;
    return !down && choose(*host.warm, now).due <= now;
  });
}

bool Engine::Impl::within_budget(const HostRecord& host) const {
  if (config.scope.max_pages != 0 && pages >= config.scope.max_pages) return false;
  return host.pages < scope.page_budget(host.authority);
}

Engine::Impl::Choice Engine::Impl::choose(const WarmHost& host, Time now) const {
  Choice choice;
  const auto offer = [&](const QueueEntry& entry, bool timed, size_t index) {
    const bool https = parts_of(entry.url).https;
    const RobotsCache& robots = host.robots[https];
    const RobotsCache::Gate gate = robots.gate(config.politeness, now);
    if (gate == RobotsCache::Gate::kBlocked) {
      choice.due = std::min(choice.due, robots.blocked_until());
      return false;
    }
    const bool use = gate == RobotsCache::Gate::kUse;
    choice = {use ? Choice::What::kEntry : Choice::What::kRobots, entry.due, timed, index, https};
    return true;
  };
  const auto& timed = host.window.timed();
  for (size_t i = 0; i < timed.size(); ++i) {
    if (timed[i].due > now) {
      choice.due = std::min(choice.due, timed[i].due);
      break;
    }
    if (offer(timed[i], true, i)) return choice;
  }
  if (!within_budget(host.record)) return choice;
  const auto& fresh = host.window.fresh();
  for (size_t i = 0; i < fresh.size(); ++i) {
    if (offer(fresh[i], false, i)) return choice;
  }
  return choice;
}

HostPace Engine::Impl::pace(const WarmHost& host) const {
  const std::string_view token = config.identity.product_token;
  return {scope.delay(host_of(host.record.authority)),
          std::max(host.robots[0].crawl_delay(token), host.robots[1].crawl_delay(token))};
}

Time Engine::Impl::earliest(const WarmHost& host) const {
  const Time by_clock = Politeness::earliest(host.record);
  if (floor == Time{}) return by_clock;
  return std::max(by_clock, floor + politeness.delay(host.record, pace(host)));
}

void Engine::Impl::turn(Host& host, Time now) {
  assert(!host.busy);
  if (scope.forgets_host(*host.authority)) return retire(host);
  if (!host.warm) return load(host);
  if (earliest(*host.warm) > now) return reschedule(host, now);
  if (host.has_errands()) return start_errand(host, now);
  const Choice choice = choose(*host.warm, now);
  switch (choice.what) {
    case Choice::What::kNothing:
      return reschedule(host, now);
    case Choice::What::kRobots:
      send_for_robots(host, choice.https);
      return start_errand(host, now);
    case Choice::What::kEntry:
      return take(host, choice, now);
  }
}

// The time of a host that is overdue stays in the past: who has waited longest is served first.
void Engine::Impl::reschedule(Host& host, Time now) {
  assert(host.warm && !host.busy);
  WarmHost& warm = *host.warm;
  if (warm.window.runs_low() && !host.loading) load(host);
  if (host.has_errands() && warm.record.breaker_until > now) fail_foreign_errands(host);
  const Time clock = earliest(warm);
  const Time due = host.has_errands() ? Time{} : choose(warm, std::max(now, clock)).due;
  frontier.schedule(host, std::max(clock, due));
}

void Engine::Impl::shrink(Time now) {
  const size_t max_warm = std::max<size_t>(kMinWarmHosts, size_t{4} * config.fetch.max_connections);
  for (size_t tries = frontier.warm_count(); tries > 0; --tries) {
    if (frontier.warm_count() <= max_warm && robots_bytes <= kMaxRobotsBytesInRam) return;
    Host& host = *frontier.least_recent();
    if (host.pinned()) {
      frontier.touch(host);
    } else {
      cool(host, now);
    }
  }
}

void Engine::Impl::cool(Host& host, Time now) {
  host.not_before = earliest(*host.warm);
  host.due = choose(*host.warm, std::max(now, host.not_before)).due;
  robots_bytes -= host.warm->robots_bytes();
  if (host.due == Time::max()) return frontier.forget(host);
  frontier.cool(host);
  frontier.schedule(host, std::max(host.due, host.not_before));
}

Slot& Engine::Impl::open_slot(Host& host) {
  const uint64_t id = ++last_id;
  Slot& slot = slots[id];
  slot.id = id;
  slot.host = &host;
  host.busy = true;
  frontier.touch(host);
  return slot;
}

void Engine::Impl::take(Host& host, const Choice& choice, Time now) {
  Window& window = host.warm->window;
  Slot& slot = open_slot(host);
  slot.entry = choice.timed ? window.take_timed(choice.index) : window.take_fresh(choice.index);
  host.taken = slot.entry.sequence;
  if (window.runs_low() && !host.loading) load(host);
  Result<Url> url = Url::parse(slot.entry.url);
  if (!url) return settle_unasked(slot, Outcome::kOutOfScope, now);  // of an older version
  slot.url = std::move(*url);
  if (!slot.entry.revisit) return admit(slot, now);
  slot.phase = Slot::Phase::kRecall;
  ports.recall(slot.id, slot.entry.url);
}

void Engine::Impl::admit(Slot& slot, Time now) {
  if (scope.judge(slot.entry.url, slot.entry.kind, slot.entry.depth) != Refusal::kNone) {
    return settle_unasked(slot, Outcome::kOutOfScope, now);
  }
  RobotsCache& robots = slot.host->warm->robots[slot.url.https()];
  if (!robots.allows(slot.url.path_and_query(), config.identity.product_token)) {
    return settle_unasked(slot, Outcome::kRobotsDenied, now);
  }
  if (slot.entry.tries == 0 && !slot.entry.revisit) ++pages;
  const bool page = slot.entry.kind == FetchKind::kPage;
  fetch(slot, page ? config.fetch.max_body_bytes : config.fetch.max_sitemap_bytes, false, now);
}

void Engine::Impl::fetch(Slot& slot, uint64_t max_bytes, bool truncate, Time now) {
  frontier.addresses().plan(*slot.host, now);
  FetchRequest request;
  request.id = slot.id;
  request.url = slot.errand ? slot.errand->target : slot.url;
  if (slot.known) {
    request.etag = slot.known->etag;
    request.last_modified = slot.known->last_modified;
  }
  request.max_bytes = max_bytes;
  request.truncate = truncate;
  request.verify_tls = scope.verify_tls(request.url.host());
  slot.phase = Slot::Phase::kFetch;
  ports.fetch(std::move(request));
}

void Engine::Impl::put_back(Slot& slot, Time now) {
  Host& host = *slot.host;
  host.busy = false;
  host.taken.reset();
  if (slot.errand) {
    if (!host.errands) host.errands = std::make_unique<std::deque<RobotsErrand>>();
    host.errands->push_front(std::move(*slot.errand));
  } else {
    host.warm->window.insert(std::move(slot.entry));
  }
  slots.erase(slots.find(slot.id));
  reschedule(host, now);
}

bool Engine::Impl::may_connect(uint64_t id, const boost::asio::ip::address& address, Time now) {
  const auto it = slots.find(id);
  return it != slots.end() &&
         frontier.addresses().enter(*it->second.host, it->second.visit, address, now);
}

Engine::Engine(const Config& config, EnginePorts ports)
    : impl_(std::make_unique<Impl>(config, std::move(ports))) {}
Engine::~Engine() = default;

void Engine::restore(const HostRecord& host, Time next_due, bool clean, Time now) {
  impl_->restore(host, next_due, clean, now);
}
void Engine::seed(const std::vector<Seed>& seeds, Time now) { impl_->seed(seeds, now); }
void Engine::remember(const ForgetRule& rule) { impl_->remember(rule); }
void Engine::forget(const ForgetRule& rule) { impl_->forget(rule); }
bool Engine::forgets(std::string_view href) const { return impl_->scope.forgets(href); }
void Engine::on_forgotten(const Forgotten& forgotten) { impl_->on_forgotten(forgotten); }
void Engine::on_fetched(FetchResponse response, Time now) {
  impl_->on_fetched(std::move(response), now);
}
void Engine::on_extracted(ExtractDone done, Time now) { impl_->on_extracted(std::move(done), now); }
void Engine::on_committed(uint64_t id, Applied applied, Time now) {
  impl_->on_committed(id, std::move(applied), now);
}
void Engine::on_loaded(const std::string& authority, HostLoaded loaded, Time now) {
  impl_->on_loaded(authority, std::move(loaded), now);
}
void Engine::on_recalled(uint64_t id, std::optional<UrlRecord> record, Time now) {
  impl_->on_recalled(id, std::move(record), now);
}
bool Engine::may_connect(uint64_t id, const boost::asio::ip::address& address, Time now) {
  return impl_->may_connect(id, address, now);
}
Time Engine::pump(Time now) { return impl_->pump(now); }
void Engine::pause(bool paused) { impl_->paused = paused; }
void Engine::stop() { impl_->stopped = true; }
bool Engine::drained() const {
  return impl_->slots.empty() && impl_->loose_commits + impl_->forgets == 0;
}
bool Engine::idle(Time now) const { return impl_->idle(now); }

Engine::Stats Engine::stats() const {
  const Host* first = impl_->frontier.first();
  return {impl_->frontier.size(),
          impl_->frontier.scheduled_count(),
          impl_->slots.size(),
          impl_->queued,
          impl_->settled_entries,
          impl_->frontier.next(),
          first == nullptr ? "" : *first->authority};
}

}  // namespace winnow
