#pragma once
#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "crawler/curl_easy.h"
#include "crawler/socket_poller.h"

namespace winnow {

// One multi handle driven by an io_context through libcurl's multi_socket interface. libcurl's
// callbacks only note what it wants; it is called from handlers of the io_context alone.
class CurlMulti {
 public:
  using Ended = std::function<void(CurlEasy&, CURLcode)>;

  // `tag` comes back in the poller's events. `ended` is called outside libcurl, when the transfer
  // has left the handle, and may add() others. At most `cached_connections` are kept open for
  // reuse.
  CurlMulti(boost::asio::io_context& io, SocketPoller& poller, uint32_t tag,
            long cached_connections, Ended ended);
  ~CurlMulti();

  void add(CurlEasy& easy);
  void remove(CurlEasy& easy);  // its `ended` is not called
  void on_event(const SocketPoller::Event& event);

 private:
  static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void*);
  static int on_timer(CURLM*, long milliseconds, void* self);
  void arm();
  void ring_soon();
  void ring();
  void act(curl_socket_t fd, int events);

  boost::asio::io_context& io_;
  SocketPoller& poller_;
  uint32_t tag_;
  Ended ended_;
  struct Deleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  // libcurl moves its deadline with almost every call; the timer is only set anew for an earlier
  // one, and looks at deadline_ when it rings. Each setting is a system call, so what is due at
  // once, as every transfer is that starts, is posted instead.
  using Clock = std::chrono::steady_clock;
  boost::asio::steady_timer timer_;
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point armed_for_ = Clock::time_point::max();
  bool rings_soon_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>();
  std::unique_ptr<CURLM, Deleter> multi_;
};

}  // namespace winnow
