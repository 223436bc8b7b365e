#include "crawler/curl_transport.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <functional>
#include <stdexcept>
#include <string_view>

namespace winnow {
namespace {

constexpr rlim_t kOtherFiles = 4096;  // of the store and the control socket
constexpr size_t kSpread = 8;         // connections a handle: hosts do not fall on them evenly

void initialise_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("libcurl does not initialise");
}

// Of each of so many handles.
size_t connections_to_cache(const CurlTransportOptions& options, const FetchConfig& fetch,
                            size_t handles) {
  if (options.cached_connections > 0) return options.cached_connections / handles + 1;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  const size_t wanted =
      std::max<size_t>(1024, size_t{fetch.max_connections} * 4) + kSpread * handles;
  const rlim_t others = std::min(kOtherFiles, files.rlim_cur / 2);
  return std::max<size_t>(1, std::min<size_t>(wanted, files.rlim_cur - others) / handles);
}

}  // namespace

CurlTransport::CurlTransport(boost::asio::io_context& io, const Config& config, Done done,
                             const CurlTransportOptions& options)
    : io_(io),
      settings_((initialise_libcurl(), config), options.may_connect),
      done_(std::move(done)),
      poller_(io, [this](const SocketPoller::Event& e) { multis_[e.tag]->on_event(e); }),
      sweep_timer_(io),
      sweep_interval_(
          std::clamp(std::min(config.fetch.first_byte_timeout, config.fetch.low_speed_time) / 8,
                     Millis(10), Millis(1000))) {
  const size_t handles = std::max<size_t>(1, options.handles);
  const size_t cached = connections_to_cache(options, config.fetch, handles);
  for (size_t i = 0; i < handles; ++i) {
    multis_.push_back(std::make_unique<CurlMulti>(
        io, poller_, static_cast<uint32_t>(i), static_cast<long>(cached),
        [this](CurlEasy& easy, CURLcode code) { ended(easy, code); }));
  }
}

CurlTransport::~CurlTransport() {
  for (auto& easy : active_) multis_[easy->slot]->remove(*easy);
}

void CurlTransport::start(FetchRequest request) {
  if (idle_.empty()) idle_.push_back(std::make_unique<CurlEasy>(settings_));
  std::unique_ptr<CurlEasy> easy = std::move(idle_.back());
  idle_.pop_back();
  easy->slot = std::hash<std::string_view>()(request.url.host()) % multis_.size();
  easy->place = active_.size();
  easy->begin(std::move(request), CurlEasy::Clock::now());
  multis_[easy->slot]->add(*easy);
  active_.push_back(std::move(easy));
  if (!sweeping_) sweep_later();
}

void CurlTransport::release(CurlEasy& easy) {
  const size_t place = easy.place;
  idle_.push_back(std::move(active_[place]));
  if (place + 1 < active_.size()) {
    active_[place] = std::move(active_.back());
    active_[place]->place = place;
  }
  active_.pop_back();
}

void CurlTransport::ended(CurlEasy& easy, CURLcode code) {
  FetchResponse response = easy.end(code);
  release(easy);
  done_(std::move(response));
}

void CurlTransport::abort_all() {
  while (!active_.empty()) {
    CurlEasy& easy = *active_.back();
    multis_[easy.slot]->remove(easy);
    FetchResponse response;
    response.id = easy.id();
    response.outcome = Outcome::kShutdown;
    release(easy);
    boost::asio::post(io_, [this, alive = std::weak_ptr<int>(alive_), r = std::move(response)] {
      if (!alive.expired()) done_(r);
    });
  }
}

// The time-outs that libcurl does not have: first byte, and low speed counted from there.
void CurlTransport::sweep_later() {
  sweeping_ = true;
  sweep_timer_.expires_after(sweep_interval_);
  sweep_timer_.async_wait(
      [this, alive = std::weak_ptr<int>(alive_)](boost::system::error_code error) {
        if (error || alive.expired()) return;
        sweep();
        if (active_.empty()) {
          sweeping_ = false;
        } else {
          sweep_later();
        }
      });
}

void CurlTransport::sweep() {
  const auto now = CurlEasy::Clock::now();
  std::vector<CurlEasy*> overdue;
  for (auto& easy : active_) {
    if (easy->is_overdue(now)) overdue.push_back(easy.get());
  }
  std::vector<FetchResponse> responses;
  for (CurlEasy* easy : overdue) {
    multis_[easy->slot]->remove(*easy);
    responses.push_back(easy->end(CURLE_OPERATION_TIMEDOUT, Stop::kTimeout));
    release(*easy);
  }
  for (FetchResponse& response : responses) done_(std::move(response));
}

}  // namespace winnow
