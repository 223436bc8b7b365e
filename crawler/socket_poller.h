#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <functional>
#include <memory>

namespace winnow {

// Waits on an io_context for many descriptors that belong to somebody else (libcurl). They sit in
// one epoll set of our own, and only the set's descriptor is given to Asio. So nothing of Asio's
// holds a descriptor that libcurl may close at any time, nothing has to be re-armed a descriptor,
// and a burst of events costs one system call. The kernel drops a closed descriptor from the set.
class SocketPoller {
 public:
  struct Event {
    int fd = -1;
    uint32_t tag = 0;
    bool readable = false, writable = false;  // both on an error or hang-up
  };
  using Ready = std::function<void(const Event&)>;

  // `ready` is called on the io_context's thread and may call watch() and forget(). An event may
  // be stale: the descriptor was closed, or is another one by now, since the batch was read.
  SocketPoller(boost::asio::io_context& io, Ready ready);
  ~SocketPoller();

  // Level-triggered. A second call for the same descriptor replaces the first.
  void watch(int fd, uint32_t tag, bool read, bool write);
  void forget(int fd);

 private:
  void wait();
  void deliver();

  boost::asio::posix::stream_descriptor set_;
  Ready ready_;
  std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace winnow
