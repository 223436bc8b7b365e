#include "crawler/thread.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <boost/asio/post.hpp>
#include <utility>

namespace winnow {
namespace {

std::chrono::microseconds read(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::microseconds(time.tv_sec * 1'000'000 + time.tv_nsec / 1000);
}

}  // namespace

// A new thread inherits the mask, so it is set around the start: no signal can slip in between.
std::thread start_thread(const std::string& name, std::function<void()> body) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(body));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_setname_np(thread.native_handle(), name.substr(0, 15).c_str());
  return thread;
}

void rethrow_in(boost::asio::io_context& io, std::exception_ptr error) {
  boost::asio::post(io, [e = std::move(error)] { std::rethrow_exception(e); });
}

std::chrono::microseconds cpu_time(std::thread& thread) {
  clockid_t clock{};
  if (pthread_getcpuclockid(thread.native_handle(), &clock) != 0) return {};
  return read(clock);
}

std::chrono::microseconds cpu_time_of_this_thread() { return read(CLOCK_THREAD_CPUTIME_ID); }

}  // namespace winnow
