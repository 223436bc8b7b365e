#pragma once
#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "crawler/engine.h"
#include "storage/store.h"

namespace winnow {

// The engine over a real store in memory and answers that a test writes down. Store and worker
// answer at once, fetches after 100 ms; time jumps to what is next.
class ScriptedCrawl {
 public:
  struct Request {
    Millis at;  // since the start
    std::string url, etag;
    friend bool operator==(const Request&, const Request&) = default;
  };

  static constexpr Time kStart{Millis{1'700'000'000'000}};

  explicit ScriptedCrawl(Config settings = {})
      : config(std::move(settings)), env(leveldb::NewMemEnv(leveldb::Env::Default())) {
    reopen();
  }

  // The answers to a URL, one after the other, the last one for ever. Others are 404.
  std::map<std::string, std::vector<FetchResponse>> web;
  std::map<std::string, Extraction> pages;  // what process() makes of a URL's body
  std::map<std::string, Entries> listings;

  static FetchResponse answer(Outcome outcome, uint16_t status = 200) {
    FetchResponse response;
    response.outcome = outcome;
    response.status = status;
    return response;
  }
  static FetchResponse redirect(std::string location) {
    FetchResponse response = answer(Outcome::kRedirect, 302);
    response.location = std::move(location);
    return response;
  }
  void serve_robots(const std::string& origin, std::string body) {
    FetchResponse response = answer(Outcome::kOk);
    response.body = std::move(body);
    web[origin + "/robots.txt"] = {response};
  }
  // A page with an article, or without text.
  Extraction& serve(const std::string& url, const std::string& text,
                    std::vector<std::string> links = {}) {
    if (!web.contains(url)) web[url] = {answer(Outcome::kOk)};
    Extraction& page = pages[url];
    page.verdict = text.empty() ? Verdict::kListing : Verdict::kArticle;
    page.blocks.clear();
    if (!text.empty()) page.blocks.push_back({BlockKind::kParagraph, 0, 1, text});
    page.fingerprint.exact = {std::hash<std::string>{}(text), 1};
    page.links.clear();
    for (std::string& link : links) page.links.push_back({std::move(link), false});
    return page;
  }

  void seed(const std::string& url, FetchKind kind = FetchKind::kPage) {
    engine->seed({{url, kind}}, now);
  }

  void run(Millis span) {
    const Time end = now + span;
    while (true) {
      while (!answers_.empty()) {
        const auto act = std::move(answers_.front());
        answers_.pop_front();
        act();
      }
      const Time wake = engine->pump(now);
      if (!answers_.empty()) continue;
      const Time fetched = fetches_.empty() ? Time::max() : fetches_.begin()->first;
      const Time next = std::min(wake, fetched);
      if (next > end) break;
      now = std::max(now, next);
      if (fetched > now) continue;
      const FetchResponse response = std::move(fetches_.begin()->second);
      fetches_.erase(fetches_.begin());
      engine->on_fetched(response, now);
    }
    now = end;
  }

  // Stops without a word to the store, and starts on it again.
  void reopen() {
    engine.reset();
    store.reset();
    answers_.clear();
    fetches_.clear();
    StoreOptions options;
    options.env = env.get();
    store = Store::open("/store", options);
    engine = std::make_unique<Engine>(config, ports());
    for (const ForgetRule& rule : store->forget_rules()) engine->remember(rule);
    store->scan_hosts([&](const HostRecord& host, Time next_due) {
      engine->restore(host, next_due, store->was_clean(), now);
      return true;
    });
  }

  std::vector<std::string> asked() const {
    std::vector<std::string> urls;
    for (const Request& request : requests) urls.push_back(request.url);
    return urls;
  }
  size_t times_asked(const std::string& url) const {
    const auto urls = asked();
    return static_cast<size_t>(std::count(urls.begin(), urls.end(), url));
  }
  std::vector<Millis> times_of(const std::string& url) const {
    std::vector<Millis> times;
    for (const Request& request : requests) {
      if (request.url == url) times.push_back(request.at);
    }
    return times;
  }
  Outcome outcome(const std::string& url) const {
    const auto record = store->url(url);
    return record ? static_cast<Outcome>(record->outcome) : Outcome::kNone;
  }
  uint64_t counter(const std::string& name) const {
    for (const auto& [key, total] : store->counters()) {
      if (key == name) return total;
    }
    return 0;
  }

  const Config config;
  const std::unique_ptr<leveldb::Env> env;  // outlives the store
  Time now = kStart;
  std::vector<Request> requests;
  std::unique_ptr<Store> store;
  std::unique_ptr<Engine> engine;

 private:
  EnginePorts ports() {
    EnginePorts ports;
    ports.fetch = [this](FetchRequest request) { fetch(request); };
    ports.extract = [this](ExtractJob job) {
      ExtractDone done;
      done.id = job.id;
      const std::string& href = job.url.href();
      if (job.kind == FetchKind::kPage) {
        const Extraction& page = pages[href];
        done.signature = page.fingerprint.exact[0] | 1;
        done.result = page;
      } else {
        done.signature = 1;
        done.result = listings[href];
      }
      answers_.push_back([this, done] { engine->on_extracted(done, now); });
    };
    ports.commit = [this](uint64_t id, Commit commit) {
      answers_.push_back([this, id, applied = store->apply({std::move(commit)}, false).front()] {
        engine->on_committed(id, applied, now);
      });
    };
    ports.load = [this](std::string authority, size_t limit) {
      HostLoaded loaded{store->host(authority), store->robots(authority),
                        store->pending(authority, limit)};
      answers_.push_back([this, authority, loaded] { engine->on_loaded(authority, loaded, now); });
    };
    ports.recall = [this](uint64_t id, std::string href) {
      answers_.push_back(
          [this, id, record = store->url(href)] { engine->on_recalled(id, record, now); });
    };
    ports.forget = [this](std::optional<ForgetRule> rule) {
      Forgotten forgotten;
      if (rule) forgotten.rules = store->forget(*rule);
      forgotten.part = store->forget_more();
      answers_.push_back([this, forgotten] { engine->on_forgotten(forgotten); });
    };
    return ports;
  }

  void fetch(const FetchRequest& request) {
    const std::string& href = request.url.href();
    requests.push_back({now - kStart, href, request.etag});
    FetchResponse response = answer(Outcome::kNotFound, 404);
    auto& script = web[href];
    if (!script.empty()) response = script.front();
    if (script.size() > 1) script.erase(script.begin());
    response.id = request.id;
    response.latency = Millis{100};
    fetches_.emplace(now + Millis{100}, std::move(response));
  }

  std::deque<std::function<void()>> answers_;
  std::multimap<Time, FetchResponse> fetches_;
};

}  // namespace winnow
