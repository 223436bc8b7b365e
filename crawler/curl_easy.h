#pragma once
#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "config/config.h"
#include "crawler/curl_outcome.h"
#include "crawler/open_sockets.h"
#include "crawler/response_head.h"
#include "crawler/transport.h"

namespace winnow {

struct CurlListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListDeleter>;

// What every transfer has in common, made once from the config. Outlives the transfers.
struct CurlSettings {
  CurlSettings(const Config& config, MayConnect may_connect);

  FetchConfig fetch;
  bool archive = false;  // responses carry their exchange
  std::string user_agent;
  CurlList headers;  // of every request
  CurlList connect_to;
  MayConnect may_connect;         // none: always, as behind a proxy
  uint32_t idle_connections = 0;  // to one address, at most; 0: no limit
  mutable OpenSockets sockets;    // counted if idle_connections is not 0
};

// One easy handle, used for one transfer after the other. Not movable: libcurl keeps its address.
class CurlEasy {
 public:
  using Clock = std::chrono::steady_clock;

  explicit CurlEasy(const CurlSettings& settings);
  CurlEasy(const CurlEasy&) = delete;
  CurlEasy& operator=(const CurlEasy&) = delete;

  CURL* handle() const { return handle_.get(); }
  static CurlEasy* of(CURL* handle);

  uint64_t id() const { return request_->id; }
  uint32_t slot = 0;  // which multi handle has it: kept for the transport
  size_t place = 0;   // its index among the transport's active ones

  void begin(FetchRequest request, Clock::time_point now);

  // True if the first byte is late, or if too few came in the last low_speed_time. libcurl's own
  // low-speed rule would also end the wait for the first byte, which has a time-out of its own.
  bool is_overdue(Clock::time_point now);

  // After the transfer has left its multi handle. `stop`: why, if it was ended from outside.
  FetchResponse end(CURLcode code, Stop stop = Stop::kNo);

 private:
  static size_t on_header(char* data, size_t size, size_t count, void* self);
  static size_t on_body(char* data, size_t size, size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype, curl_sockaddr* address);

  static int on_close_socket(void* settings, curl_socket_t fd);
  static int on_request(void* self, char* ip, char*, int, int);
  curl_socket_t open_socket(const curl_sockaddr& address);

  static int on_debug(CURL*, curl_infotype what, char* data, size_t size, void* self);

  void keep_head(std::string_view line);
  void end_exchange(FetchResponse& response, bool whole);
  void judge_head();
  bool accept_body(std::string_view data);
  CurlList conditional_headers() const;
  std::string detail(CURLcode code) const;
  bool conditional() const { return !request_->etag.empty() || !request_->last_modified.empty(); }

  const CurlSettings& settings_;
  struct Deleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Deleter> handle_;
  std::array<char, CURL_ERROR_SIZE> error_{};

  std::optional<FetchRequest> request_;  // of the current transfer, like all below
  CurlList headers_;
  ResponseHead head_;
  std::shared_ptr<HttpExchange> exchange_;  // if it is archived
  std::string body_;
  Stop stop_ = Stop::kNo;
  std::string refused_;  // an address that was, if any
  bool busy_ = false;    // an address was
  bool answered_ = false;
  Clock::time_point window_start_;  // of the low-speed rule; before the answer: the start
  curl_off_t window_bytes_ = 0;     // received when the window began
};

}  // namespace winnow
