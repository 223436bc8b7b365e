// What is forgotten: the rules are the scope's, the deletion is the store's, a part at a time so
// that the crawl goes on beside it.
#include <algorithm>

#include "crawler/engine_impl.h"

namespace winnow {

void Engine::Impl::remember(const ForgetRule& rule) {
  scope.forget(rule);
  unforgotten = unforgotten || !rule.done;
}

void Engine::Impl::forget(const ForgetRule& rule) {
  scope.forget(rule);
  given.clear();  // the store will not know all of them any more
  ++forgets;
  ports.forget(rule);
}

void Engine::Impl::forget_more() {
  if (!unforgotten || forgets > 0 || stopped) return;
  ++forgets;
  ports.forget(std::nullopt);
}

void Engine::Impl::on_forgotten(const Forgotten& forgotten) {
  --forgets;
  for (const ForgetRule& rule : forgotten.rules) scope.forget(rule);
  queued -= std::min(queued, forgotten.part.queued);
  unforgotten = forgotten.part.more;
}

// In the turn of a host that is forgotten: nothing more is asked of it, by its entries or by the
// errands that came to it. Entries that the store still has come back with a load, and are dropped
// in the next turn.
void Engine::Impl::retire(Host& host) {
  if (host.has_errands()) {
    for (RobotsErrand& errand : *host.errands) failed_errands.push_back(std::move(errand));
    host.errands.reset();
  }
  if (host.warm) host.warm->window.replace({}, std::nullopt);
  if (!host.warm && !host.pinned()) return frontier.forget(host);
  frontier.schedule(host, Time::max());
}

}  // namespace winnow
