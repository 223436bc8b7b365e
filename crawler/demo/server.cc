#include "crawler/demo/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

namespace winnow::demo {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr int kMaxConnections = 512;
constexpr uint32_t kMaxHeaderBytes = 16 << 10;
constexpr size_t kMaxLog = 1'000'000;
constexpr std::chrono::seconds kIdle{30};

Time now() { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }

// What the sessions share; the log is read from other threads.
struct Shared {
  const DemoWeb& web;
  int connections = 0;
  mutable std::mutex mutex;
  std::vector<Access> log;

  void add(Access access) {
    const std::lock_guard lock(mutex);
    if (log.size() < kMaxLog) log.push_back(std::move(access));
  }
};

// One connection: reads a request, answers it, and goes on while the client keeps it alive.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Shared& shared) : stream_(std::move(socket)), shared_(shared) {
    ++shared_.connections;
  }
  ~Session() { --shared_.connections; }

  void read() {
    parser_.emplace();
    parser_->header_limit(kMaxHeaderBytes);
    parser_->body_limit(0);
    stream_.expires_after(kIdle);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, size_t) {
                       if (!error) self->answer();
                     });
  }

 private:
  void answer() {
    const http::request<http::empty_body>& request = parser_->get();
    access_ = {
        now(), {}, std::string(request[http::field::host]), std::string(request.target()), 0};
    response_ = {};
    response_.version(11);
    response_.keep_alive(request.keep_alive());
    response_.set(http::field::server, "winnow-demo");
    const bool head = request.method() == http::verb::head;
    if (head || request.method() == http::verb::get) {
      fill(shared_.web.respond(access_.host, access_.target, fields_of(request)));
    } else {
      fill({405, {{"Allow", "GET, HEAD"}}, {}});
    }
    if (response_.result() != http::status::not_modified) {
      response_.content_length(response_.body().size());
    }
    if (head) response_.body().clear();
    access_.status = response_.result_int();
    access_.ended = now();  // before writing: the client cannot have seen the end earlier
    shared_.add(std::move(access_));
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, size_t) {
                        if (!error && self->response_.keep_alive()) self->read();
                      });
  }

  static RequestHeaders fields_of(const http::request<http::empty_body>& request) {
    RequestHeaders headers;
    for (const auto& field : request) {
      std::string name(field.name_string());
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      headers.emplace(std::move(name), field.value());
    }
    return headers;
  }

  void fill(DemoResponse response) {
    response_.result(response.status);
    for (const auto& [name, value] : response.headers) response_.insert(name, value);
    response_.body() = std::move(response.body);
  }

  beast::tcp_stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_{kMaxHeaderBytes};
  std::optional<http::request_parser<http::empty_body>> parser_;
  http::response<http::string_body> response_;
  Access access_;
};

}  // namespace

struct DemoServer::Impl {
  explicit Impl(const DemoWeb& web, uint16_t port)
      : shared{web, 0, {}, {}}, acceptor(context, {asio::ip::address_v4::loopback(), port}) {
    accept();
    thread = std::thread([this] { context.run(); });
  }
  ~Impl() {
    context.stop();
    thread.join();
  }

  void accept() {
    acceptor.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error && shared.connections < kMaxConnections) {
        std::make_shared<Session>(std::move(socket), shared)->read();
      }
      accept();
    });
  }

  Shared shared;  // outlives the sessions, which live in the context's handlers
  asio::io_context context{1};
  tcp::acceptor acceptor;
  std::thread thread;
};

DemoServer::DemoServer(const DemoWeb& web, uint16_t port)
    : impl_(std::make_unique<Impl>(web, port)) {}
DemoServer::~DemoServer() = default;

uint16_t DemoServer::port() const { return impl_->acceptor.local_endpoint().port(); }

std::string DemoServer::connect_to() const { return "::127.0.0.1:" + std::to_string(port()); }

std::vector<Access> DemoServer::log() const {
  const std::lock_guard lock(impl_->shared.mutex);
  return impl_->shared.log;
}

}  // namespace winnow::demo
