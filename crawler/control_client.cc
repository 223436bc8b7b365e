#include "crawler/control_client.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <chrono>
#include <stdexcept>

#include "crawler/dump_trailer.h"

namespace winnow {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Local = asio::local::stream_protocol;

constexpr std::chrono::seconds kTimeLimit{30};
constexpr uint64_t kMaxBody = 64 << 20;  // of an answer that is kept in memory

// One request on one connection. Beast's time-outs work with asynchronous calls only, so each call
// runs the io_context until it is done.
class Exchange {
 public:
  explicit Exchange(const std::filesystem::path& socket) : stream_(io_) {
    run([&](auto done) { stream_.async_connect(Local::endpoint(socket.string()), done); },
        "connect");
  }

  void send(http::verb verb, const std::string& target, std::string body) {
    http::request<http::string_body> request(verb, target, 11);
    request.set(http::field::host, "localhost");
    request.keep_alive(false);
    request.body() = std::move(body);
    request.prepare_payload();
    run([&](auto done) { http::async_write(stream_, request, done); }, "send");
  }

  template <class Parser>
  void read_head(Parser& parser) {
    run([&](auto done) { http::async_read_header(stream_, buffer_, parser, done); }, "receive");
  }

  template <class Parser>
  void read(Parser& parser) {
    run([&](auto done) { http::async_read(stream_, buffer_, parser, done); }, "receive");
  }

  // Reads on; the parser's buffer_body takes what comes.
  template <class Parser>
  void read_some(Parser& parser) {
    run([&](auto done) { http::async_read_some(stream_, buffer_, parser, done); }, "receive");
  }

 private:
  template <class Start>
  void run(Start start, const char* what) {
    beast::error_code error;
    stream_.expires_after(kTimeLimit);
    start([&error](beast::error_code e, auto...) { error = e; });
    io_.restart();
    io_.run();
    if (error && error != http::error::need_buffer) {
      throw std::runtime_error(std::string("the daemon's control socket: cannot ") + what + ": " +
                               error.message());
    }
  }

  asio::io_context io_;
  beast::basic_stream<Local> stream_;
  beast::flat_buffer buffer_;
};

ControlReply exchange(const std::filesystem::path& socket, http::verb verb,
                      const std::string& target, std::string body) {
  Exchange exchange(socket);
  exchange.send(verb, target, std::move(body));
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMaxBody);
  exchange.read(parser);
  return {parser.get().result_int(), std::move(parser.get().body()), std::nullopt};
}

std::optional<DumpResult> dump_result(const http::fields& fields) {
  DumpResult result;
  for (const DumpTrailer& trailer : kDumpTrailers) {
    const std::string text = fields[trailer.name];
    const auto end =
        std::from_chars(text.data(), text.data() + text.size(), result.*trailer.member);
    if (end.ec != std::errc()) return std::nullopt;
  }
  for (const DumpCountsTrailer& trailer : kDumpCountsTrailers) {
    auto counts = parse_counts(std::string(fields[trailer.name]));
    if (!counts) return std::nullopt;
    result.*trailer.member = std::move(*counts);
  }
  return result;
}

}  // namespace

bool is_daemon_running(const std::filesystem::path& socket) {
  asio::io_context io;
  Local::socket s(io);
  beast::error_code error;
  try {
    s.connect(Local::endpoint(socket.string()), error);
  } catch (const boost::system::system_error&) {  // a path too long for a socket
    return false;
  }
  return !error;
}

ControlReply control_get(const std::filesystem::path& socket, const std::string& target) {
  return exchange(socket, http::verb::get, target, "");
}

ControlReply control_post(const std::filesystem::path& socket, const std::string& target,
                          std::string body) {
  return exchange(socket, http::verb::post, target, std::move(body));
}

ControlReply control_stream(const std::filesystem::path& socket, const std::string& target,
                            const std::function<void(std::string_view)>& write) {
  Exchange exchange(socket);
  exchange.send(http::verb::get, target, "");
  http::response_parser<http::buffer_body> parser;
  parser.body_limit(boost::none);
  exchange.read_head(parser);
  ControlReply reply{parser.get().result_int(), "", std::nullopt};
  std::array<char, 64 << 10> piece;
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    body.more = true;
    exchange.read_some(parser);
    const std::string_view bytes(piece.data(), piece.size() - body.size);
    if (reply.status == 200) {
      write(bytes);
    } else if (reply.body.size() < kMaxBody) {
      reply.body += bytes;
    }
  }
  reply.dump = dump_result(parser.get());
  return reply;
}

}  // namespace winnow
