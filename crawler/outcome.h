#pragma once
#include <cstdint>
#include <string_view>

namespace winnow {

// How a fetch ended. One closed table (crawler/outcome.cc): stable number (it is stored), name (the
// metric label and log word), and what follows from it. What the web does is a value, never an
// exception.
enum class Outcome : uint8_t {
  kNone = 0,
  kOk = 1,            // 2xx with a body
  kNotModified = 2,   // 304
  kRedirect = 3,      // 3xx with a usable Location
  kNotFound = 4,      // 404
  kGone = 5,          // 410: a stored article is taken down
  kForbidden = 6,     // 401, 403, 451 and other 4xx
  kRateLimited = 7,   // 429, or 503 with Retry-After
  kServerError = 8,   // 5xx
  kRobotsDenied = 9,  // robots.txt disallows
  kOutOfScope = 10,
  kTooLarge = 11,        // more decoded bytes than allowed
  kBadContentType = 12,  // no HTML (or XML where a sitemap or feed was asked for)
  kRedirectLoop = 13,    // more hops than allowed, or no usable Location
  kDnsFailed = 14,
  kConnectFailed = 15,
  kTlsFailed = 16,
  kTimeout = 17,         // connect, first byte, total or low speed
  kBroken = 18,          // the connection or its encoding broke off, or was no HTTP
  kAddressRefused = 19,  // private or otherwise not allowed address
  kHostDown = 20,        // the host's circuit breaker is open
  kShutdown = 21,        // we stopped: the entry stays queued
  kAddressBusy = 22,     // nothing was sent: other hosts of its address had their turn; not stored
};

enum class OutcomeClass : uint8_t {
  kDone,    // nothing further now
  kRetry,   // again later, with backoff, max_retries times; counts as an error of the host
  kRefuse,  // we did not want it; the host is not to blame
  kDead,    // the host says there is nothing here
};

std::string_view name_of(Outcome outcome);
OutcomeClass class_of(Outcome outcome);

}  // namespace winnow
