#include "crawler/control_server.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <stdexcept>

#include "crawler/control_client.h"
#include "crawler/dump_stream.h"

namespace winnow {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;
using Local = asio::local::stream_protocol;
using Tcp = asio::ip::tcp;
using Stream = beast::basic_stream<asio::generic::stream_protocol>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr uint32_t kMaxHead = 16 << 10;
constexpr uint64_t kMaxBody = 64 << 20;
constexpr std::chrono::seconds kTimeLimit{10};  // for a request to come, and for an answer to go
constexpr int kMaxConnections = 32;
constexpr mode_t kSocketMode = 0660;

// Binds with the final mode from the start: nobody else can connect in between.
Local::acceptor listen_local(asio::io_context& io, const std::filesystem::path& path) {
  const std::string name = path.string();
  if (name.size() >= sizeof(sockaddr_un::sun_path)) {
    throw std::runtime_error("control.socket: the path is too long for a Unix socket: " + name);
  }
  if (is_daemon_running(path)) {
    throw std::runtime_error("another winnow daemon is running (it answers on " + name + ")");
  }
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  struct stat file {};
  if (stat(name.c_str(), &file) == 0 && !S_ISSOCK(file.st_mode)) {
    throw std::runtime_error("control.socket: " + name + " exists and is no socket");
  }
  unlink(name.c_str());
  const mode_t before = umask(0777 & ~kSocketMode);
  try {
    Local::acceptor acceptor(io, Local::endpoint(name));
    umask(before);
    return acceptor;
  } catch (const boost::system::system_error& e) {
    umask(before);
    throw std::runtime_error("control.socket: cannot listen on " + name + ": " +
                             e.code().message());
  }
}

Tcp::acceptor listen_loopback(asio::io_context& io, uint16_t port) {
  try {
    return Tcp::acceptor(io, Tcp::endpoint(asio::ip::address_v4::loopback(), port));
  } catch (const boost::system::system_error& e) {
    throw std::runtime_error("control.port: cannot listen on 127.0.0.1:" + std::to_string(port) +
                             ": " + e.code().message());
  }
}

Response answer(http::status status, const char* type, std::string body) {
  Response response(status, 11);
  response.set(http::field::content_type, type);
  response.body() = std::move(body);
  return response;
}

Response plain(http::status status, const std::string& text) {
  return answer(status, "text/plain; charset=utf-8", text + "\n");
}

}  // namespace

struct ControlServer::State {
  State(asio::io_context& io, const ControlConfig& config, ControlHandlers h)
      : handlers(std::move(h)), path(config.socket), local(listen_local(io, path)) {
    if (config.port != 0) tcp = listen_loopback(io, config.port);
  }

  ControlHandlers handlers;
  std::filesystem::path path;
  Local::acceptor local;
  std::optional<Tcp::acceptor> tcp;
  DumpStream dump;
  int connections = 0;
  bool closed = false;
};

