// What the engine asks of the store, and what follows from its answers.
#include <cassert>

#include "crawler/engine_impl.h"

namespace winnow {
namespace {

constexpr size_t kWindow = 32;  // entries a lane that are asked for at once

}  // namespace

void add_count(Commit& commit, std::string name, uint64_t n) {
  if (n > 0) commit.counters.emplace_back(std::move(name), n);
}

void Engine::Impl::load(Host& host) {
  assert(!host.loading);
  host.loading = true;
  ++loads;
  ports.load(*host.authority, kWindow);
}

void Engine::Impl::on_loaded(const std::string& authority, HostLoaded loaded, Time now) {
  Host* host = frontier.find(authority);
  assert(host != nullptr && host->loading);
  host->loading = false;
  --loads;
  if (!host->warm) {
    auto warm = std::make_unique<WarmHost>(kWindow);
    if (loaded.host) warm->record = std::move(*loaded.host);
    warm->record.authority = authority;
    warm->record.seeded = scope.seeded(authority);
    for (size_t i = 0; i < 2; ++i) warm->robots[i].load(std::move(loaded.robots[i]));
    robots_bytes += warm->robots_bytes();
    frontier.warm(*host, std::move(warm));
  }
  host->warm->window.replace(std::move(loaded.window), host->taken);
  if (!host->busy) reschedule(*host, now);
  shrink(now);
}

void Engine::Impl::on_recalled(uint64_t id, std::optional<UrlRecord> record, Time now) {
  Slot& slot = slots.at(id);
  if (slot.phase == Slot::Phase::kRecallCanonical) {
    // It yields unless the other page is known to be of no use, or to yield itself.
    const auto outcome = static_cast<Outcome>(record ? record->outcome : 0);
    const bool usable = outcome == Outcome::kNone || outcome == Outcome::kOk;
    return settle_page(slot, !record || (usable && record->location.empty()), now);
  }
  assert(slot.phase == Slot::Phase::kRecall);
  const bool waits = !frontier.addresses().is_clear(*slot.host, now);  // another was faster
  if (paused || stopped || waits) return put_back(slot, now);
  slot.known = std::move(record);
  admit(slot, now);
}

// Its record as it is stored. A host may have become a seed's while it was warm.
HostRecord Engine::Impl::record_of(Host& host) const {
  host.warm->record.seeded = scope.seeded(*host.authority);
  return host.warm->record;
}

void Engine::Impl::commit(Slot& slot, Commit commit) {
  assert(slot.phase != Slot::Phase::kCommit);
  slot.phase = Slot::Phase::kCommit;
  slot.takes = commit.taken.has_value();
  commit.host = record_of(*slot.host);
  ports.commit(slot.id, std::move(commit));
}

void Engine::Impl::commit_loose(Commit commit) {
  ++loose_commits;
  ports.commit(++last_id, std::move(commit));
}

void Engine::Impl::on_committed(uint64_t id, Applied applied, Time now) {
  Host* host = nullptr;
  const auto it = slots.find(id);
  if (it == slots.end()) {
    assert(loose_commits > 0);
    --loose_commits;
  } else {
    host = it->second.host;
    assert(it->second.phase == Slot::Phase::kCommit);
    if (it->second.takes) {
      if (applied.taken) --queued;
      ++settled_entries;
      host->taken.reset();
      host->warm->record.queued = applied.queued;
      host->warm->record.barren = applied.barren;
    }
    slots.erase(it);
  }
  queued += applied.fresh.size() + (applied.requeued ? 1 : 0);
  for (Fresh& fresh : applied.fresh) arrive(std::move(fresh), now);
  for (QueueEntry& entry : applied.advanced) {  // of a host that is busy with the sitemap
    Host* own = frontier.find(parts_of(entry.url).authority);
    if (own != nullptr && own->warm) own->warm->window.advance(std::move(entry));
  }
  if (host != nullptr) {
    if (applied.requeued) host->warm->window.insert(std::move(*applied.requeued));
    host->busy = false;
    reschedule(*host, now);
  }
  shrink(now);
}

// A cold host that is being loaded needs nothing: the answer that is to come has the entry.
void Engine::Impl::arrive(Fresh fresh, Time now) {
  Host& host = frontier.get(fresh.authority);
  if (host.warm) {
    host.warm->window.insert(std::move(fresh.entry));
    ++host.warm->record.queued;
    if (!host.busy && host.ready > earliest(*host.warm)) reschedule(host, now);
  } else if (!host.loading) {
    host.due = Time{};
    frontier.schedule(host, std::max(host.not_before, std::min(host.ready, now)));
  }
}

}  // namespace winnow
