#include "parser/site.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("the registrable domain is one label more than the public suffix") {
  CHECK(registrable_domain("www.example.co.uk") == "example.co.uk");
  CHECK(registrable_domain("a.b.example.com.cn") == "example.com.cn");
  CHECK(registrable_domain("example.com") == "example.com");
  CHECK(registrable_domain("news.jiangwan.test") == "jiangwan.test");
}

TEST_CASE("an address and a public suffix are their own domain") {
  CHECK(registrable_domain("127.0.0.1") == "127.0.0.1");
  CHECK(registrable_domain("[::1]") == "[::1]");
  CHECK(registrable_domain("co.uk") == "co.uk");
  CHECK(registrable_domain("localhost") == "localhost");
  CHECK(registrable_domain("") == "");
}

TEST_CASE("a name covers itself and its subdomains") {
  CHECK(covers("example.com", "example.com"));
  CHECK(covers("example.com", "www.example.com"));
  CHECK_FALSE(covers("example.com", "notexample.com"));
  CHECK_FALSE(covers("www.example.com", "example.com"));
  CHECK_FALSE(covers("", "example.com"));
}
