#include "crawler/socket_poller.h"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace winnow {
namespace {

int new_epoll_set() {
  const int fd = epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return fd;
}

}  // namespace

SocketPoller::SocketPoller(boost::asio::io_context& io, Ready ready)
    : set_(io, new_epoll_set()), ready_(std::move(ready)) {
  wait();
}

SocketPoller::~SocketPoller() = default;

void SocketPoller::watch(int fd, uint32_t tag, bool read, bool write) {
  epoll_event event{};
  event.events = (read ? EPOLLIN : 0u) | (write ? EPOLLOUT : 0u);
  event.data.u64 = uint64_t{tag} << 32 | static_cast<uint32_t>(fd);
  const int set = set_.native_handle();
  if (epoll_ctl(set, EPOLL_CTL_MOD, fd, &event) == 0) return;
  if (errno == ENOENT && epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) == 0) return;
  throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

// libcurl says REMOVE more than once, also for a descriptor that it has closed already.
void SocketPoller::forget(int fd) {
  epoll_event unused{};
  epoll_ctl(set_.native_handle(), EPOLL_CTL_DEL, fd, &unused);
}

void SocketPoller::wait() {
  set_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                  [this, alive = std::weak_ptr<int>(alive_)](boost::system::error_code error) {
                    if (error || alive.expired()) return;
                    deliver();
                    if (!alive.expired()) wait();
                  });
}

void SocketPoller::deliver() {
  std::array<epoll_event, 128> events;
  const int n = epoll_wait(set_.native_handle(), events.data(), events.size(), 0);
  for (int i = 0; i < n; ++i) {
    const bool broken = events[i].events & (EPOLLERR | EPOLLHUP);
    Event event;
    event.fd = static_cast<int>(events[i].data.u64 & 0xffffffff);
    event.tag = static_cast<uint32_t>(events[i].data.u64 >> 32);
    event.readable = broken || events[i].events & EPOLLIN;
    event.writable = broken || events[i].events & EPOLLOUT;
    ready_(event);
  }
}

}  // namespace winnow
