#pragma once
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "crawler/hand_off.h"
#include "crawler/process.h"

namespace winnow {

// The extraction threads. Bodies come in by submit(), what they hold goes back by a post to the
// io_context. An exception of `process` (no memory) is thrown again from the io_context's run().
class Workers {
 public:
  using Process = std::function<ExtractDone(const ExtractJob&)>;  // called on the threads
  using Done = std::function<void(ExtractDone)>;                  // called by the io_context

  // `threads` = 0: one a core.
  Workers(boost::asio::io_context& io, size_t threads, Process process, Done done);
  ~Workers();  // drops what is queued, waits for what is being worked on

  void submit(ExtractJob job);

  // Of the io_context's thread: jobs submitted and jobs given back so far.
  uint64_t submitted() const { return submitted_; }
  uint64_t answered() const { return answered_; }
  std::chrono::microseconds cpu_time();

 private:
  void work();

  boost::asio::io_context& io_;
  Process process_;
  Done done_;
  HandOff<ExtractJob> jobs_;
  uint64_t submitted_ = 0, answered_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>();
  std::vector<std::thread> threads_;
};

}  // namespace winnow
