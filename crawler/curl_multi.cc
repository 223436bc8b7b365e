#include "crawler/curl_multi.h"

#include <boost/asio/post.hpp>
#include <new>
#include <stdexcept>
#include <string>

namespace winnow {
namespace {

void check(CURLMcode code) {
  if (code != CURLM_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
}

}  // namespace

CurlMulti::CurlMulti(boost::asio::io_context& io, SocketPoller& poller, uint32_t tag,
                     long cached_connections, Ended ended)
    : io_(io),
      poller_(poller),
      tag_(tag),
      ended_(std::move(ended)),
      timer_(io),
      multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc();
  CURLM* m = multi_.get();
  check(curl_multi_setopt(m, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket));
  check(curl_multi_setopt(m, CURLMOPT_SOCKETDATA, this));
  check(curl_multi_setopt(m, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer));
  check(curl_multi_setopt(m, CURLMOPT_TIMERDATA, this));
  check(curl_multi_setopt(m, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING)));
  check(curl_multi_setopt(m, CURLMOPT_MAXCONNECTS, cached_connections));
}

CurlMulti::~CurlMulti() = default;

void CurlMulti::add(CurlEasy& easy) { check(curl_multi_add_handle(multi_.get(), easy.handle())); }

void CurlMulti::remove(CurlEasy& easy) {
  check(curl_multi_remove_handle(multi_.get(), easy.handle()));
}

void CurlMulti::on_event(const SocketPoller::Event& event) {
  act(event.fd, (event.readable ? CURL_CSELECT_IN : 0) | (event.writable ? CURL_CSELECT_OUT : 0));
}

int CurlMulti::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
  auto& multi = *static_cast<CurlMulti*>(self);
  if (what == CURL_POLL_REMOVE) {
    multi.poller_.forget(fd);
  } else {
    multi.poller_.watch(fd, multi.tag_, what & CURL_POLL_IN, what & CURL_POLL_OUT);
  }
  return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* self) {
  auto& multi = *static_cast<CurlMulti*>(self);
  multi.deadline_ = milliseconds < 0 ? Clock::time_point::max()
                                     : Clock::now() + std::chrono::milliseconds(milliseconds);
  if (milliseconds == 0) {
    multi.ring_soon();
  } else if (multi.deadline_ < multi.armed_for_) {
    multi.arm();
  }
  return 0;
}

void CurlMulti::arm() {
  armed_for_ = deadline_;
  timer_.expires_at(deadline_);
  timer_.async_wait([this, alive = std::weak_ptr<int>(alive_)](boost::system::error_code error) {
    if (error || alive.expired()) return;
    armed_for_ = Clock::time_point::max();
    ring();
  });
}

void CurlMulti::ring_soon() {
  if (rings_soon_) return;
  rings_soon_ = true;
  boost::asio::post(io_, [this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    rings_soon_ = false;
    ring();
  });
}

void CurlMulti::ring() {
  if (deadline_ == Clock::time_point::max()) return;
  if (Clock::now() < deadline_) {
    if (deadline_ < armed_for_) arm();
    return;
  }
  deadline_ = Clock::time_point::max();
  act(CURL_SOCKET_TIMEOUT, 0);
}

void CurlMulti::act(curl_socket_t fd, int events) {
  int running = 0;
  check(curl_multi_socket_action(multi_.get(), fd, events, &running));
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    CurlEasy& easy = *CurlEasy::of(message->easy_handle);  // `message` dies with the removal
    remove(easy);
    ended_(easy, code);
  }
}

}  // namespace winnow
