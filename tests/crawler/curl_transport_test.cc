// The real transport against a real server on loopback that misbehaves in every way we know.
#include "crawler/curl_transport.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/identity.h"
#include "tests/catch.h"
#include "tests/crawler/support/fetcher.h"
#include "tests/crawler/support/http_server.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

// A server that gives one reply whatever is asked.
struct OneReply : HttpServer {
  explicit OneReply(Reply reply) : HttpServer([reply](const SeenRequest&) { return reply; }) {}
};

Outcome outcome_for(const Reply& reply) {
  OneReply server(reply);
  return Fetcher().get(server.url("/")).outcome;
}

Reply raw(const std::string& bytes, Reply::Then then = Reply::Then::kClose) {
  return {{{0ms, bytes}}, then};
}

TEST_CASE("a page comes with its body and the fields that matter") {
  OneReply server(whole(200, "text/html; charset=gbk", "<p>hello",
                        "ETag: \"v1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                        "X-Robots-Tag: noindex\r\nx-robots-tag: winnow: nofollow\r\n"
                        "Content-Language: zh-CN\r\n"));
  Fetcher fetcher;
  const FetchResponse r = fetcher.get(server.url("/a?b=c"));
  CHECK(r.outcome == Outcome::kOk);
  CHECK(r.status == 200);
  CHECK(r.body == "<p>hello");
  CHECK(r.content_type == "text/html; charset=gbk");
  CHECK(r.etag == "\"v1\"");
  CHECK(r.last_modified == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(r.x_robots_tag == "noindex, winnow: nofollow");
  CHECK(r.content_language == "zh-CN");
  CHECK_FALSE(r.retry_after.has_value());
  CHECK(server.requests().at(0).target == "/a?b=c");
}

TEST_CASE("a request says who asks and what it takes") {
  OneReply server(whole(200, "text/html", "x"));
  Fetcher fetcher;
  fetcher.get(server.url("/"));
  auto headers = server.requests().at(0).headers;
  CHECK(headers["user-agent"] == user_agent(loopback_config().identity));
  CHECK(headers["from"] == "bot@example.org");
  CHECK(headers["accept"].starts_with("text/html"));
  for (const char* coding : {"gzip", "br", "zstd"}) {
    INFO(coding);
    CHECK(headers["accept-encoding"].find(coding) != std::string::npos);
  }
  CHECK(headers.count("if-none-match") == 0);
  CHECK(headers.count("referer") == 0);
  CHECK(headers.count("cookie") == 0);
}

TEST_CASE("cookies that a server sets are never sent back") {
  OneReply server(whole(200, "text/html", "x", "Set-Cookie: id=1\r\n"));
  Fetcher fetcher;
  fetcher.get(server.url("/"));
  fetcher.get(server.url("/"));
  CHECK(server.requests().at(1).headers.count("cookie") == 0);
}

TEST_CASE("a conditional request gets 304, and the handle forgets the condition afterwards") {
  HttpServer server([](const SeenRequest& r) {
    if (r.headers.count("if-none-match"))
      return raw("HTTP/1.1 304 Not Modified\r\n\r\n", Reply::Then::kKeepOpen);
    return whole(200, "text/html", "x");
  });
  Fetcher fetcher;
  FetchRequest request = fetcher.request(server.url("/"));
  request.etag = "W/\"1\"";
  request.last_modified = "Sun, 06 Nov 1994 08:49:37 GMT";
  CHECK(fetcher.get(request).outcome == Outcome::kNotModified);
  auto headers = server.requests().at(0).headers;
  CHECK(headers["if-none-match"] == "W/\"1\"");
  CHECK(headers["if-modified-since"] == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(headers["from"] == "bot@example.org");
  CHECK(fetcher.get(server.url("/")).outcome == Outcome::kOk);
}

TEST_CASE("a stored validator cannot smuggle a header line into a request") {
  OneReply server(whole(200, "text/html", "x"));
  Fetcher fetcher;
  FetchRequest request = fetcher.request(server.url("/"));
  request.etag = "\"1\"\r\nX-Evil: 1";
  fetcher.get(request);
  CHECK(server.requests().at(0).headers.count("x-evil") == 0);
}

TEST_CASE("a status decides the outcome") {
  struct Case {
    int status;
    std::string fields;
    Outcome outcome;
  };
  const Case cases[] = {
      {200, "", Outcome::kOk},
      {203, "", Outcome::kOk},
      {206, "", Outcome::kBroken},
      {304, "", Outcome::kBroken},  // nobody asked
      {301, "Location: /b\r\n", Outcome::kRedirect},
      {302, "", Outcome::kRedirectLoop},
      {401, "", Outcome::kForbidden},
      {403, "", Outcome::kForbidden},
      {404, "", Outcome::kNotFound},
      {408, "", Outcome::kTimeout},
      {410, "", Outcome::kGone},
      {429, "", Outcome::kRateLimited},
      {451, "", Outcome::kForbidden},
      {500, "", Outcome::kServerError},
      {503, "", Outcome::kServerError},
      {503, "Retry-After: 5\r\n", Outcome::kRateLimited},
      {599, "", Outcome::kServerError},
      {600, "", Outcome::kBroken},
  };
  for (const Case& c : cases) {
    INFO(c.status << " " << c.fields);
    CHECK(outcome_for(whole(c.status, "text/html", c.status == 304 ? "" : "x", c.fields)) ==
          c.outcome);
  }
}

TEST_CASE("a redirect is given back as sent and not followed") {
  OneReply server(whole(302, "text/html", "gone there", "Location: ../x?y#z\r\n"));
  Fetcher fetcher;
  const FetchResponse r = fetcher.get(server.url("/a/b"));
  CHECK(r.outcome == Outcome::kRedirect);
  CHECK(r.location == "../x?y#z");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("compressed bodies arrive decoded") {
  const std::string text(10'000, 'x');
  OneReply server(whole(200, "text/html", gzip(text), "Content-Encoding: gzip\r\n"));
  CHECK(Fetcher().get(server.url("/")).body == text);
}

TEST_CASE("a body is cut at its decoded size") {
  const std::string big(3 << 20, 'x');
  CHECK(outcome_for(whole(200, "text/html", big)) == Outcome::kTooLarge);
  CHECK(outcome_for(whole(200, "text/html", gzip(big), "Content-Encoding: gzip\r\n")) ==
        Outcome::kTooLarge);
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + big)) ==
        Outcome::kTooLarge);
  const std::string fits(1 << 20, 'x');
  CHECK(outcome_for(whole(200, "text/html", fits)) == Outcome::kOk);
  CHECK(outcome_for(whole(200, "text/html", fits + "x")) == Outcome::kTooLarge);
}

TEST_CASE("a body that may be cut off is cut off") {
  OneReply server(whole(200, "text/plain", std::string(3 << 20, 'x')));
  Fetcher fetcher;
  FetchRequest request = fetcher.request(server.url("/robots.txt"));
  request.max_bytes = 1000;
  request.truncate = true;
  const FetchResponse r = fetcher.get(request);
  CHECK(r.outcome == Outcome::kOk);
  CHECK(r.body.size() == 1000);
}

TEST_CASE("a bomb of nested codings ends") {
  std::string bomb(200 << 20, '\0');
  bomb = gzip(gzip(bomb));
  CHECK(outcome_for(whole(200, "text/html", bomb, "Content-Encoding: gzip, gzip\r\n")) ==
        Outcome::kTooLarge);
}

TEST_CASE("an error page's body is of no use, whatever its size") {
  OneReply server(whole(404, "text/html", std::string(3 << 20, 'x')));
  const FetchResponse r = Fetcher().get(server.url("/"));
  CHECK(r.outcome == Outcome::kNotFound);
  CHECK(r.body.empty());
}

TEST_CASE("types that are never text are not downloaded") {
  for (const char* type : {"image/png", "Video/mp4", "application/pdf", "application/zip"}) {
    INFO(type);
    CHECK(outcome_for(whole(200, type, "x")) == Outcome::kBadContentType);
  }
  for (const char* type : {"application/xhtml+xml", "application/x-gzip", "text/plain", ""}) {
    INFO(type);
    CHECK(outcome_for(whole(200, type, "x")) == Outcome::kOk);
  }
}

TEST_CASE("what is no HTTP is broken") {
  CHECK(outcome_for(raw("<html>HTTP/0.9 has no head")) == Outcome::kBroken);
  CHECK(outcome_for(raw("")) == Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 2")) == Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 abc OK\r\n\r\n")) == Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nA: b\r\n")) == Outcome::kBroken);
  CHECK(outcome_for(raw(std::string("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\nx", 28))) ==
        Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nA: b\x01"
                        "c\r\n\r\nx")) == Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 100 Continue\r\n\r\n")) == Outcome::kBroken);
  CHECK(outcome_for(raw("", Reply::Then::kReset)) == Outcome::kBroken);
}

