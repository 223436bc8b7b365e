#include "crawler/writer.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "crawler/thread.h"

namespace winnow {
namespace {

// Commits that come one by one are waited for, so that the threads wake for several pages at once
// and not for each. No host waits for this: its delay is counted from the end of its request.
constexpr Millis kGatherTime{10};
constexpr size_t kGathered = 16;  // so many are enough

}  // namespace

Writer::Writer(boost::asio::io_context& io, Store& store, Millis sync_interval,
               WriterAnswers answers)
    : io_(io), store_(store), sync_interval_(sync_interval), answers_(std::move(answers)) {
  thread_ = start_thread("writer", [this] { work(); });
}

Writer::~Writer() {
  requests_.close(false);
  thread_.join();
}

void Writer::commit(uint64_t id, Commit commit) { ask(CommitRequest{id, std::move(commit)}); }

void Writer::load(std::string authority, size_t limit) {
  ask(LoadRequest{std::move(authority), limit});
}

void Writer::recall(uint64_t id, std::string href) { ask(RecallRequest{id, std::move(href)}); }

void Writer::forget(std::optional<ForgetRule> rule) { ask(ForgetRequest{std::move(rule)}); }

void Writer::ask(Request request) {
  ++asked_;
  requests_.push(std::move(request));
}

std::chrono::microseconds Writer::cpu_time() { return winnow::cpu_time(thread_); }

void Writer::work() {
  std::exception_ptr error;
  try {
    for (;;) {
      std::deque<Request> requests =
          requests_.take_all(sync_due_.value_or(Clock::time_point::max()));
      gather(requests);
      const bool last = requests.empty() && requests_.closed();
      serve(std::move(requests));
      if (sync_due_ && (last || Clock::now() >= *sync_due_)) sync();
      if (last) return;
    }
  } catch (...) {
    error = std::current_exception();
  }
  if (error) rethrow_in(io_, std::move(error));
}

// What is not a commit is served at once, if the thread does not wait already.
void Writer::gather(std::deque<Request>& requests) {
  const auto is_commit = [](const Request& r) { return std::holds_alternative<CommitRequest>(r); };
  if (requests.empty() || requests.size() >= kGathered || requests_.closed()) return;
  if (!std::ranges::all_of(requests, is_commit)) return;
  const Clock::time_point enough = Clock::now() + kGatherTime;
  std::this_thread::sleep_until(std::min(enough, sync_due_.value_or(enough)));
  for (Request& more : requests_.take_all(Clock::now())) requests.push_back(std::move(more));
}

// Neighbouring commits are applied together; the answers of one batch travel together.
void Writer::serve(std::deque<Request> requests) {
  std::vector<Answer> answers;
  std::vector<CommitRequest> group;
  for (Request& request : requests) {
    if (auto* commit = std::get_if<CommitRequest>(&request)) {
      group.push_back(std::move(*commit));
      continue;
    }
    apply(group, answers);
    if (auto* load = std::get_if<LoadRequest>(&request)) {
      HostLoaded loaded{store_.host(load->authority), store_.robots(load->authority),
                        store_.pending(load->authority, load->limit)};
      answers.push_back([authority = std::move(load->authority),
                         loaded = std::move(loaded)](const WriterAnswers& to) mutable {
        to.loaded(authority, std::move(loaded));
      });
    } else if (auto* recall = std::get_if<RecallRequest>(&request)) {
      answers.push_back(
          [id = recall->id, record = store_.url(recall->href)](const WriterAnswers& to) mutable {
            to.recalled(id, std::move(record));
          });
    } else if (auto* forget = std::get_if<ForgetRequest>(&request)) {
      Forgotten forgotten;
      if (forget->rule) forgotten.rules = store_.forget(*forget->rule);
      forgotten.part = store_.forget_more();
      answers.push_back(
          [forgotten = std::move(forgotten)](const WriterAnswers& to) { to.forgotten(forgotten); });
    }
  }
  apply(group, answers);
  give_back(std::move(answers));
}

void Writer::apply(std::vector<CommitRequest>& group, std::vector<Answer>& answers) {
  if (group.empty()) return;
  std::vector<Commit> commits;
  for (CommitRequest& request : group) commits.push_back(std::move(request.commit));
  std::vector<Applied> applied = store_.apply(std::move(commits), false);
  for (size_t i = 0; i < group.size(); ++i) {
    answers.push_back(
        [id = group[i].id, result = std::move(applied[i])](const WriterAnswers& to) mutable {
          to.committed(id, std::move(result));
        });
  }
  group.clear();
  if (!sync_due_) sync_due_ = Clock::now() + sync_interval_;
}

void Writer::give_back(std::vector<Answer> answers) {
  if (answers.empty()) return;
  boost::asio::post(
      io_, [this, alive = std::weak_ptr<int>(alive_), answers = std::move(answers)]() mutable {
        for (Answer& answer : answers) {
          if (alive.expired()) return;
          ++answered_;
          answer(answers_);
        }
      });
}

// An apply() of nothing that syncs makes all before it durable.
void Writer::sync() {
  store_.apply({}, true);
  sync_due_.reset();
}

}  // namespace winnow
