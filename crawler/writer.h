#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "config/time.h"
#include "crawler/engine.h"
#include "crawler/hand_off.h"
#include "storage/store.h"

namespace winnow {

// Where the writer's answers go, on the io_context's thread.
struct WriterAnswers {
  std::function<void(uint64_t id, Applied applied)> committed;
  std::function<void(const std::string& authority, HostLoaded loaded)> loaded;
  std::function<void(uint64_t id, std::optional<UrlRecord> record)> recalled;
  std::function<void(const Forgotten& forgotten)> forgotten;
};

// The one thread that writes the store, and reads it for the engine: requests are served and
// answered in the order in which they were made. Commits are gathered for some milliseconds, and
// become durable together, at most `sync_interval` after they were applied. An exception of the
// store is thrown again from the io_context's run(); nothing is served after it.
class Writer {
 public:
  Writer(boost::asio::io_context& io, Store& store, Millis sync_interval, WriterAnswers answers);
  ~Writer();  // serves what is queued, makes it durable, waits

  void commit(uint64_t id, Commit commit);
  void load(std::string authority, size_t limit);
  void recall(uint64_t id, std::string href);
  void forget(std::optional<ForgetRule> rule);

  // Of the io_context's thread: requests made and requests answered so far.
  uint64_t asked() const { return asked_; }
  uint64_t answered() const { return answered_; }
  std::chrono::microseconds cpu_time();

 private:
  struct CommitRequest {
    uint64_t id;
    Commit commit;
  };
  struct LoadRequest {
    std::string authority;
    size_t limit;
  };
  struct RecallRequest {
    uint64_t id;
    std::string href;
  };
  struct ForgetRequest {
    std::optional<ForgetRule> rule;
  };
  using Request = std::variant<CommitRequest, LoadRequest, RecallRequest, ForgetRequest>;
  using Answer = std::function<void(const WriterAnswers&)>;
  using Clock = std::chrono::steady_clock;

  void ask(Request request);
  void work();
  void gather(std::deque<Request>& requests);
  void serve(std::deque<Request> requests);
  void apply(std::vector<CommitRequest>& group, std::vector<Answer>& answers);
  void give_back(std::vector<Answer> answers);
  void sync();

  boost::asio::io_context& io_;
  Store& store_;
  const Millis sync_interval_;
  WriterAnswers answers_;
  HandOff<Request> requests_;
  uint64_t asked_ = 0, answered_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>();

  // Of the writer's thread.
  std::optional<Clock::time_point> sync_due_;  // set while a commit is not durable yet
  std::thread thread_;
};

}  // namespace winnow
