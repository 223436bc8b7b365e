#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "crawler/transport.h"
#include "storage/records.h"

namespace winnow {

class Robots;

// Redirects of a robots.txt that are followed; further ones count as 4xx (RFC 9309 2.3.1.2).
inline constexpr uint32_t kMaxRobotsRedirects = 5;
inline constexpr uint64_t kMaxRobotsBytes = 500 << 10;  // RFC 9309 2.5

// What is known of one origin's robots.txt (RFC 9309 2.3-2.4), and what it lets us do.
//
//   2xx             its rules hold for robots_max_age
//   4xx but 429     everything is allowed, for robots_max_age
//   else            everything is disallowed; asked again after robots_error_age or Retry-After.
//                   An earlier good copy holds on for up to 24 h beyond robots_max_age
class RobotsCache {
 public:
  RobotsCache();
  ~RobotsCache();
  RobotsCache(RobotsCache&&) noexcept;
  RobotsCache& operator=(RobotsCache&&) noexcept;

  void load(RobotsRecord record);
  const RobotsRecord& record() const { return record_; }
  size_t bytes() const;  // roughly what it takes in RAM, parsed

  enum class Gate {
    kFetch,   // robots.txt must be asked for before any page
    kUse,     // allows() decides
    kBlocked  // unreachable, or being fetched: wait until blocked_until()
  };
  Gate gate(const PolitenessConfig& config, Time now) const;
  Time blocked_until() const { return waiting_ ? Time::max() : record_.retry_after; }

  // Its rules for us. Only while gate() is kUse.
  bool allows(std::string_view path_and_query, std::string_view product_token) const;
  Millis crawl_delay(std::string_view product_token) const;  // zero: none, or no rules known
  std::vector<std::string> sitemaps(std::string_view product_token) const;  // as written

  bool waiting() const { return waiting_; }
  void wait() { waiting_ = true; }  // an errand for it is under way; settle() or fail() ends it

  // The answer, redirects followed. kRedirect: one too many, or one that leads nowhere.
  // kShutdown changes nothing.
  void settle(FetchResponse response, const PolitenessConfig& config, Time now);

 private:
  const Robots& rules(std::string_view product_token) const;
  void unreachable(const FetchResponse& response, const PolitenessConfig& config, Time now);

  RobotsRecord record_;
  mutable std::unique_ptr<Robots> rules_;  // parsed when first asked for
  bool waiting_ = false;
};

}  // namespace winnow
