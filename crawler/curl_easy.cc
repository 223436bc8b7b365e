#include "crawler/curl_easy.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cstring>
#include <new>
#include <stdexcept>

#include "config/identity.h"
#include "crawler/address_filter.h"
#include "crawler/process_info.h"

namespace winnow {
namespace {

constexpr const char* kAccept =
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";
constexpr size_t kMaxErrorBody = 64 << 10;  // of a response whose body is of no use
constexpr long kReceiveBuffer = 32 << 10;   // a transfer; many a page comes in one read
constexpr size_t kMaxReserve = 1 << 20;     // on the word of a Content-Length

void append(CurlList& list, const std::string& line) {
  curl_slist* grown = curl_slist_append(list.get(), line.c_str());
  if (!grown) throw std::bad_alloc();
  (void)list.release();
  list.reset(grown);
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(handle, option, value);
  if (code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

// Stored values come from the web; one with a line end would be a header of somebody's own.
bool is_header_value(const std::string& value) {
  return !value.empty() && value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos;
}

std::optional<boost::asio::ip::address> address_of(const sockaddr& socket_address) {
  using boost::asio::ip::address_v4;
  using boost::asio::ip::address_v6;
  if (socket_address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(socket_address);
    return address_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (socket_address.sa_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(socket_address);
    address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return address_v6(bytes);
  }
  return std::nullopt;
}

}  // namespace

CurlSettings::CurlSettings(const Config& config, MayConnect may)
    : fetch(config.fetch),
      archive(config.archive.enabled),
      user_agent(winnow::user_agent(config.identity)) {
  if (fetch.proxy.empty() && may) {
    may_connect = std::move(may);
    idle_connections = config.politeness.address_connections;
  }
  append(headers, kAccept);
  std::string_view contact = config.identity.contact;
  if (contact.starts_with("mailto:")) contact.remove_prefix(7);
  if (contact.find('@') != contact.npos && contact.find("://") == contact.npos) {
    append(headers, "From: " + std::string(contact));  // RFC 9110 10.1.2
  }
  for (const std::string& entry : fetch.connect_to) append(connect_to, entry);
}

CurlEasy::CurlEasy(const CurlSettings& settings) : settings_(settings), handle_(curl_easy_init()) {
  CURL* h = handle();
  if (!h) throw std::bad_alloc();
  const FetchConfig& fetch = settings.fetch;
  set(h, CURLOPT_PRIVATE, static_cast<void*>(this));
  set(h, CURLOPT_ERRORBUFFER, error_.data());
  set(h, CURLOPT_NOSIGNAL, 1L);
  set(h, CURLOPT_QUICK_EXIT, 1L);  // a transfer that ends never waits for its resolver thread
  set(h, CURLOPT_PROTOCOLS_STR, "http,https");
  set(h, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(h, CURLOPT_FOLLOWLOCATION, 0L);
  set(h, CURLOPT_PATH_AS_IS, 1L);  // parser/url has made the path what it is
  set(h, CURLOPT_ACCEPT_ENCODING, "");
  set(h, CURLOPT_BUFFERSIZE, kReceiveBuffer);
  set(h, CURLOPT_USERAGENT, settings.user_agent.c_str());
  set(h, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(h, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(fetch.connect_timeout.count()));
  set(h, CURLOPT_TIMEOUT_MS, static_cast<long>(fetch.total_timeout.count()));
  set(h, CURLOPT_PROXY, fetch.proxy.c_str());  // empty: none, whatever the environment says
  if (settings.connect_to) set(h, CURLOPT_CONNECT_TO, settings.connect_to.get());
  set(h, CURLOPT_HEADERFUNCTION, &CurlEasy::on_header);
  set(h, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(h, CURLOPT_WRITEFUNCTION, &CurlEasy::on_body);
  set(h, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(h, CURLOPT_OPENSOCKETFUNCTION, &CurlEasy::on_open_socket);
  set(h, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  if (settings.may_connect) {
    set(h, CURLOPT_PREREQFUNCTION, &CurlEasy::on_request);
    set(h, CURLOPT_PREREQDATA, static_cast<void*>(this));
  }
  if (settings.idle_connections > 0) {
    set(h, CURLOPT_CLOSESOCKETFUNCTION, &CurlEasy::on_close_socket);
    set(h, CURLOPT_CLOSESOCKETDATA, const_cast<CurlSettings*>(&settings));
  }
  if (settings.archive) {  // the one way to the request's head
    set(h, CURLOPT_DEBUGFUNCTION, &CurlEasy::on_debug);
    set(h, CURLOPT_DEBUGDATA, static_cast<void*>(this));
    set(h, CURLOPT_VERBOSE, 1L);
  }
}

CurlEasy* CurlEasy::of(CURL* handle) {
  CurlEasy* self = nullptr;
  curl_easy_getinfo(handle, CURLINFO_PRIVATE, &self);
  return self;
}

void CurlEasy::begin(FetchRequest request, Clock::time_point now) {
  request_ = std::move(request);
  if (request_->max_bytes == 0) request_->max_bytes = settings_.fetch.max_body_bytes;
  headers_ = conditional_headers();
  head_ = ResponseHead();
  exchange_.reset();
  if (settings_.archive) {
    exchange_ = std::make_shared<HttpExchange>();
    exchange_->url = request_->url.href();
    exchange_->began = wall_clock();
  }
  body_.clear();
  error_[0] = '\0';
  stop_ = Stop::kNo;
  refused_.clear();
  busy_ = false;
  answered_ = false;
  window_start_ = now;
  window_bytes_ = 0;
  CURL* h = handle();
  set(h, CURLOPT_URL, request_->url.href().c_str());
  set(h, CURLOPT_HTTPHEADER, headers_ ? headers_.get() : settings_.headers.get());
  set(h, CURLOPT_FORBID_REUSE, 0L);
  set(h, CURLOPT_SSL_VERIFYPEER, request_->verify_tls ? 1L : 0L);
  set(h, CURLOPT_SSL_VERIFYHOST, request_->verify_tls ? 2L : 0L);
}

CurlList CurlEasy::conditional_headers() const {
  CurlList list;
  if (!conditional()) return list;
  for (const curl_slist* line = settings_.headers.get(); line; line = line->next) {
    append(list, line->data);
  }
  if (is_header_value(request_->etag)) append(list, "If-None-Match: " + request_->etag);
  if (is_header_value(request_->last_modified)) {
    append(list, "If-Modified-Since: " + request_->last_modified);
  }
  return list;
}

bool CurlEasy::is_overdue(Clock::time_point now) {
  const FetchConfig& fetch = settings_.fetch;
  if (!answered_) return now - window_start_ >= fetch.first_byte_timeout;
  if (now - window_start_ < fetch.low_speed_time) return false;
  curl_off_t received = 0;
  curl_easy_getinfo(handle(), CURLINFO_SIZE_DOWNLOAD_T, &received);
  const double seconds = std::chrono::duration<double>(now - window_start_).count();
  if (static_cast<double>(received - window_bytes_) < fetch.low_speed_bytes_per_second * seconds) {
    return true;
  }
  window_start_ = now;
  window_bytes_ = received;
  return false;
}

FetchResponse CurlEasy::end(CURLcode code, Stop stop) {
  if (stop_ == Stop::kNo) stop_ = stop;
  if (code == CURLE_COULDNT_CONNECT && !refused_.empty()) stop_ = Stop::kAddressRefused;
  if (code == CURLE_COULDNT_CONNECT && busy_) stop_ = Stop::kAddressBusy;
  const bool complete = head_.complete();
  FetchResponse response = head_.take();
  response.id = request_->id;
  const bool success = response.status >= 200 && response.status < 300;
  const bool whole = stop_ == Stop::kTruncated || (code == CURLE_OK && stop_ == Stop::kNo);
  if (complete && (!success || whole)) {
    response.outcome = outcome_of_status(response, conditional());
  } else {
    response.outcome = outcome_of(code, stop_);
    if (response.outcome == Outcome::kOk) response.outcome = Outcome::kBroken;  // no final head
    response.detail = detail(code);
  }
  if (exchange_ && complete) end_exchange(response, code == CURLE_OK && stop_ == Stop::kNo);
  if (success) response.body = std::move(body_);
  curl_off_t microseconds = 0;
  curl_easy_getinfo(handle(), CURLINFO_STARTTRANSFER_TIME_T, &microseconds);
  response.latency = std::chrono::ceil<Millis>(std::chrono::microseconds(microseconds));
  body_ = std::string();
  request_.reset();
  return response;
}

void CurlEasy::end_exchange(FetchResponse& response, bool whole) {
  exchange_->body = body_;
  if (!whole) {
    const bool large = stop_ == Stop::kTooLarge || stop_ == Stop::kTruncated;
    exchange_->truncated = large                     ? "length"
                           : stop_ == Stop::kTimeout ? "time"
                           : stop_ == Stop::kNo      ? "disconnect"
                                                     : "unspecified";
  }
  const char* address = nullptr;
  curl_easy_getinfo(handle(), CURLINFO_PRIMARY_IP, &address);
  if (address && settings_.fetch.proxy.empty()) exchange_->address = address;
  response.exchange = std::move(exchange_);
}

// What is sent again over a new connection, and what a proxy is told first, is no part of it.
int CurlEasy::on_debug(CURL*, curl_infotype what, char* data, size_t size, void* self) {
  auto& easy = *static_cast<CurlEasy*>(self);
  if (what != CURLINFO_HEADER_OUT || !easy.exchange_) return 0;
  const std::string_view bytes(data, size);
  std::string& head = easy.exchange_->request_head;
  if (bytes.starts_with("GET ")) head.clear();
  if (head.size() + size <= ResponseHead::kMaxBytes) head.append(bytes);
  return 0;
}

// An interim response's head (1xx) is forgotten; trailers are none.
void CurlEasy::keep_head(std::string_view line) {
  if (!exchange_ || head_.complete()) return;
  if (line.starts_with("HTTP/")) exchange_->response_head.clear();
  exchange_->response_head.append(line);
}

std::string CurlEasy::detail(CURLcode code) const {
  switch (stop_) {
    case Stop::kTooLarge:
      return "more than " + std::to_string(request_->max_bytes) + " bytes";
    case Stop::kBadHead:
      return "the response's head is too long or holds control characters";
    case Stop::kBadContentType:
      return "the content type is never text";
    case Stop::kTimeout:
      return answered_ ? "the response is too slow" : "no first byte in time";
    case Stop::kAddressRefused:
      return refused_ + " is not allowed by fetch.addresses";
    case Stop::kAddressBusy:
      return "other hosts of its address have their turn";
    case Stop::kNo:
    case Stop::kTruncated:
      break;
  }
  return error_[0] ? error_.data() : curl_easy_strerror(code);
}

size_t CurlEasy::on_header(char* data, size_t size, size_t count, void* self) {
  auto& easy = *static_cast<CurlEasy*>(self);
  if (!easy.answered_) {
    easy.answered_ = true;
    easy.window_start_ = Clock::now();
  }
  easy.keep_head({data, size * count});
  if (!easy.head_.add({data, size * count}, wall_clock())) {
    easy.stop_ = Stop::kBadHead;
  } else if (easy.head_.complete()) {
    easy.judge_head();
  }
  return easy.stop_ == Stop::kNo ? size * count : 0;
}

// What the head says is enough to leave the body alone.
void CurlEasy::judge_head() {
  const bool too_large = head_.content_length() > request_->max_bytes && !request_->truncate;
  if (is_never_text(head_.content_type())) {
    stop_ = Stop::kBadContentType;
  } else if (too_large) {
    stop_ = Stop::kTooLarge;
  }
}

size_t CurlEasy::on_body(char* data, size_t size, size_t count, void* self) {
  return static_cast<CurlEasy*>(self)->accept_body({data, size * count}) ? size * count : 0;
}

// `data` is decoded already, so a compressed bomb is stopped at the same size as any other body.
bool CurlEasy::accept_body(std::string_view data) {
  const bool wanted = head_.status() >= 200 && head_.status() < 300;
  const size_t limit = wanted ? request_->max_bytes : kMaxErrorBody;
  if (body_.size() + data.size() > limit) {
    stop_ = wanted && request_->truncate ? Stop::kTruncated : Stop::kTooLarge;
    if (stop_ == Stop::kTruncated) body_.append(data.substr(0, limit - body_.size()));
    return false;
  }
  if (body_.empty()) body_.reserve(std::min<size_t>(head_.content_length(), kMaxReserve));
  body_.append(data);
  return true;
}

curl_socket_t CurlEasy::on_open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  return static_cast<CurlEasy*>(self)->open_socket(*address);
}

curl_socket_t CurlEasy::open_socket(const curl_sockaddr& address) {
  const auto ip = address_of(address.addr);
  // With a proxy this is the proxy's address, which the operator has named.
  if (settings_.fetch.proxy.empty() && (!ip || !is_allowed(*ip, settings_.fetch.addresses))) {
    refused_ = ip ? ip->to_string() : "an address of an unknown family";
    return CURL_SOCKET_BAD;
  }
  if (settings_.may_connect && !settings_.may_connect(id(), *ip)) {
    busy_ = true;
    return CURL_SOCKET_BAD;
  }
  const int fd = socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  if (settings_.idle_connections > 0 && fd >= 0) {
    const bool enough = settings_.sockets.count(*ip) >= settings_.idle_connections;
    if (enough) set(handle(), CURLOPT_FORBID_REUSE, 1L);
    settings_.sockets.opened(fd, *ip);
  }
  return fd;
}

int CurlEasy::on_close_socket(void* settings, curl_socket_t fd) {
  static_cast<CurlSettings*>(settings)->sockets.closed(fd);
  return close(fd);
}

// Of an open connection that is used again, too: this is the address that the request goes to.
int CurlEasy::on_request(void* self, char* ip, char*, int, int) {
  auto& easy = *static_cast<CurlEasy*>(self);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(ip, error);
  if (error || easy.settings_.may_connect(easy.id(), address)) return CURL_PREREQFUNC_OK;
  easy.stop_ = Stop::kAddressBusy;
  return CURL_PREREQFUNC_ABORT;
}

}  // namespace winnow
