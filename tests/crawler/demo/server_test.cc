#include "crawler/demo/server.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "tests/catch.h"

using namespace winnow;
using namespace winnow::demo;
namespace asio = boost::asio;

namespace {

// Sends `request` as it is and reads until the server closes.
std::string exchange(uint16_t port, const std::string& request) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::write(socket, asio::buffer(request));
  std::string answer;
  boost::system::error_code error;
  asio::read(socket, asio::dynamic_buffer(answer, 1 << 20), error);
  return answer;
}

std::string get(const std::string& target, const std::string& host, const std::string& more = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n";
}
constexpr const char* kClose = "Connection: close\r\n";

}  // namespace

TEST_CASE("the demo server routes by Host and keeps a log of what it answered") {
  const DemoWeb web;
  const DemoServer server(web);
  REQUIRE(server.port() != 0);
  CHECK(server.connect_to() == "::127.0.0.1:" + std::to_string(server.port()));
  const std::string host = "news.jiangwan.test";
  const std::string answer = exchange(server.port(), get("/", host) + get("/none", host, kClose));
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(answer.find("HTTP/1.1 404 Not Found\r\n") != answer.npos);
  const std::vector<Access> log = server.log();
  REQUIRE(log.size() == 2);
  CHECK(log[0].host == host);
  CHECK(log[0].target == "/");
  CHECK(log[0].status == 200);
  CHECK(log[1].status == 404);
  CHECK(log[0].began <= log[0].ended);
  CHECK(log[0].ended <= log[1].began);
}

TEST_CASE("the demo server answers HEAD without a body and refuses other methods") {
  const DemoWeb web;
  const DemoServer server(web);
  const std::string head = exchange(
      server.port(), "HEAD / HTTP/1.1\r\nHost: news.jiangwan.test\r\nConnection: close\r\n\r\n");
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.ends_with("\r\n\r\n"));
  const std::string post = exchange(
      server.port(), "DELETE / HTTP/1.1\r\nHost: news.jiangwan.test\r\nConnection: close\r\n\r\n");
  CHECK(post.starts_with("HTTP/1.1 405 "));
}

TEST_CASE("the demo server survives what is no HTTP") {
  const DemoWeb web;
  const DemoServer server(web);
  exchange(server.port(), "\x16\x03\x01 nonsense\r\n\r\n");
  exchange(server.port(), get("/", std::string(20'000, 'a'), kClose));
  CHECK(
      exchange(server.port(), get("/", "news.jiangwan.test", kClose)).starts_with("HTTP/1.1 200"));
}
