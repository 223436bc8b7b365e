#pragma once
#include <boost/asio/ip/address.hpp>
#include <string_view>

#include "config/config.h"

namespace winnow {

// The IANA special-purpose range that holds `address` ("private-use", "loopback"), or "" if it is a
// public unicast address. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) is judged
// by that, since that is where the packets go.
std::string_view special_purpose(const boost::asio::ip::address& address);

// May the crawler connect to it? The last guard, on the resolved address: names that point into a
// private network are refused as well.
bool is_allowed(const boost::asio::ip::address& address, Addresses addresses);

}  // namespace winnow
