#include "crawler/workers.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "crawler/thread.h"

namespace winnow {

Workers::Workers(boost::asio::io_context& io, size_t threads, Process process, Done done)
    : io_(io), process_(std::move(process)), done_(std::move(done)) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  for (size_t i = 0; i < threads; ++i) {
    threads_.push_back(start_thread("extract-" + std::to_string(i), [this] { work(); }));
  }
}

Workers::~Workers() {
  jobs_.close(true);
  for (std::thread& thread : threads_) thread.join();
}

void Workers::submit(ExtractJob job) {
  ++submitted_;
  jobs_.push(std::move(job));
}

std::chrono::microseconds Workers::cpu_time() {
  std::chrono::microseconds sum{};
  for (std::thread& thread : threads_) sum += winnow::cpu_time(thread);
  return sum;
}

void Workers::work() {
  const std::weak_ptr<int> alive = alive_;
  while (std::optional<ExtractJob> job = jobs_.take()) {
    std::exception_ptr error;
    try {
      boost::asio::post(io_, [this, alive, done = process_(*job)]() mutable {
        if (alive.expired()) return;
        ++answered_;
        done_(std::move(done));
      });
    } catch (...) {
      error = std::current_exception();
    }
    if (error) rethrow_in(io_, std::move(error));
  }
}

}  // namespace winnow
