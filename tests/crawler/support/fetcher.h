#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <map>
#include <string>

#include "crawler/curl_transport.h"
#include "tests/catch.h"

namespace winnow {

inline Config loopback_config() {
  Config config;
  config.identity.contact = "bot@example.org";
  config.fetch.addresses = Addresses::kLoopback;
  return config;
}

// Fetches and waits: the engine's side of the seam.
class Fetcher {
 public:
  explicit Fetcher(const Config& config = loopback_config(), CurlTransportOptions options = {})
      : transport_(
            io_, config, [this](FetchResponse r) { responses_[r.id] = std::move(r); }, options) {}

  FetchRequest request(const std::string& url) {
    FetchRequest request;
    request.id = ++last_id_;
    request.url = Url::parse(url).value();
    request.max_bytes = 1 << 20;
    return request;
  }

  uint64_t start(const std::string& url) { return start(request(url)); }
  uint64_t start(FetchRequest request) {
    const uint64_t id = request.id;
    transport_.start(std::move(request));
    return id;
  }

  FetchResponse wait(uint64_t id) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!responses_.count(id) && std::chrono::steady_clock::now() < deadline) {
      io_.run_one_for(Millis(100));
    }
    REQUIRE(responses_.count(id) == 1);
    return std::move(responses_[id]);
  }

  FetchResponse get(const std::string& url) { return wait(start(url)); }
  FetchResponse get(FetchRequest r) { return wait(start(std::move(r))); }

  boost::asio::io_context io_;
  std::map<uint64_t, FetchResponse> responses_;
  uint64_t last_id_ = 0;
  CurlTransport transport_;
};

}  // namespace winnow
