#pragma once
#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <functional>
#include <memory>
#include <queue>
#include <random>
#include <sstream>
#include <unordered_map>

#include "crawler/counters.h"
#include "crawler/engine.h"
#include "crawler/href.h"
#include "storage/forget_rules.h"
#include "storage/store.h"
#include "tests/crawler/simulation/web.h"

namespace winnow::simulation {

// Stands for process(): reads what Web wrote.
inline ExtractDone read_body(const ExtractJob& job) {
  ExtractDone done;
  done.id = job.id;
  Extraction page;
  Entries entries;
  std::string text, line;
  bool listing = false;
  std::istringstream in(job.response.body);
  while (std::getline(in, line)) {
    const std::string rest = line.substr(std::min(line.size(), line.find(' ') + 1));
    if (line.starts_with("link ")) page.links.push_back({rest, false});
    if (line.starts_with("nofollow ")) page.links.push_back({rest, true});
    if (line.starts_with("canonical ")) page.metadata.canonical = rest;
    if (line.starts_with("page ")) entries.pages.push_back({rest});
    if (line.starts_with("modified "))
      entries.pages.back().modified = Time{Millis{std::stoll(rest)}};
    if (line == "noindex") page.robots.noindex = true;
    if (line == "listing") listing = true;
    if (line.starts_with("text ")) text = rest;
  }
  done.signature = std::hash<std::string>{}(job.response.body) | 1;
  if (job.kind != FetchKind::kPage) {
    done.result = std::move(entries);
    return done;
  }
  page.verdict = listing ? Verdict::kListing : Verdict::kArticle;
  if (!listing) {
    page.fingerprint.exact = {mix(std::hash<std::string>{}(text)), 1};
    page.blocks.push_back({BlockKind::kParagraph, 0, page.fingerprint.exact[0], text});
  }
  done.result = std::move(page);
  return done;
}

// The engine, a real store in memory, and the made-up web, in virtual time. Every request is judged
// from the server's side; `faults` has one sentence for each rule that was broken.
class World {
 public:
  World(const Config& config, size_t hosts, uint64_t seed, Trouble trouble = Trouble::kNone)
      : config_(config),
        web_(hosts, trouble),
        random_(seed),
        env_(leveldb::NewMemEnv(leveldb::Env::Default())) {
    start();
  }

  Time now() const { return now_; }
  Store& store() { return *store_; }
  const Web& web() const { return web_; }
  Engine& engine() { return *engine_; }
  const ForgetRules& forgotten() const { return forgotten_; }
  const std::vector<std::string>& faults() const { return faults_; }
  uint64_t requests() const { return requests_; }
  Millis smallest_gap() const { return smallest_gap_; }  // from a host's answer to its next request
  uint32_t most_at_an_address() const { return most_at_an_address_; }  // requests at once
  uint64_t refused_connections() const { return refused_connections_; }
  uint64_t served(const std::string& href) const {
    const auto it = served_.find(href);
    return it == served_.end() ? 0 : it->second;
  }

  // Different pages that hosts answered with, less those of troubled ones.
  uint64_t pages_of_healthy() const {
    uint64_t pages = 0;
    for (const auto& [href, times] : served_)
      pages += times > 0 && !Web::is_troubled(Web::number(parts_of(href).authority));
    return pages;
  }

  // Every invariant of the store; what is broken is a fault.
  void check_store() {
    for (const std::string& broken : store_->check()) fault("store: " + broken);
  }

  // Until `end`; killed and started again `kills` times at random steps. The store is checked after
  // one in `unchecked` + 1 of them: what is broken stays so, and a check reads all.
  void run_until(Time end, int kills, int unchecked = 0) {
    const Time begin = now_;
    std::vector<Time> killings;
    for (int i = 0; i < kills; ++i) {
      killings.push_back(begin + Millis{static_cast<int64_t>(
                                     random_() % static_cast<uint64_t>((end - begin).count()))});
    }
    std::sort(killings.begin(), killings.end());
    for (size_t i = 0; i < killings.size(); ++i) {
      steps_until(killings[i]);
      kill();
      if (i % (unchecked + 1) == 0) check_store();
    }
    steps_until(end);
  }

