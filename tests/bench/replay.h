#pragma once
// The crawl of a BenchWeb in one thread and without a network, so that CPU time can be told by
// stage: the engine itself, process(), the store.
#include <deque>
#include <map>
#include <string>
#include <utility>

#include "crawler/engine.h"
#include "storage/store.h"
#include "tests/bench/bench_web.h"
#include "tests/bench/extract_stages.h"

namespace winnow {

class Replay {
 public:
  Replay(const Config& config, const BenchWeb& web, Store& store)
      : config_(config), web_(web), store_(store), engine_(config, ports()) {
    engine_.seed({{web.url(0, 0)}}, now_);
  }

  // Until `pages` pages are stored or nothing is left. Returns how many were.
  uint64_t run(uint64_t pages) {
    const double start = cpu_us();
    while (pages_ < pages) {
      engine_.pump(now_);
      now_ += Millis(1);
      if (answers_.empty()) break;
      for (auto answers = std::exchange(answers_, {}); auto& answer : answers) answer();
    }
    us_["engine"] = cpu_us() - start;
    for (const auto& [stage, us] : us_)
      if (stage != "engine") us_["engine"] -= us;
    return pages_;
  }

  double us(const std::string& stage) const { return us_.at(stage) / static_cast<double>(pages_); }

 private:
  template <class Call>
  auto timed(const char* stage, Call call) {
    const double start = cpu_us();
    auto result = call();
    us_[stage] += cpu_us() - start;
    return result;
  }

  EnginePorts ports() {
    EnginePorts ports;
    ports.fetch = [this](FetchRequest request) {
      FetchResponse response = timed("web", [&] { return answer(request); });
      answers_.push_back([this, r = std::move(response)] { engine_.on_fetched(r, now_); });
    };
    ports.extract = [this](ExtractJob job) {
      ++pages_;
      ExtractDone done = timed("extract", [&] { return process(job, config_); });
      answers_.push_back(
          [this, d = std::move(done)]() mutable { engine_.on_extracted(std::move(d), now_); });
    };
    ports.commit = [this](uint64_t id, Commit commit) {
      Applied applied = apply(std::move(commit));
      answers_.push_back([this, id, a = std::move(applied)]() mutable {
        engine_.on_committed(id, std::move(a), now_);
      });
    };
    ports.load = [this](std::string authority, size_t limit) {
      HostLoaded loaded = timed("load", [&] {
        return HostLoaded{store_.host(authority), store_.robots(authority),
                          store_.pending(authority, limit)};
      });
      answers_.push_back([this, authority, l = std::move(loaded)]() mutable {
        engine_.on_loaded(authority, std::move(l), now_);
      });
    };
    ports.recall = [this](uint64_t id, std::string href) {
      auto record = timed("load", [&] { return store_.url(href); });
      answers_.push_back([this, id, r = std::move(record)] { engine_.on_recalled(id, r, now_); });
    };
    return ports;
  }

  // The links by themselves first, so that what they cost is known apart: only a benchmark may.
  Applied apply(Commit commit) {
    Commit links;
    links.links = std::exchange(commit.links, {});
    Applied fresh = timed("links", [&] { return store_.apply({links}, false).front(); });
    Applied applied = timed("commit", [&] { return store_.apply({commit}, false).front(); });
    applied.fresh = std::move(fresh.fresh);
    return applied;
  }

  FetchResponse answer(const FetchRequest& request) const {
    FetchResponse response;
    response.id = request.id;
    const std::string host(request.url.host());
    if (request.url.path() == "/robots.txt") {
      response.status = 404;
      response.outcome = Outcome::kNotFound;
      return response;
    }
    response.status = 200;
    response.outcome = Outcome::kOk;
    response.content_type = "text/html; charset=utf-8";
    response.body = bench_page(std::strtoull(host.c_str() + 1, nullptr, 10),
                               std::strtoull(request.url.path().data() + 1, nullptr, 10),
                               web_.hosts(), web_.pages() / web_.hosts());
    return response;
  }

  const Config& config_;
  const BenchWeb& web_;
  Store& store_;
  Time now_{Millis{1'700'000'000'000}};
  std::map<std::string, double> us_;
  uint64_t pages_ = 0;
  std::deque<std::function<void()>> answers_;
  Engine engine_;
};

}  // namespace winnow
