#pragma once
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <unordered_map>

namespace winnow {

// The sockets that are open, by address: hosts that share one each have idle connections of their
// own, and libcurl bounds those by host only.
class OpenSockets {
 public:
  void opened(int fd, const boost::asio::ip::address& address) {
    ++counts_[address];
    addresses_[fd] = address;
  }
  void closed(int fd) {
    const auto it = addresses_.find(fd);
    if (it == addresses_.end()) return;
    const auto count = counts_.find(it->second);
    if (--count->second == 0) counts_.erase(count);
    addresses_.erase(it);
  }
  uint32_t count(const boost::asio::ip::address& address) const {
    const auto it = counts_.find(address);
    return it == counts_.end() ? 0 : it->second;
  }

 private:
  std::unordered_map<boost::asio::ip::address, uint32_t> counts_;
  std::unordered_map<int, boost::asio::ip::address> addresses_;
};

}  // namespace winnow