 private:
  struct Event {
    Time at;
    uint64_t order;
    std::function<void()> act;
    bool operator<(const Event& other) const {
      return std::tie(other.at, other.order) < std::tie(at, order);
    }
  };
  // A host as its server sees the crawler.
  struct Seen {
    bool busy = false;
    std::optional<Time> last_end;
    Time not_before{};  // by Retry-After
    std::string robots;
    std::optional<Time> robots_at;
  };

  // An address as its server sees the crawler.
  struct SeenAddress {
    uint32_t requests = 0;  // under way
    Time last{};            // a start or an end
  };

  void at(Time time, std::function<void()> act) { events_.push({time, ++order_, std::move(act)}); }
  Millis lag(uint64_t most) { return Millis{static_cast<int64_t>(random_() % (most + 1))}; }

  void start() {
    StoreOptions options;
    options.env = env_.get();
    options.write_buffer_bytes = 8 << 20;
    options.max_hosts_per_domain = config_.scope.max_hosts_per_domain;
    store_ = Store::open("/store", options);
    EnginePorts ports;
    ports.fetch = [this](FetchRequest request) { fetch(std::move(request)); };
    ports.extract = [this](ExtractJob job) {
      at(now_ + lag(50), [this, done = read_body(job)]() mutable {
        --extracting_;
        engine_->on_extracted(std::move(done), now_);
      });
      ++extracting_;
    };
    ports.commit = [this](uint64_t id, Commit commit) {
      if (commit.host) check_host(*commit.host);
      ask_store([this, id, commit = std::make_shared<Commit>(std::move(commit))] {
        if (commit->host) hosts_[commit->host->authority] = *commit->host;
        auto applied = std::make_shared<Applied>(store_->apply({*commit}, false).front());
        answer([this, id, applied] { engine_->on_committed(id, std::move(*applied), now_); });
      });
    };
    ports.load = [this](std::string authority, size_t limit) {
      ask_store([this, authority, limit] {
        auto loaded = std::make_shared<HostLoaded>();
        loaded->host = store_->host(authority);
        loaded->robots = store_->robots(authority);
        loaded->window = store_->pending(authority, limit);
        answer(
            [this, authority, loaded] { engine_->on_loaded(authority, std::move(*loaded), now_); });
      });
    };
    ports.recall = [this](uint64_t id, std::string href) {
      ask_store([this, id, href] {
        answer([this, id, record = store_->url(href)] { engine_->on_recalled(id, record, now_); });
      });
    };
    ports.forget = [this](std::optional<ForgetRule> rule) {
      ask_store([this, rule] {
        Forgotten forgotten;
        if (rule) forgotten.rules = store_->forget(*rule);
        for (const ForgetRule& each : forgotten.rules) forgotten_.add(each);
        forgotten.part = store_->forget_more();
        answer([this, forgotten] { engine_->on_forgotten(forgotten); });
      });
    };
    engine_ = std::make_unique<Engine>(config_, std::move(ports));
    const bool clean = store_->was_clean();
    for (const ForgetRule& rule : store_->forget_rules()) engine_->remember(rule);
    store_->scan_hosts([&](const HostRecord& host, Time next_due) {
      engine_->restore(host, next_due, clean, now_);
      return true;
    });
    engine_->seed({{Web::home(0)}, {Web::home(web_.hosts() / 2)}}, now_);
    wake_at_ = now_;
  }

