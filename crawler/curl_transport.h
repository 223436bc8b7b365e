#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "config/config.h"
#include "crawler/curl_easy.h"
#include "crawler/curl_multi.h"
#include "crawler/socket_poller.h"
#include "crawler/transport.h"

namespace winnow {

struct CurlTransportOptions {
  // A multi handle walks all names that it has resolved at the end of each transfer, and all its
  // cached connections now and then, so many that share the hosts are cheaper than one.
  size_t handles = 64;
  // Kept open for reuse, in all. By the number of hosts, not of transfers: with fewer than there
  // are hosts in turn, every page opens a connection. 0: four for each of max_connections, at least
  // 1024, and eight for each handle, within what RLIMIT_NOFILE leaves beside 4096, or half of it.
  size_t cached_connections = 0;
  MayConnect may_connect{};  // none: always
};

// Transport over libcurl on an io_context. Construct, call and destroy on the thread that runs it.
// Speaks HTTP/1.1 only: libcurl 7.88's HTTP/2 has a crash on stream close, and one request a host
// at a time leaves nothing to multiplex.
class CurlTransport final : public Transport {
 public:
  CurlTransport(boost::asio::io_context& io, const Config& config, Done done,
                const CurlTransportOptions& options = {});
  ~CurlTransport() override;

  void start(FetchRequest request) override;
  void abort_all() override;
  size_t in_flight() const { return active_.size(); }

 private:
  void release(CurlEasy& easy);
  void ended(CurlEasy& easy, CURLcode code);
  void sweep_later();
  void sweep();

  boost::asio::io_context& io_;
  CurlSettings settings_;
  Done done_;
  SocketPoller poller_;
  std::vector<std::unique_ptr<CurlMulti>> multis_;
  std::vector<std::unique_ptr<CurlEasy>> active_, idle_;
  boost::asio::steady_timer sweep_timer_;
  bool sweeping_ = false;
  Millis sweep_interval_;
  std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace winnow
