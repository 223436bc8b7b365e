// The control server and its client, over a real Unix socket.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "crawler/control_client.h"
#include "crawler/control_server.h"
#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

namespace asio = boost::asio;

ControlHandlers handlers() {
  ControlHandlers h;
  h.status = [] { return std::string("{\"state\":\"running\"}"); };
  h.metrics = [] { return std::string("winnow_up 1\n"); };
  h.seed = [](std::string_view body) -> Result<std::string> {
    if (body.empty()) return Error{"no URL"};
    return std::to_string(body.size());
  };
  h.forget = [](std::string_view body) -> Result<std::string> { return std::string(body); };
  h.forgotten = [] { return std::string("[]"); };
  h.dump = [](std::string_view query) -> Result<DumpJob> {
    if (query == "bad") return Error{"unknown format"};
    const bool late = query == "late";
    const uint64_t lines = query == "long" ? 200'000 : 2;
    return DumpJob{"text/plain", [late, lines](const DumpSink& sink) -> Result<DumpResult> {
                     if (late) return Error{"the cursor is ahead"};
                     DumpResult result{42, true, lines, 0, 0, {{"language", 0}, {"duplicate", 7}}};
                     for (uint64_t i = 0; i < lines && result.complete; ++i) {
                       result.complete = sink("line " + std::to_string(i) + "\n");
                     }
                     return result;
                   }};
  };
  return h;
}

