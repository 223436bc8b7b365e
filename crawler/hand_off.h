#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace winnow {

// Hands items from one thread to another, in order. It has no bound of its own: what goes in is
// bounded by the engine's slots.
template <class T>
class HandOff {
 public:
  using Clock = std::chrono::steady_clock;

  void push(T item) {
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
  }

  // The next item; nothing once closed and empty.
  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  // All items that are there, waiting for one until `deadline`. Empty: the deadline has passed, or
  // it is closed.
  std::deque<T> take_all(Clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    const auto some = [this] { return closed_ || !items_.empty(); };
    if (deadline == Clock::time_point::max()) {
      ready_.wait(lock, some);
    } else {
      ready_.wait_until(lock, deadline, some);
    }
    return std::exchange(items_, {});
  }

  // No more items come. What is there can still be taken, unless `drop`.
  void close(bool drop) {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
      if (drop) items_.clear();
    }
    ready_.notify_all();
  }

  bool closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace winnow
