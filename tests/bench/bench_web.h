#pragma once
// A web for benchmarks: a server in a child process, so that its CPU time is not the crawler's. It
// counts how often each page was served.
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "tests/bench/bench_page.h"

namespace winnow {

// Keeps the calling thread and those it starts on the processors from `first` up to `last`.
inline void keep_on_cpus(int first, int last) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu = first; cpu <= last; ++cpu) CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
}

class BenchWeb {
 public:
  enum class Hosts {
    kNames,      // each page has a text of its own; the names are to be resolved to connect_to()
    kAddresses,  // each is an address of its own; all pages are page 0 of host 0, made once
  };

  // `cpu`: the processor that the server stays on; -1: any. `latency`: before each answer.
  BenchWeb(uint64_t hosts, uint64_t pages_per_host, int cpu = -1,
           std::chrono::milliseconds latency = {}, Hosts kind = Hosts::kNames)
      : hosts_(hosts),
        pages_(pages_per_host),
        latency_(latency),
        one_(kind == Hosts::kAddresses ? reply_of(0, 0) : std::string()) {
    served_ = static_cast<uint8_t*>(
        mmap(nullptr, pages(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    if (served_ == MAP_FAILED) std::abort();
    boost::asio::io_context io(1);
    Tcp::acceptor acceptor = listen(io);
    port_ = acceptor.local_endpoint().port();
    io.notify_fork(boost::asio::io_context::fork_prepare);
    child_ = fork();
    if (child_ != 0) {
      io.notify_fork(boost::asio::io_context::fork_parent);
      return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (cpu >= 0) keep_on_cpus(cpu, cpu);
    io.notify_fork(boost::asio::io_context::fork_child);
    boost::asio::co_spawn(io, accept(acceptor), boost::asio::detached);
    io.run();
    _exit(0);
  }
  ~BenchWeb() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    munmap(served_, pages());
  }
  BenchWeb(const BenchWeb&) = delete;
  BenchWeb& operator=(const BenchWeb&) = delete;

  uint64_t hosts() const { return hosts_; }
  uint64_t pages() const { return hosts_ * pages_; }
  uint16_t port() const { return port_; }
  std::string url(uint64_t host, uint64_t page) const {
    return "http://" + (one_.empty() ? "h" + std::to_string(host) + ".example" : address_of(host)) +
           "/" + std::to_string(page);
  }
  // Since the last forget_served(): pages that were served n times; 255 stands for more as well.
  uint64_t served(uint8_t n) const {
    return static_cast<uint64_t>(std::count(served_, served_ + pages(), n));
  }
  void forget_served() { std::fill(served_, served_ + pages(), uint8_t{0}); }

  double cpu_seconds() const {  // of the server so far
    clockid_t clock;
    timespec t{};
    if (clock_getcpuclockid(child_, &clock) == 0) clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
  }
  std::string connect_to() const { return "::127.0.0.1:" + std::to_string(port_); }

 private:
  using Tcp = boost::asio::ip::tcp;

  // In 127.0.0.0/8, with the port.
  std::string address_of(uint64_t host) const {
    const auto n = static_cast<uint32_t>(host + 1);
    return boost::asio::ip::address_v4(0x7F000000 | n).to_string() + ":" + std::to_string(port_);
  }

  // On all addresses of loopback, or on one.
  Tcp::acceptor listen(boost::asio::io_context& io) const {
    using boost::asio::ip::address_v4;
    Tcp::acceptor acceptor(io, Tcp::v4());
    if (!one_.empty() &&
        setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo") != 0) {
      std::perror("the server cannot be kept to loopback");
      std::exit(1);
    }
    acceptor.bind({one_.empty() ? address_v4::loopback() : address_v4::any(), 0});
    acceptor.listen(4096);
    return acceptor;
  }

  boost::asio::awaitable<void> accept(Tcp::acceptor& acceptor) {
    for (;;) {
      Tcp::socket socket = co_await acceptor.async_accept(boost::asio::use_awaitable);
      socket.set_option(Tcp::no_delay(true));
      boost::asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)),
                            [](std::exception_ptr) {});
    }
  }

  boost::asio::awaitable<void> serve(Tcp::socket socket) {
    using boost::asio::use_awaitable;
    std::string head;
    boost::asio::steady_timer timer(socket.get_executor());
    for (;;) {
      const size_t size = co_await boost::asio::async_read_until(
          socket, boost::asio::dynamic_buffer(head, 16 << 10), "\r\n\r\n", use_awaitable);
      if (latency_.count() > 0) {
        timer.expires_after(latency_);
        co_await timer.async_wait(use_awaitable);
      }
      std::string own;
      const std::string& reply = answer(head, own);
      head.erase(0, size);
      co_await boost::asio::async_write(socket, boost::asio::buffer(reply), use_awaitable);
    }
  }

  // `own`: where a reply is kept that is made for this request.
  const std::string& answer(const std::string& head, std::string& own) const {
    static const std::string kNotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    const uint64_t page = std::strtoull(head.c_str() + 5, nullptr, 10);  // "GET /17 HTTP/1.1"
    if (head.starts_with("GET /robots.txt") || page >= pages_) return kNotFound;
    if (!one_.empty()) return one_;
    const size_t host_at = head.find("Host: h");
    if (host_at == head.npos) return kNotFound;
    const uint64_t host = std::strtoull(head.c_str() + host_at + 7, nullptr, 10);
    if (host < hosts_) {
      uint8_t& count = served_[host * pages_ + page];
      if (count < 255) ++count;
    }
    return own = reply_of(host, page);
  }

  std::string reply_of(uint64_t host, uint64_t page) const {
    const std::string body = bench_page(host, page, hosts_, pages_);
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  uint64_t hosts_, pages_;
  std::chrono::milliseconds latency_;
  const std::string one_;      // the reply to all, if there is one text
  uint8_t* served_ = nullptr;  // by page, shared with the server
  uint16_t port_ = 0;
  pid_t child_ = -1;
};

}  // namespace winnow
