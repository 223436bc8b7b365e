#pragma once
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/time.h"
#include "crawler/outcome.h"
#include "parser/url.h"
#include "parser/warc/exchange.h"

namespace winnow {

// One GET. Redirects are not followed: each hop passes scope, robots and politeness first.
struct FetchRequest {
  uint64_t id = 0;  // given back in the response; unique among those in flight
  Url url;
  std::string etag, last_modified;  // conditional GET if not empty
  uint64_t max_bytes = 0;           // decoded; more is kTooLarge
  bool truncate = false;            // more is cut off instead, and the outcome is kOk (robots.txt)
  bool verify_tls = true;
};

struct FetchResponse {
  uint64_t id = 0;
  Outcome outcome = Outcome::kNone;  // by status and transport; the engine may overrule it
  uint16_t status = 0;               // 0: no response
  std::string body;                  // decoded (gzip, br, zstd removed)
  std::string content_type, x_robots_tag, content_language, etag, last_modified;
  // Fields that say rights (parser/rights_fields.h), each as sent; at most 16.
  std::vector<std::pair<std::string, std::string>> rights_fields;
  std::string location;  // as sent, unresolved
  std::optional<Millis>
      retry_after;    // RFC 9110 10.2.3, both forms, as a delay from now; capped at ten years
  Millis latency{0};  // until the first byte of the body
  // As it went over the wire, if archive.enabled and a whole head came.
  std::shared_ptr<HttpExchange> exchange;
  std::string detail;  // for the log: the library's words of what went wrong
};

// Asked with the id of a fetch before it connects to an address, and before its request is sent:
// Engine::may_connect(). If not, nothing is sent and the outcome is kAddressBusy.
using MayConnect = std::function<bool(uint64_t id, const boost::asio::ip::address& address)>;

// The network as the engine sees it. One implementation is libcurl (curl_transport.h), one is the
// fake of the simulation. All calls and callbacks happen on the engine's thread; a callback never
// comes from inside start().
class Transport {
 public:
  using Done = std::function<void(FetchResponse)>;
  virtual ~Transport() = default;
  virtual void start(FetchRequest request) = 0;  // `done` is called exactly once for each
  virtual void abort_all() = 0;                  // ends all in flight with kShutdown
};

}  // namespace winnow