namespace {

using StatePtr = std::shared_ptr<ControlServer::State>;

Response json_or_fault(Result<std::string> result) {
  if (!result) return plain(http::status::bad_request, result.error());
  return answer(http::status::ok, "application/json", std::move(result).value());
}

// A path with its method, and what answers it. Those that change or give out what is stored are for
// the Unix socket alone.
struct Route {
  http::verb method;
  std::string_view path;
  bool from_network;
  Response (*respond)(const ControlHandlers& handlers, const std::string& body);
};

constexpr Route kRoutes[] = {
    {http::verb::get, "/status", true,
     [](const ControlHandlers& h, const std::string&) {
       return answer(http::status::ok, "application/json", h.status());
     }},
    {http::verb::get, "/metrics", true,
     [](const ControlHandlers& h, const std::string&) {
       return answer(http::status::ok, "text/plain; version=0.0.4; charset=utf-8", h.metrics());
     }},
    {http::verb::post, "/seed", false,
     [](const ControlHandlers& h, const std::string& body) { return json_or_fault(h.seed(body)); }},
    {http::verb::post, "/forget", false,
     [](const ControlHandlers& h, const std::string& body) {
       return json_or_fault(h.forget(body));
     }},
    {http::verb::get, "/forget", false,
     [](const ControlHandlers& h, const std::string&) {
       return answer(http::status::ok, "application/json", h.forgotten());
     }},
};

// Everything but /dump.
Response respond(ControlServer::State& state, const Request& request, bool from_network) {
  bool known = false;
  std::string paths = from_network ? "" : "/dump";
  for (const Route& route : kRoutes) {
    if (from_network && !route.from_network) continue;
    paths.append(paths.empty() ? "" : ", ").append(route.path);
    if (request.target() != route.path) continue;
    if (request.method() == route.method) return route.respond(state.handlers, request.body());
    known = true;
  }
  if (known) return plain(http::status::method_not_allowed, "this path takes another method");
  return plain(http::status::not_found, "there are " + paths);
}

bool is_dump(const Request& request) {
  return request.method() == http::verb::get &&
         request.target().substr(0, request.target().find('?')) == "/dump";
}

// Starts a dump on the connection, which then belongs to the dump thread, or says why not.
std::optional<Response> start_dump(ControlServer::State& state, const Request& request,
                                   Stream& stream) {
  if (state.dump.busy()) return plain(http::status::service_unavailable, "a dump is running");
  const std::string target = request.target();
  const size_t mark = target.find('?');
  const std::string query = mark == target.npos ? "" : target.substr(mark + 1);
  Result<DumpJob> job = state.handlers.dump(query);
  if (!job) return plain(http::status::bad_request, job.error());
  state.dump.start(stream.release_socket().release(), std::move(job).value());
  return std::nullopt;
}

// Did the peer or the time limit end the connection? Other errors are of the request, and answered.
bool is_gone(beast::error_code error) {
  if (!error) return false;
  return error.category() != beast::error_code(http::error::bad_method).category() ||
         error == http::error::end_of_stream || error == http::error::partial_message;
}

asio::awaitable<void> serve(StatePtr state, Stream stream, bool from_network) {
  beast::flat_buffer buffer(kMaxHead + (64 << 10));
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMaxHead);
    parser.body_limit(kMaxBody);
    stream.expires_after(kTimeLimit);
    beast::error_code error;
    co_await http::async_read(stream, buffer, parser, asio::redirect_error(use_awaitable, error));
    if (state->closed || is_gone(error)) co_return;
    Response response;
    bool keep = false;
    if (error) {
      response = plain(error == http::error::body_limit ? http::status::payload_too_large
                                                        : http::status::bad_request,
                       error.message());
    } else if (is_dump(parser.get()) && !from_network) {
      std::optional<Response> refusal = start_dump(*state, parser.get(), stream);
      if (!refusal) co_return;
      response = std::move(*refusal);
    } else {
      response = respond(*state, parser.get(), from_network);
      keep = parser.get().keep_alive();
    }
    response.keep_alive(keep);
    response.prepare_payload();
    stream.expires_after(kTimeLimit);
    co_await http::async_write(stream, response, use_awaitable);
    if (!keep) co_return;
  }
}

// A connection that breaks ends itself; anything else that is thrown is for whoever runs the
// io_context.
void connection_ended(const StatePtr& state, std::exception_ptr thrown) {
  --state->connections;
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const boost::system::system_error&) {
  }
}

template <class Acceptor>
asio::awaitable<void> accept(StatePtr state, Acceptor& acceptor, bool from_network) {
  asio::steady_timer pause(acceptor.get_executor());
  while (!state->closed) {
    beast::error_code error;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(use_awaitable, error));
    if (state->closed) co_return;
    if (error) {  // no descriptors left: try again soon
      pause.expires_after(std::chrono::seconds(1));
      co_await pause.async_wait(use_awaitable);
      continue;
    }
    if (state->connections >= kMaxConnections) continue;  // closes it
    ++state->connections;
    Stream stream(asio::generic::stream_protocol::socket(std::move(socket)));
    asio::co_spawn(acceptor.get_executor(), serve(state, std::move(stream), from_network),
                   [state](std::exception_ptr e) { connection_ended(state, e); });
  }
}

}  // namespace

ControlServer::ControlServer(asio::io_context& io, const ControlConfig& config,
                             ControlHandlers handlers)
    : state_(std::make_shared<State>(io, config, std::move(handlers))) {
  asio::co_spawn(io, accept(state_, state_->local, false), asio::detached);
  if (state_->tcp) asio::co_spawn(io, accept(state_, *state_->tcp, true), asio::detached);
}

ControlServer::~ControlServer() {
  state_->closed = true;
  beast::error_code ignored;
  state_->local.close(ignored);
  if (state_->tcp) state_->tcp->close(ignored);
  unlink(state_->path.c_str());
}

uint16_t ControlServer::port() const {
  return state_->tcp ? state_->tcp->local_endpoint().port() : 0;
}

}  // namespace winnow
