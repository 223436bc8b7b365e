#include "parser/http/response.h"

#include "parser/http/content_coding.h"
#include "tests/catch.h"
#include "tests/parser/support/gzip.h"

using namespace winnow;

namespace {

constexpr size_t kMax = 1 << 20;

std::string body_of(const std::string& message) {
  const auto response = parse_http_response(message, kMax);
  return response ? response->body : "error: " + response.error();
}

std::string with_fields(const std::string& fields, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

const std::string kPage = "<p>brotli brotli brotli brotli</p>";
const std::string kBrotli(
    "\x1B\x21\x00\xF8\x9D\x09\x36\x2E\xA8\x77\xC7\x78\xC9\x23\x06\x57\x20\x74\xE5\x23\x97\x69\x6C"
    "\x6F\x25\xC8\x50\x95\xC0\x32\xD1\xFA\x20\x01",
    34);  // kPage by the reference encoder

}  // namespace

TEST_CASE("a response has a status, fields and a body") {
  const auto response = parse_http_response(
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nX-Robots-Tag: noai\r\n"
      "x-robots-tag: nofollow\r\n\r\n<p>\r\n\r\n",
      kMax);
  REQUIRE(response);
  CHECK(response->status == 404);
  CHECK(response->fields.get("content-type") == "text/html");
  CHECK(response->fields.joined("X-Robots-Tag") == "noai, nofollow");
  CHECK(response->body == "<p>\r\n\r\n");
}

TEST_CASE("a head may end its lines by LF, have no reason, bad lines or no end") {
  CHECK(body_of("HTTP/1.0 200\nA: b\n\nx") == "x");
  CHECK(body_of("HTTP/1.1 200 OK\r\nnonsense\r\n: x\r\n\r\nx") == "x");
  CHECK(body_of("HTTP/1.1 200 OK\r\nA: b") == "");
  CHECK(parse_http_response("HTTP/2 301\r\n\r\n", kMax)->status == 301);
  for (const char* message : {"", "<html>", "HTTP/1.1", "HTTP/1.1 OK", "HTTP/1.1 20",
                              "HTTP/1.1 099", "HTTP/1.1 2000", "ICY 200 OK"}) {
    INFO(message);
    CHECK_FALSE(parse_http_response(message, kMax));
  }
}

TEST_CASE("transfer and content codings are taken off, the last one first") {
  CHECK(body_of(with_fields("Content-Encoding: gzip\r\n", gzip(kPage))) == kPage);
  CHECK(body_of(with_fields("Content-Encoding: x-gzip\r\n", gzip(kPage))) == kPage);
  CHECK(body_of(with_fields("Content-Encoding: deflate\r\n", gzip(kPage, MAX_WBITS))) == kPage);
  CHECK(body_of(with_fields("Content-Encoding: deflate\r\n", gzip(kPage, -MAX_WBITS))) == kPage);
  CHECK(body_of(with_fields("Content-Encoding: br\r\n", kBrotli)) == kPage);
  CHECK(body_of(with_fields("Content-Encoding: br, gzip\r\n", gzip(kBrotli))) == kPage);
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n",
                            "5;a=\"b\"\r\n<p>ab\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n")) ==
        "<p>ab0123456789");
  const std::string packed = gzip(kPage);
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", packed.size());
  CHECK(body_of(with_fields("Transfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip\r\n",
                            size + packed + "\r\n0\r\n\r\n")) == kPage);
}

TEST_CASE("a body that was decoded before is taken as it is") {
  for (const char* coding : {"gzip", "br", "deflate", "zstd"})
    CHECK(body_of(with_fields("Content-Encoding: " + std::string(coding) + "\r\n", kPage)) ==
          kPage);
  CHECK(body_of(with_fields("Content-Encoding: gzip\r\n", "plain")) == "plain");
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n", kPage)) == kPage);
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n", "")) == "");
}

TEST_CASE("a body that is cut short is what was there; a damaged or a large one is an error") {
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n", "5\r\nabc")) == "abc");
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n", "3\r\nabcX")) == "abc");
  CHECK(body_of(with_fields("Transfer-Encoding: chunked\r\n",
                            "3\r\nabc\r\nffffffffffffffffff\r\n")) == "abc");
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * i);
  const std::string packed = gzip(text);
  const std::string half =
      body_of(with_fields("Content-Encoding: gzip\r\n", packed.substr(0, packed.size() / 2)));
  CHECK((half.size() > 1000 && text.starts_with(half)));
  std::string damaged = packed;
  for (size_t i = 100; i < 200; ++i) damaged[i] = '\xFF';
  for (const std::string& message :
       {with_fields("Content-Encoding: gzip\r\n", damaged),
        with_fields("Content-Encoding: compress\r\n", packed),
        with_fields("Content-Encoding: br\r\n", "\xFF\xFF\xFF\xFF"),
        with_fields("Content-Encoding: deflate\r\n", "\xFF\xFF"),
        with_fields("Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n", packed),
        with_fields("Content-Encoding: gzip\r\n", gzip(std::string(kMax + 1, 'x'))),
        with_fields("", std::string(kMax + 1, 'x'))}) {
    CHECK_FALSE(parse_http_response(message, kMax));
  }
}