  // As kill -9: what the engine knew is gone, requests break off, what was applied stays.
  void kill() {
    events_ = {};
    engine_.reset();
    store_.reset();
    extracting_ = in_flight_ = unresolved_ = 0;
    for (auto& [address, seen] : addresses_) {
      if (seen.requests > 0) seen.last = now_;
      seen.requests = 0;
    }
    at_address_.clear();
    store_free_ = answered_ = Time{};
    for (auto& [name, seen] : seen_) {
      if (seen.busy) seen.last_end = now_;
      seen.busy = false;
      seen.robots_at.reset();  // perhaps not recorded
      seen.not_before = Time{};
    }
    now_ += random_() % 2 == 0 ? lag(2000) : lag(600'000);
    start();
  }

  // The store answers in order, in a thread of its own: both the work and the answer lag.
  void ask_store(std::function<void()> work) {
    store_free_ = std::max(store_free_, now_) + lag(4);
    at(store_free_, std::move(work));
  }
  void answer(std::function<void()> act) {
    answered_ = std::max(answered_, now_ + lag(10));
    at(answered_, std::move(act));
  }

  void steps_until(Time end) {
    while (true) {
      const Time next = std::min(events_.empty() ? Time::max() : events_.top().at, wake_at_);
      if (next > end) {
        now_ = std::max(now_, end);
        return;
      }
      now_ = std::max(now_, next);
      while (!events_.empty() && events_.top().at <= now_) {
        const Event event = events_.top();
        events_.pop();
        event.act();
      }
      wake_at_ = engine_->pump(now_);
      if (wake_at_ <= now_) fault("pump wants to be called again at once");
      check_bounds();
    }
  }

  // The name is looked up first, which takes a while; only then is it known which address it is.
  void fetch(FetchRequest request) {
    ++unresolved_;
    at(now_ + lag(30), [this, request = std::move(request)] {
      --unresolved_;
      const std::string authority(request.url.authority());
      if (authority.ends_with("elsewhere.invalid")) return connect(request);
      const auto address = Web::address(Web::number(authority), now_);
      if (engine_->may_connect(request.id, address, now_)) {
        check_address(address);
        at_address_[request.id] = address;
        return connect(request);
      }
      ++refused_connections_;
      FetchResponse response;
      response.id = request.id;
      response.outcome = Outcome::kAddressBusy;
      engine_->on_fetched(response, now_);
    });
  }

  void check_address(const boost::asio::ip::address& address) {
    SeenAddress& seen = addresses_[address];
    const Millis since = now_ - seen.last;
    if (since < config_.politeness.address_delay) {
      fault("an address was asked again after " + std::to_string(since.count()) + " ms");
    }
    if (++seen.requests > config_.politeness.address_connections) {
      fault("too many requests to an address");
    }
    most_at_an_address_ = std::max(most_at_an_address_, seen.requests);
    seen.last = now_;
  }

  void connect(const FetchRequest& request) {
    if (forgotten_.covers(request.url.href()))
      fault("asked for " + request.url.href() + ", which is forgotten");
    const std::string authority(request.url.authority());
    Seen& seen = seen_[authority];
    std::optional<Millis> since;
    if (seen.last_end) since = now_ - *seen.last_end;
    if (authority.ends_with("elsewhere.invalid")) {
      FetchResponse response;
      response.id = request.id;
      response.outcome = Outcome::kDnsFailed;
      at(now_ + 5ms, [this, response] { engine_->on_fetched(response, now_); });
      return;
    }
    check_request(seen, request, since);
    Web::Answer answer = web_.serve(request.url, since, now_);
    answer.response.id = request.id;
    seen.busy = true;
    ++in_flight_;
    ++requests_;
    const Time end = now_ + answer.takes;
    at(end, [this, authority, href = request.url.href(), response = std::move(answer.response)] {
      Seen& answered = seen_[authority];
      answered.busy = false;
      answered.last_end = now_;
      --in_flight_;
      SeenAddress& there = addresses_[at_address_.at(response.id)];
      --there.requests;
      there.last = now_;
      at_address_.erase(response.id);
      if (response.retry_after) answered.not_before = now_ + *response.retry_after;
      if (response.outcome == Outcome::kOk) ++served_[href];
      note_robots(href, response);
      engine_->on_fetched(response, now_);
    });
  }

  void note_robots(const std::string& href, const FetchResponse& response) {
    const HrefParts parts = parts_of(href);
    const bool away = parts.path_and_query.starts_with("/robots-of-");
    if (!away && parts.path_and_query != "/robots.txt") return;
    if (response.outcome == Outcome::kRedirect) return;
    Seen& about =
        seen_[away ? std::string(parts.path_and_query.substr(11)) : std::string(parts.authority)];
    if (response.outcome == Outcome::kOk || response.outcome == Outcome::kNotFound) {
      about.robots = response.body;
      about.robots_at = now_;
    }
  }

  void fault(const std::string& what) {
    if (faults_.size() < 20) {
      faults_.push_back(what + " (at " + std::to_string((now_ - kStart).count()) + " ms)");
    }
  }

  void check_bounds() {
    const size_t open = in_flight_ + extracting_ + unresolved_;
    if (open > config_.fetch.max_connections) fault("more open pages than max_connections");
    if (engine_->stats().slots_held > config_.fetch.max_connections) fault("too many slots");
    if (engine_->stats().slots_held < open) fault("a page without a slot");
  }

  void check_host(const HostRecord& host) {
    if (host.seeded !=
        (host.authority == Web::name(0) || host.authority == Web::name(web_.hosts() / 2))) {
      fault("seeded is wrong for " + host.authority);
    }
  }

  void check_request(const Seen& seen, const FetchRequest& request, std::optional<Millis> since) {
    const std::string href = request.url.href();
    if (seen.busy) fault("two requests in flight: " + href);
    if (since) smallest_gap_ = std::min(smallest_gap_, *since);
    if (since && *since < config_.politeness.delay) {
      fault("asked again after " + std::to_string(since->count()) + " ms: " + href);
    }
    if (now_ < seen.not_before) fault("asked before Retry-After: " + href);
    const HostRecord& host = hosts_[std::string(request.url.authority())];
    if (now_ < host.next_allowed) fault("asked before next_allowed: " + href);
    if (now_ < host.breaker_until) fault("asked while the breaker is open: " + href);
    const HrefParts parts = parts_of(href);
    if (parts.path_and_query.find("robots") != std::string_view::npos) return;
    check_page(seen, href, since);
  }

  void check_page(const Seen& seen, const std::string& href, std::optional<Millis> since) {
    const auto path = parts_of(href).path_and_query;
    if (path == "/nf") fault("a nofollow link was followed");
    const auto stored =
        seen.robots_at ? RobotsRecord{} : store_->robots(parts_of(href).authority)[0];
    const std::string& body = seen.robots_at ? seen.robots : stored.body;
    const Time age_from = seen.robots_at ? *seen.robots_at : stored.fetched;
    const Robots robots = Robots::parse(body, "winnow");
    if (!robots.allows(path)) fault("robots.txt disallows " + href);
    if (age_from == Time{}) fault("no robots.txt before " + href);
    if (now_ > age_from + config_.politeness.robots_max_age + 24h) fault("old robots: " + href);
    const Millis delay = robots.crawl_delay().value_or(Millis{0});
    if (since && *since < delay) fault("Crawl-delay not kept: " + href);
    const auto url = store_->url(href);
    if (url && url->outcome != 0 && (url->next_due == Time{} || url->next_due > now_)) {
      fault("fetched again though nothing is due: " + href);
    }
  }

  Config config_;
  Web web_;
  std::mt19937_64 random_;
  std::unique_ptr<leveldb::Env> env_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  Time now_ = kStart, wake_at_ = kStart, store_free_{}, answered_{};
  std::priority_queue<Event> events_;
  uint64_t order_ = 0, requests_ = 0;
  Millis smallest_gap_ = Millis::max();
  size_t in_flight_ = 0, extracting_ = 0, unresolved_ = 0;
  std::unordered_map<boost::asio::ip::address, SeenAddress> addresses_;
  std::unordered_map<uint64_t, boost::asio::ip::address> at_address_;  // by request
  uint32_t most_at_an_address_ = 0;
  uint64_t refused_connections_ = 0;
  std::unordered_map<std::string, Seen> seen_;
  std::unordered_map<std::string, HostRecord> hosts_;  // as they were committed last
  std::unordered_map<std::string, uint64_t> served_;
  ForgetRules forgotten_;  // whose storing was asked for and done
  std::vector<std::string> faults_;
};

}  // namespace winnow::simulation
