#include "storage/surt.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("surt reverses the labels and keeps the port") {
  CHECK(surt("www.example.com") == "com,example,www");
  CHECK(surt("www.example.com:8080") == "com,example,www:8080");
  CHECK(surt("localhost") == "localhost");
}

TEST_CASE("surt leaves addresses as they are") {
  CHECK(surt("127.0.0.1:80") == "127.0.0.1:80");
  CHECK(surt("[::1]:8080") == "[::1]:8080");
}

TEST_CASE("authority_of_surt undoes surt") {
  for (auto a : {"a.b.c:1", "localhost:9", "127.0.0.1", "[2001:db8::1]:80", "x"})
    CHECK(authority_of_surt(surt(a)) == a);
}
