#include "crawler/robots_cache.h"

#include <algorithm>
#include <cassert>
#include <chrono>

#include "parser/robots.h"

namespace winnow {
namespace {

// How much longer than robots_max_age the last good copy serves while the file is unreachable.
constexpr Millis kGoodCopyGrace = std::chrono::hours(24);

bool is_unavailable(Outcome outcome) {  // RFC 9309 2.3.1.3
  return outcome == Outcome::kNotFound || outcome == Outcome::kGone ||
         outcome == Outcome::kForbidden || outcome == Outcome::kRedirect ||
         outcome == Outcome::kRedirectLoop;
}

}  // namespace

RobotsCache::RobotsCache() = default;
RobotsCache::~RobotsCache() = default;
RobotsCache::RobotsCache(RobotsCache&&) noexcept = default;
RobotsCache& RobotsCache::operator=(RobotsCache&&) noexcept = default;

void RobotsCache::load(RobotsRecord record) {
  record_ = std::move(record);
  rules_.reset();
}

size_t RobotsCache::bytes() const { return 3 * record_.body.size(); }

RobotsCache::Gate RobotsCache::gate(const PolitenessConfig& config, Time now) const {
  using State = RobotsRecord::State;
  if (waiting_) return Gate::kBlocked;
  const Time stale = record_.fetched + config.robots_max_age;
  if (record_.state == State::kFetched || record_.state == State::kAbsent) {
    return now < stale ? Gate::kUse : Gate::kFetch;
  }
  if (now >= record_.retry_after) return Gate::kFetch;
  const bool good_copy = record_.fetched != Time{} && now < stale + kGoodCopyGrace;
  return good_copy ? Gate::kUse : Gate::kBlocked;
}

const Robots& RobotsCache::rules(std::string_view product_token) const {
  if (!rules_) rules_ = std::make_unique<Robots>(Robots::parse(record_.body, product_token));
  return *rules_;
}

bool RobotsCache::allows(std::string_view path_and_query, std::string_view product_token) const {
  return record_.body.empty() || rules(product_token).allows(path_and_query);
}

Millis RobotsCache::crawl_delay(std::string_view product_token) const {
  return record_.body.empty() ? Millis{0} : rules(product_token).crawl_delay().value_or(Millis{0});
}

std::vector<std::string> RobotsCache::sitemaps(std::string_view product_token) const {
  if (record_.body.empty()) return {};
  return rules(product_token).sitemaps();
}

void RobotsCache::settle(FetchResponse response, const PolitenessConfig& config, Time now) {
  using State = RobotsRecord::State;
  waiting_ = false;
  if (response.outcome == Outcome::kShutdown) return;
  if (response.outcome != Outcome::kOk && !is_unavailable(response.outcome)) {
    unreachable(response, config, now);
    return;
  }
  const bool fetched = response.outcome == Outcome::kOk;
  response.body.resize(std::min<size_t>(response.body.size(), fetched ? kMaxRobotsBytes : 0));
  load({fetched ? State::kFetched : State::kAbsent, now, Time{}, std::move(response.body)});
}

void RobotsCache::unreachable(const FetchResponse& response, const PolitenessConfig& config,
                              Time now) {
  const Millis asked = std::min(response.retry_after.value_or(Millis{0}), config.max_retry_after);
  record_.state = RobotsRecord::State::kUnreachable;
  record_.retry_after = now + std::max(config.robots_error_age, asked);
}

}  // namespace winnow