TEST_CASE("a body that breaks off is broken") {
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) == Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) ==
        Outcome::kBroken);
  CHECK(outcome_for(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab")) ==
        Outcome::kBroken);
  CHECK(outcome_for(whole(200, "text/html", "no gzip at all", "Content-Encoding: gzip\r\n")) ==
        Outcome::kBroken);
  CHECK(outcome_for(whole(200, "text/html", "x", "Content-Encoding: snake-oil\r\n")) ==
        Outcome::kBroken);
}

TEST_CASE("a head without end is broken") {
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 300; ++i) many += "A" + std::to_string(i) + ": b\r\n";
  CHECK(outcome_for(raw(many + "\r\nx")) == Outcome::kBroken);
  const std::string wide = "HTTP/1.1 200 OK\r\nA: " + std::string(70 << 10, 'b') + "\r\n\r\nx";
  CHECK(outcome_for(raw(wide)) == Outcome::kBroken);
}

TEST_CASE("a server that hangs costs the first-byte time-out and no more") {
  Config config = loopback_config();
  config.fetch.first_byte_timeout = 200ms;
  OneReply server({{}, Reply::Then::kHang});
  Fetcher fetcher(config);
  const FetchResponse r = fetcher.get(server.url("/"));
  CHECK(r.outcome == Outcome::kTimeout);
  CHECK(r.detail == "no first byte in time");
  CHECK(fetcher.transport_.in_flight() == 0);
}