// A server on its own thread, as the daemon's io_context is to a command.
class Served {
 public:
  explicit Served(uint16_t port = 0, ControlHandlers h = handlers())
      : config_{folder_.path() / "control.sock", port},
        server_(new ControlServer(io_, config_, h)) {
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Served() {
    asio::post(io_, [this] {
      server_.reset();
      io_.stop();
    });
    thread_.join();
  }

  const std::filesystem::path& socket() const { return config_.socket; }

 private:
  TemporaryFolder folder_;
  asio::io_context io_;
  ControlConfig config_;
  std::unique_ptr<ControlServer> server_;
  std::thread thread_;
};

// Sends bytes as they are, and gives back all that comes.
template <class Socket>
std::string talk(Socket& socket, const std::string& bytes) {
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes), error);
  socket.shutdown(Socket::shutdown_send, error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

std::string talk(const std::filesystem::path& path, const std::string& bytes) {
  asio::io_context io;
  asio::local::stream_protocol::socket socket(io);
  socket.connect({path.string()});
  return talk(socket, bytes);
}

TEST_CASE("status, metrics and seeds are answered on the socket") {
  Served served;
  CHECK(control_get(served.socket(), "/status").body == "{\"state\":\"running\"}");
  CHECK(control_get(served.socket(), "/metrics").body == "winnow_up 1\n");
  CHECK(control_post(served.socket(), "/seed", "http://a.example/\n").body == "18");
  const ControlReply refused = control_post(served.socket(), "/seed", "");
  CHECK(refused.status == 400);
  CHECK(refused.body == "no URL\n");
  CHECK(control_post(served.socket(), "/forget", "{}").body == "{}");
  CHECK(control_get(served.socket(), "/forget").body == "[]");
}

TEST_CASE("a dump is streamed, ends with its cursor, and its errors come before it") {
  Served served;
  std::string all;
  const auto collect = [&](std::string_view piece) { all += piece; };
  const ControlReply reply = control_stream(served.socket(), "/dump", collect);
  CHECK(reply.status == 200);
  CHECK(all == "line 0\nline 1\n");
  REQUIRE(reply.dump.has_value());
  CHECK(reply.dump->cursor == 42);
  CHECK(reply.dump->articles == 2);
  using Dropped = std::vector<std::pair<std::string, uint64_t>>;
  CHECK(reply.dump->dropped == Dropped{{"language", 0}, {"duplicate", 7}});
  CHECK(reply.dump->redacted.empty());
  CHECK(control_stream(served.socket(), "/dump?bad", collect).status == 400);
  const ControlReply late = control_stream(served.socket(), "/dump?late", collect);
  CHECK(late.status == 400);
  CHECK(late.body == "the cursor is ahead\n");
  all.clear();
  CHECK(control_stream(served.socket(), "/dump?long", collect).dump.has_value());
  CHECK(all.size() == 2'288'890);
}

TEST_CASE("a slow reader of a dump holds up neither the others nor the end") {
  Served served;
  asio::io_context io;
  asio::local::stream_protocol::socket reader(io);
  reader.connect({served.socket().string()});
  asio::write(reader, asio::buffer(std::string("GET /dump?long HTTP/1.1\r\nHost: x\r\n\r\n")));
  std::string first(10, '\0');
  asio::read(reader, asio::buffer(first));
  CHECK(control_get(served.socket(), "/status").status == 200);
  CHECK(control_stream(served.socket(), "/dump", [](std::string_view) {}).status == 503);
}

TEST_CASE("what is no request that it knows is refused") {
  Served served;
  CHECK(control_get(served.socket(), "/nothing").status == 404);
  CHECK(control_post(served.socket(), "/status", "").status == 405);
  CHECK(talk(served.socket(), "nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
  const std::string wide = "GET /status HTTP/1.1\r\nA: " + std::string(40'000, 'x') + "\r\n\r\n";
  CHECK(talk(served.socket(), wide).starts_with("HTTP/1.1 400"));
  CHECK(talk(served.socket(), "POST /seed HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")
            .starts_with("HTTP/1.1 413"));
  CHECK(talk(served.socket(), "GET /sta").empty());
  CHECK(control_get(served.socket(), "/status").status == 200);
}

TEST_CASE("the loopback port has status and metrics, and nothing that changes or reads more") {
  uint16_t port = 0;
  {
    asio::io_context io;
    asio::ip::tcp::acceptor free(io, {asio::ip::address_v4::loopback(), 0});
    port = free.local_endpoint().port();
  }
  Served served(port);
  const auto ask = [&](const std::string& request_line) {
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    socket.connect({asio::ip::address_v4::loopback(), port});
    return talk(socket, request_line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  };
  CHECK(ask("GET /metrics").find("winnow_up 1") != std::string::npos);
  CHECK(ask("GET /status").starts_with("HTTP/1.1 200"));
  CHECK(ask("GET /dump").starts_with("HTTP/1.1 404"));
  CHECK(ask("POST /seed").starts_with("HTTP/1.1 404"));
  CHECK(ask("POST /forget").starts_with("HTTP/1.1 404"));
  CHECK(ask("GET /forget").starts_with("HTTP/1.1 404"));
}

TEST_CASE("the socket is for owner and group; a stale one is replaced, a living one is not") {
  TemporaryFolder folder;
  const ControlConfig config{folder.path() / "c.sock", 0};
  {  // a socket file that nobody listens on
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{AF_UNIX, {}};
    config.socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    close(fd);
  }
  CHECK_FALSE(is_daemon_running(config.socket));
  asio::io_context io;
  {
    ControlServer server(io, config, handlers());
    struct stat file {};
    REQUIRE(stat(config.socket.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0660);
    CHECK(is_daemon_running(config.socket));
    CHECK_THROWS_WITH(ControlServer(io, config, handlers()), Catch::Contains("another winnow"));
  }
  CHECK_FALSE(std::filesystem::exists(config.socket));
}

TEST_CASE("a file in the socket's place is left alone") {
  TemporaryFolder folder;
  const ControlConfig config{folder.path() / "precious", 0};
  std::ofstream(config.socket) << "text";
  asio::io_context io;
  CHECK_THROWS(ControlServer(io, config, handlers()));
  CHECK(std::filesystem::file_size(config.socket) == 4);
}

TEST_CASE("asking where nobody listens is an error, not a wait") {
  CHECK_THROWS_WITH(control_get("/nonexistent/winnow.sock", "/status"),
                    Catch::Contains("cannot connect"));
}

}  // namespace
}  // namespace winnow
