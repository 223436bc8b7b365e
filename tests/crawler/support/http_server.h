#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "config/time.h"

namespace winnow {

// One request as the test server saw it. Header names are in lower case.
struct SeenRequest {
  std::string target, host;
  std::map<std::string, std::string> headers;
  unsigned connection = 0;  // 1 for the first one accepted, and so on
  std::chrono::steady_clock::time_point at;
};

// What the test server sends: pieces of bytes, each after a pause, and what it does then.
struct Reply {
  struct Piece {
    Millis pause{0};
    std::string bytes;
  };
  enum class Then { kKeepOpen, kClose, kReset, kHang };
  std::vector<Piece> pieces;
  Then then = Then::kKeepOpen;
};

// A whole response with Content-Length. `fields`: further header lines, each with CRLF.
std::string http_response(int status, const std::string& type, const std::string& body,
                          const std::string& fields = "");
Reply whole(int status, const std::string& type, const std::string& body,
            const std::string& fields = "");

std::string gzip(const std::string& bytes);

// An HTTP server on 127.0.0.1 that does what a test says, right or wrong. Runs a thread of its own;
// the handler is called there. Stops when destroyed.
class HttpServer {
 public:
  using Handler = std::function<Reply(const SeenRequest&)>;
  // `greeting` is sent before the first request of each connection has come.
  explicit HttpServer(Handler handler, std::string greeting = "");
  ~HttpServer();

  uint16_t port() const { return port_; }
  std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string url(const std::string& path) const { return "http://" + authority() + path; }
  std::vector<SeenRequest> requests() const;
  unsigned connections() const;

 private:
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, unsigned connection);

  Handler handler_;
  std::string greeting_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  uint16_t port_;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> requests_;
  unsigned connections_ = 0;
  std::thread thread_;
};

}  // namespace winnow