TEST_CASE("a response that drips is ended by the low-speed rule, a slow start is not") {
  Config config = loopback_config();
  config.fetch.first_byte_timeout = 10s;
  config.fetch.low_speed_time = 300ms;
  config.fetch.low_speed_bytes_per_second = 1000;
  Reply drip{{{0ms, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"}}};
  for (int i = 0; i < 100; ++i) drip.pieces.push_back({50ms, "x"});
  OneReply dripping(drip);
  Fetcher fetcher(config);
  CHECK(fetcher.get(dripping.url("/")).outcome == Outcome::kTimeout);

  Reply late = whole(200, "text/html", std::string(100, 'x'));
  late.pieces[0].pause = 800ms;
  OneReply starting_late(late);
  CHECK(fetcher.get(starting_late.url("/")).outcome == Outcome::kOk);
}

TEST_CASE("the whole transfer has a time-out") {
  Config config = loopback_config();
  config.fetch.total_timeout = 400ms;
  Reply endless{{{0ms, "HTTP/1.1 200 OK\r\n\r\n"}}};
  for (int i = 0; i < 400; ++i) endless.pieces.push_back({10ms, std::string(500, 'x')});
  OneReply server(endless);
  CHECK(Fetcher(config).get(server.url("/")).outcome == Outcome::kTimeout);
}

TEST_CASE("a port where nobody listens is a failed connection") {
  uint16_t port = 0;
  {
    OneReply gone(whole(200, "", ""));
    port = gone.port();
  }
  const auto r = Fetcher().get("http://127.0.0.1:" + std::to_string(port) + "/");
  CHECK(r.outcome == Outcome::kConnectFailed);
  CHECK(r.status == 0);
  CHECK_FALSE(r.detail.empty());
}

TEST_CASE("a name that does not resolve is a failed lookup") {
  CHECK(Fetcher().get("http://no-such-host.invalid/").outcome == Outcome::kDnsFailed);
}

TEST_CASE("TLS towards a server that speaks none fails as TLS, or as a time-out if it is silent") {
  HttpServer plain([](const SeenRequest&) { return Reply{}; }, "HTTP/1.1 400 Bad\r\n\r\n");
  CHECK(Fetcher().get("https://" + plain.authority() + "/").outcome == Outcome::kTlsFailed);
  Config config = loopback_config();
  config.fetch.connect_timeout = 300ms;
  OneReply silent(Reply{});
  CHECK(Fetcher(config).get("https://" + silent.authority() + "/").outcome == Outcome::kTimeout);
}

TEST_CASE("a loopback address is refused unless the config allows it, also behind a name") {
  OneReply server(whole(200, "text/html", "x"));
  Config config = loopback_config();
  config.fetch.addresses = Addresses::kPublic;
  Fetcher fetcher(config);
  const FetchResponse r = fetcher.get(server.url("/"));
  CHECK(r.outcome == Outcome::kAddressRefused);
  CHECK(r.detail.find("127.0.0.1") != std::string::npos);
  const std::string port = std::to_string(server.port());
  CHECK(fetcher.get("http://localhost:" + port + "/").outcome == Outcome::kAddressRefused);
  CHECK(server.requests().empty());
}

TEST_CASE("connect_to maps names to the test server, and the Host field keeps the name") {
  OneReply server(whole(200, "text/html", "x"));
  Config config = loopback_config();
  config.fetch.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
  Fetcher fetcher(config);
  CHECK(fetcher.get("http://news.example/").outcome == Outcome::kOk);
  CHECK(server.requests().at(0).host == "news.example");
}

TEST_CASE("a host's connection is used again, with several handles as well") {
  OneReply server(whole(200, "text/html", "x"));
  Fetcher fetcher(loopback_config(), {.handles = 4, .cached_connections = 64});
  for (int i = 0; i < 5; ++i) CHECK(fetcher.get(server.url("/")).outcome == Outcome::kOk);
  CHECK(server.connections() == 1);
}

TEST_CASE("many transfers at once all end, each once") {
  HttpServer server(
      [](const SeenRequest& r) { return whole(200, "text/html", r.target + r.host); });
  Config config = loopback_config();
  config.fetch.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
  Fetcher fetcher(config);
  std::map<uint64_t, std::string> expected;
  for (int i = 0; i < 300; ++i) {
    const std::string host = "h" + std::to_string(i % 50) + ".example",
                      path = "/" + std::to_string(i);
    expected[fetcher.start("http://" + host + path)] = path + host;
  }
  for (const auto& [id, body] : expected) CHECK(fetcher.wait(id).body == body);
  CHECK(fetcher.responses_.size() == 300);
}

TEST_CASE("abort_all ends everything with shutdown, later, and the transport goes on") {
  HttpServer server([](const SeenRequest& r) {
    return r.target == "/hang" ? Reply{{}, Reply::Then::kHang} : whole(200, "text/html", "x");
  });
  Fetcher fetcher;
  std::vector<uint64_t> ids;
  for (int i = 0; i < 10; ++i) ids.push_back(fetcher.start(server.url("/hang")));
  fetcher.io_.run_for(100ms);
  fetcher.transport_.abort_all();
  CHECK(fetcher.responses_.empty());
  CHECK(fetcher.transport_.in_flight() == 0);
  for (uint64_t id : ids) CHECK(fetcher.wait(id).outcome == Outcome::kShutdown);
  CHECK(fetcher.get(server.url("/")).outcome == Outcome::kOk);
}

TEST_CASE("a transport may be destroyed in mid-transfer") {
  OneReply server({{}, Reply::Then::kHang});
  boost::asio::io_context io;
  {
    CurlTransport transport(io, loopback_config(), [](FetchResponse) { FAIL("no answer"); });
    FetchRequest request;
    request.url = Url::parse(server.url("/")).value();
    transport.start(std::move(request));
    io.run_for(50ms);
  }
  io.restart();
  io.run_for(50ms);
}

TEST_CASE("what may not connect sends nothing, over a new connection or an open one") {
  OneReply server(whole(200, "text/html", "x"));
  bool may = false;
  std::vector<std::string> asked;
  CurlTransportOptions options;
  options.may_connect = [&](uint64_t, const boost::asio::ip::address& address) {
    asked.push_back(address.to_string());
    return may;
  };
  Fetcher fetcher(loopback_config(), options);
  CHECK(fetcher.get(server.url("/")).outcome == Outcome::kAddressBusy);
  CHECK(server.connections() == 0);
  may = true;
  CHECK(fetcher.get(server.url("/")).outcome == Outcome::kOk);
  may = false;
  CHECK(fetcher.get(server.url("/")).outcome == Outcome::kAddressBusy);
  CHECK(server.requests().size() == 1);
  CHECK(server.connections() == 1);
  CHECK(std::set<std::string>(asked.begin(), asked.end()) == std::set<std::string>{"127.0.0.1"});
}

TEST_CASE("no more idle connections to an address are kept than it takes requests") {
  OneReply server(whole(200, "text/html", "x"));
  Config config = loopback_config();
  config.politeness.address_connections = 2;
  config.fetch.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
  CurlTransportOptions options;
  options.may_connect = [](uint64_t, const boost::asio::ip::address&) { return true; };
  Fetcher fetcher(config, options);
  for (int round = 0; round < 2; ++round) {
    for (const char* host : {"a", "b", "c", "d"}) {
      CHECK(fetcher.get(std::string("http://") + host + ".example/").outcome == Outcome::kOk);
    }
  }
  CHECK(server.connections() == 6);  // a and b keep theirs, c and d open one each time
}

}  // namespace
}  // namespace winnow
