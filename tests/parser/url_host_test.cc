#include "parser/url_host.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

namespace {

std::string host_of(std::string_view input) {
  std::string out;
  const char* failure = append_host(out, input);
  return failure ? std::string("!") + failure : out;
}

}  // namespace

TEST_CASE("a domain is lower case and percent-decoded") {
  CHECK(host_of("WWW.Example.COM") == "www.example.com");
  CHECK(host_of("ex%61mple.com") == "example.com");
  CHECK(host_of("a_b.example") == "a_b.example");
  CHECK(host_of("-a-.example") == "-a-.example");
  CHECK(host_of("%00.example") == "!domain-invalid-code-point");
  CHECK(host_of("a%2fb.example") == "!domain-invalid-code-point");
  CHECK(host_of("a%zz.example") == "!domain-invalid-code-point");
  CHECK(host_of("a b.example") == "!domain-invalid-code-point");
  for (char c : std::string("<>^|#\x7f")) {
    CHECK(host_of(std::string("a") + c + ".example") == "!domain-invalid-code-point");
  }
}

TEST_CASE("international domains become punycode by UTS 46, non-transitional") {
  CHECK(host_of("\xe4\xb8\xad\xe5\x9b\xbd.\xe4\xb8\xad\xe5\x9b\xbd") == "xn--fiqs8s.xn--fiqs8s");
  CHECK(host_of("B\xc3\x9c"
                "CHER.example") == "xn--bcher-kva.example");
  CHECK(host_of("b%C3%BC"
                "cher.example") == "xn--bcher-kva.example");
  CHECK(host_of("fa\xc3\x9f.de") == "xn--fa-hia.de");          // sharp s is kept
  CHECK(host_of("\xef\xbc\xa7\xef\xbd\x8f.com") == "go.com");  // full-width letters
  CHECK(host_of("www.example\xe3\x80\x82"
                "com") == "www.example.com");  // ideographic full stop
  CHECK(host_of("\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1") == "127.0.0.1");
}

TEST_CASE("what UTS 46 refuses is no host") {
  CHECK(host_of("\xc2\xad") == "!host-missing");          // soft hyphen alone
  CHECK(host_of("a\xff.example") == "!domain-to-ASCII");  // no UTF-8
  CHECK(host_of("\xef\xbf\xbd.example") == "!domain-to-ASCII");
  CHECK(host_of("\xe2\x80\x8d.example") == "!domain-to-ASCII");            // joiner without context
  CHECK(host_of("\xe2\x84\x80.example") == "!domain-invalid-code-point");  // maps to a/c
}

TEST_CASE("a punycode label is validated even in an ASCII domain") {
  CHECK(host_of("xn--fiqs8s.cn") == "xn--fiqs8s.cn");
  CHECK(host_of("XN--FIQS8S.cn") == "xn--fiqs8s.cn");
  CHECK(host_of("xn--a.example") == "!domain-to-ASCII");
  CHECK(host_of("xn--.example") == "!domain-to-ASCII");
  CHECK(host_of("xn--example-.com") == "!domain-to-ASCII");  // is "example" in disguise
  CHECK(host_of("a.xn--0.example") == "!domain-to-ASCII");
  CHECK(host_of("axn--b.example") == "axn--b.example");  // not at the start of a label
}

TEST_CASE("every way of writing an IPv4 address gives the same host") {
  for (auto host : {"127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0177.0.0.01", "2130706433",
                    "0x7F000001", "017700000001", "127.0.0.1.", "0x7f.0x.0.1", "%31%32%37.1"}) {
    INFO(host);
    CHECK(host_of(host) == "127.0.0.1");
  }
  CHECK(host_of("0") == "0.0.0.0");
  CHECK(host_of("255.255.255.255") == "255.255.255.255");
  CHECK(host_of("192.168.257") == "192.168.1.1");
}

TEST_CASE("a domain that ends in a number must be an IPv4 address") {
  CHECK(host_of("256.0.0.1") == "!IPv4-out-of-range-part");
  CHECK(host_of("1.256") == "1.0.1.0");
  CHECK(host_of("4294967296") == "!IPv4-out-of-range-part");
  CHECK(host_of("99999999999999999999999") == "!IPv4-out-of-range-part");
  CHECK(host_of("1.2.3.4.5") == "!IPv4-too-many-parts");
  CHECK(host_of("1..2") == "!IPv4-non-numeric-part");
  CHECK(host_of("08.1") == "!IPv4-non-numeric-part");
  CHECK(host_of("example.0x") == "!IPv4-non-numeric-part");
  CHECK(host_of("example.1") == "!IPv4-non-numeric-part");
  CHECK(host_of("1.example") == "1.example");
  CHECK(host_of("example.1a") == "example.1a");
  CHECK(host_of("example.0xg") == "example.0xg");
}

TEST_CASE("an IPv6 address is written as RFC 5952 says") {
  CHECK(host_of("[2001:DB8:0:0:1:0:0:1]") == "[2001:db8::1:0:0:1]");
  CHECK(host_of("[::]") == "[::]");
  CHECK(host_of("[1:0:0:2:0:0:0:3]") == "[1:0:0:2::3]");
  CHECK(host_of("[1:0:2:3:4:5:6:7]") == "[1:0:2:3:4:5:6:7]");
  CHECK(host_of("[0:0:0:0:0:0:0:1]") == "[::1]");
  CHECK(host_of("[::ffff:192.168.0.1]") == "[::ffff:c0a8:1]");
  CHECK(host_of("[1:2:3:4:5:6:7::]") == "[1:2:3:4:5:6:7:0]");
}

TEST_CASE("what is no IPv6 address says why") {
  CHECK(host_of("[::1") == "!IPv6-unclosed");
  CHECK(host_of("[::1]x") == "!IPv6-unclosed");
  CHECK(host_of("[]") == "!IPv6-too-few-pieces");
  CHECK(host_of("[:1]") == "!IPv6-invalid-compression");
  CHECK(host_of("[1::2::3]") == "!IPv6-multiple-compression");
  CHECK(host_of("[1:2:3:4:5:6:7]") == "!IPv6-too-few-pieces");
  CHECK(host_of("[1:2:3:4:5:6:7:8:9]") == "!IPv6-too-many-pieces");
  CHECK(host_of("[1::2:3:4:5:6:7:8]") == "!IPv6-too-many-pieces");
  CHECK(host_of("[12345::]") == "!IPv6-invalid-code-point");
  CHECK(host_of("[1:2:]") == "!IPv6-invalid-code-point");
  CHECK(host_of("[::1%25eth0]") == "!IPv6-invalid-code-point");
  CHECK(host_of("[::1.2.3]") == "!IPv4-in-IPv6-too-few-parts");
  CHECK(host_of("[::1.2.3.4.5]") == "!IPv4-in-IPv6-invalid-code-point");
  CHECK(host_of("[::1.2.3.256]") == "!IPv4-in-IPv6-out-of-range-part");
  CHECK(host_of("[::01.2.3.4]") == "!IPv4-in-IPv6-invalid-code-point");
  CHECK(host_of("[1:2:3:4:5:6:7:1.2.3.4]") == "!IPv4-in-IPv6-too-many-pieces");
}
