#include "tests/crawler/support/http_server.h"

#include <zlib.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <istream>
#include <sstream>
#include <stdexcept>

namespace winnow {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;

SeenRequest parse(std::istream& in) {
  SeenRequest request;
  std::string line;
  std::getline(in, line);
  std::istringstream(line) >> line >> request.target;
  while (std::getline(in, line) && line != "\r") {
    const size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    std::string name = line.substr(0, colon);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    request.headers[name] = line.substr(colon + 2, line.size() - colon - 3);
  }
  request.host = request.headers["host"];
  request.at = std::chrono::steady_clock::now();
  return request;
}

}  // namespace

std::string http_response(int status, const std::string& type, const std::string& body,
                          const std::string& fields) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body;
}

Reply whole(int status, const std::string& type, const std::string& body,
            const std::string& fields) {
  return {{{Millis(0), http_response(status, type, body, fields)}}};
}

std::string gzip(const std::string& bytes) {
  z_stream z{};
  if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

HttpServer::HttpServer(Handler handler, std::string greeting)
    : handler_(std::move(handler)),
      greeting_(std::move(greeting)),
      acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()) {
  asio::co_spawn(io_, accept(), asio::detached);
  thread_ = std::thread([this] { io_.run(); });
}

HttpServer::~HttpServer() {
  io_.stop();
  thread_.join();
}

std::vector<SeenRequest> HttpServer::requests() const {
  std::lock_guard lock(mutex_);
  return requests_;
}

unsigned HttpServer::connections() const {
  std::lock_guard lock(mutex_);
  return connections_;
}

asio::awaitable<void> HttpServer::accept() {
  for (;;) {
    tcp::socket socket = co_await acceptor_.async_accept(use_awaitable);
    socket.set_option(tcp::no_delay(true));
    unsigned connection = 0;
    {
      std::lock_guard lock(mutex_);
      connection = ++connections_;
    }
    asio::co_spawn(io_, serve(std::move(socket), connection), [](std::exception_ptr) {});
  }
}

// Ends by the exception of a closed connection.
asio::awaitable<void> HttpServer::serve(tcp::socket socket, unsigned connection) {
  asio::streambuf buffer(64 << 10);
  asio::steady_timer timer(io_);
  co_await asio::async_write(socket, asio::buffer(greeting_), use_awaitable);
  for (;;) {
    co_await asio::async_read_until(socket, buffer, "\r\n\r\n", use_awaitable);
    std::istream in(&buffer);
    SeenRequest request = parse(in);
    request.connection = connection;
    {
      std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const Reply reply = handler_(request);
    for (const Reply::Piece& piece : reply.pieces) {
      if (piece.pause > Millis(0)) {
        timer.expires_after(piece.pause);
        co_await timer.async_wait(use_awaitable);
      }
      co_await asio::async_write(socket, asio::buffer(piece.bytes), use_awaitable);
    }
    if (reply.then == Reply::Then::kClose) co_return;
    if (reply.then == Reply::Then::kReset) {
      socket.set_option(asio::socket_base::linger(true, 0));
      co_return;
    }
    if (reply.then == Reply::Then::kHang) {
      timer.expires_after(std::chrono::hours(1));
      co_await timer.async_wait(use_awaitable);
    }
  }
}

}  // namespace winnow
