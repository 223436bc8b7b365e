#pragma once
#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "crawler/hand_off.h"
#include "crawler/thread.h"

namespace winnow {

// Threads that work on one thing each, while what they made is given back in the order in which the
// things came. Of one thread: the owner's. An exception of `work` comes out of submit() or
// finish().
template <class In, class Out>
class OrderedPool {
 public:
  using Work = std::function<Out(In)>;    // called on the threads, beside each other
  using Done = std::function<void(Out)>;  // called from inside submit() and finish()

  // `threads` = 0: one a core. At most four things a thread are under way.
  OrderedPool(size_t threads, Work work, Done done)
      : work_(std::move(work)), done_(std::move(done)) {
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    window_ = 4 * threads;
    for (size_t i = 0; i < threads; ++i)
      threads_.push_back(start_thread("extract-" + std::to_string(i), [this] {
        while (auto task = tasks_.take()) (*task)();
      }));
  }
  ~OrderedPool() {
    tasks_.close(true);
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  // Waits while too many are under way.
  void submit(In in) {
    std::packaged_task<Out()> task(
        [this, in = std::move(in)]() mutable { return work_(std::move(in)); });
    under_way_.push_back(task.get_future());
    tasks_.push(std::move(task));
    while (under_way_.size() >= window_) give_back_first();
  }

  // Waits for all.
  void finish() {
    while (!under_way_.empty()) give_back_first();
  }

 private:
  void give_back_first() {
    std::future<Out> first = std::move(under_way_.front());
    under_way_.pop_front();
    done_(first.get());
  }

  Work work_;
  Done done_;
  size_t window_ = 0;
  HandOff<std::packaged_task<Out()>> tasks_;
  std::deque<std::future<Out>> under_way_;
  std::vector<std::thread> threads_;
};

}  // namespace winnow
