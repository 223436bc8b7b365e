#include "crawler/address_filter.h"

#include <boost/asio/ip/address.hpp>
#include <string>

#include "tests/catch.h"

namespace winnow {
namespace {

std::string special(const std::string& text) {
  return std::string(special_purpose(boost::asio::ip::make_address(text)));
}

bool allowed(const std::string& text, Addresses addresses) {
  return is_allowed(boost::asio::ip::make_address(text), addresses);
}

TEST_CASE("public addresses are no special-purpose ones") {
  for (const char* text :
       {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "11.0.0.0", "2606:4700::1111", "2001:4860:4860::8888", "2400:cb00::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    INFO(text);
    CHECK(special(text) == "");
    CHECK(allowed(text, Addresses::kPublic));
    CHECK_FALSE(allowed(text, Addresses::kLoopback));
  }
}

TEST_CASE("each special-purpose range is refused from its first to its last address") {
  struct Case {
    const char* text;
    const char* name;
  };
  const Case cases[] = {
      {"0.0.0.0", "this-network"},
      {"0.255.255.255", "this-network"},
      {"10.0.0.0", "private-use"},
      {"10.255.255.255", "private-use"},
      {"100.64.0.0", "shared-address-space"},
      {"100.127.255.255", "shared-address-space"},
      {"127.0.0.1", "loopback"},
      {"127.255.255.255", "loopback"},
      {"169.254.169.254", "link-local"},
      {"172.16.0.0", "private-use"},
      {"172.31.255.255", "private-use"},
      {"192.0.0.0", "ietf-protocol-assignments"},
      {"192.0.2.1", "documentation"},
      {"192.88.99.1", "6to4-relay"},
      {"192.168.0.1", "private-use"},
      {"198.18.0.0", "benchmarking"},
      {"198.19.255.255", "benchmarking"},
      {"198.51.100.7", "documentation"},
      {"203.0.113.7", "documentation"},
      {"224.0.0.1", "multicast"},
      {"239.255.255.255", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "reserved"},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"::2", "reserved"},
      {"::127.0.0.1", "reserved"},
      {"100::1", "discard-only"},
      {"64:ff9b:1::1", "local-use-translation"},
      {"2001::1", "ietf-protocol-assignments"},
      {"2001:1ff::1", "ietf-protocol-assignments"},
      {"2001:db8::1", "documentation"},
      {"3fff:fff::1", "documentation"},
      {"5f00::1", "segment-routing"},
      {"fc00::1", "unique-local"},
      {"fdff::1", "unique-local"},
      {"fe80::1", "link-local"},
      {"fec0::1", "site-local"},
      {"ff02::1", "multicast"},
      {"4000::1", "reserved"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(special(c.text) == c.name);
    CHECK_FALSE(allowed(c.text, Addresses::kPublic));
    CHECK(allowed(c.text, Addresses::kAny));
  }
}

TEST_CASE("an IPv4 address inside an IPv6 one is judged as the IPv4 one") {
  CHECK(special("::ffff:127.0.0.1") == "loopback");
  CHECK(special("::ffff:0:10.1.2.3") == "private-use");
  CHECK(special("64:ff9b::a00:1") == "private-use");
  CHECK(special("2002:7f00:1::") == "loopback");
  CHECK(special("2002:c0a8:101::1") == "private-use");
  CHECK_FALSE(allowed("2002:a9fe:a9fe::", Addresses::kPublic));
}

TEST_CASE("loopback mode allows loopback and nothing else") {
  CHECK(allowed("127.0.0.1", Addresses::kLoopback));
  CHECK(allowed("::1", Addresses::kLoopback));
  CHECK(allowed("::ffff:127.0.0.1", Addresses::kLoopback));
  CHECK_FALSE(allowed("10.0.0.1", Addresses::kLoopback));
  CHECK_FALSE(allowed("169.254.1.1", Addresses::kLoopback));
}

}  // namespace
}  // namespace winnow
