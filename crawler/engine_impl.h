#pragma once
#include <deque>
#include <unordered_map>

#include "crawler/counters.h"
#include "crawler/engine.h"
#include "crawler/frontier.h"
#include "crawler/link_memory.h"
#include "crawler/politeness.h"
#include "crawler/revisit.h"
#include "crawler/scope.h"

// The engine's inside, shared by the engine*.cc files: engine.cc (turns, slots, time),
// engine_store.cc (what the store answers), engine_fetch.cc (what a response leads to),
// engine_page.cc and engine_listing.cc (what a body leads to), engine_robots.cc.

namespace winnow {

// One request from take to settle.
struct Slot {
  enum class Phase { kRecall, kFetch, kExtract, kRecallCanonical, kCommit };

  uint64_t id = 0;
  Host* host = nullptr;
  Phase phase = Phase::kFetch;
  QueueEntry entry;
  Url url;                             // of `entry`
  std::optional<RobotsErrand> errand;  // the request is for this robots.txt, there is no entry
  std::optional<UrlRecord> known;      // of a revisit
  FetchResponse response;              // without its body
  uint64_t bytes = 0;                  // of that body
  ExtractDone done;                    // while the canonical URL is recalled
  Visit visit;                         // of addresses, while the request is under way
  bool takes = false;                  // its commit takes the entry from the queue
};

struct Engine::Impl {
  Impl(const Config& config, EnginePorts ports);

  // engine.cc
  void restore(const HostRecord& host, Time next_due, bool clean, Time now);
  void seed(const std::vector<Seed>& seeds, Time now);
  Time pump(Time now);
  bool idle(Time now) const;
  bool can_start() const;

  // What a host could do at `now`, were its clock to allow it.
  struct Choice {
    enum class What { kEntry, kRobots, kNothing } what = What::kNothing;
    Time due{Time::max()};  // of the entry; for kNothing: when there may be something
    bool timed = false;
    size_t index = 0;    // in its lane of the window
    bool https = false;  // for kRobots
  };
  Choice choose(const WarmHost& host, Time now) const;
  bool within_budget(const HostRecord& host) const;
  Time earliest(const WarmHost& host) const;
  HostPace pace(const WarmHost& host) const;
  void turn(Host& host, Time now);
  void reschedule(Host& host, Time now);  // after any change of a warm host that is not busy
  void shrink(Time now);
  void cool(Host& host, Time now);
  Slot& open_slot(Host& host);
  void take(Host& host, const Choice& choice, Time now);
  void admit(Slot& slot, Time now);  // scope and robots; then the fetch
  void fetch(Slot& slot, uint64_t max_bytes, bool truncate, Time now);
  bool may_connect(uint64_t id, const boost::asio::ip::address& address, Time now);
  void put_back(Slot& slot, Time now);  // nothing was sent; no slot after it

  // engine_store.cc
  void load(Host& host);
  void on_loaded(const std::string& authority, HostLoaded loaded, Time now);
  void on_recalled(uint64_t id, std::optional<UrlRecord> record, Time now);
  void on_committed(uint64_t id, Applied applied, Time now);
  void arrive(Fresh fresh, Time now);
  HostRecord record_of(Host& host) const;
  void commit(Slot& slot, Commit commit);  // ends the slot's work: on_committed settles it
  void commit_loose(Commit commit);        // of no slot: seeds, robots of another host

  // engine_fetch.cc
  void on_fetched(FetchResponse response, Time now);
  void on_answer(Slot& slot, Time now);
  void extract(Slot& slot);
  void settle_unasked(Slot& slot, Outcome outcome, Time now);
  void settle_unchanged(Slot& slot, Time now);
  void settle_redirect(Slot& slot, Time now);
  void settle_dead(Slot& slot, Outcome outcome, Time now);
  void settle_refused(Slot& slot, Outcome outcome, Time now);
  void retry(Slot& slot, Outcome outcome, Time now);
  Commit start_commit(Slot& slot, Outcome outcome, Time now);
  void requeue_visit(Slot& slot, Commit& commit, Millis interval, Time now) const;
  Millis next_interval(const Slot& slot, RevisitKind kind, Change change) const;

  // engine_forget.cc
  void remember(const ForgetRule& rule);
  void forget(const ForgetRule& rule);
  void forget_more();
  void on_forgotten(const Forgotten& forgotten);
  void retire(Host& host);

  // engine_page.cc, engine_listing.cc
  void on_extracted(ExtractDone done, Time now);
  bool may_yield_to_canonical(const Slot& slot, const std::string& canonical) const;
  void settle_page(Slot& slot, bool yield_to_canonical, Time now);
  void add_article(Slot& slot, Commit& commit, Extraction& page, bool yields, Time now);
  void add_links(Slot& slot, Commit& commit, Extraction& page);
  void settle_listing(Slot& slot, Time now);
  Change record_content(Slot& slot, Commit& commit, Time now);
  void judge_lastmod(const Slot& slot, bool changed);
  NewUrl new_url(std::string href, FetchKind kind, uint8_t priority, uint16_t depth,
                 uint8_t redirects = 0) const;

  // engine_robots.cc
  void send_for_robots(Host& host, bool https);
  void queue_errand(Host& target, RobotsErrand errand, Time now);
  void start_errand(Host& host, Time now);
  void on_robots(Slot& slot, FetchResponse response, Time now);
  void fail_foreign_errands(Host& host);
  void fail_errands(Time now);
  Commit settle_robots(Host& origin, bool https, FetchResponse response, Time now);

  const Config& config;
  EnginePorts ports;
  Scope scope;
  LinkMemory given;  // links of pages
  Politeness politeness;
  Frontier frontier;
  std::unordered_map<uint64_t, Slot> slots;
  std::deque<RobotsErrand> failed_errands;  // their host is down: told to the origins by pump()
  uint64_t last_id = 0;
  size_t loads = 0;          // hosts asked of the store
  size_t loose_commits = 0;  // commits under way that belong to no slot
  size_t errands = 0;        // robots.txt under way or waiting for a host's clock
  size_t forgets = 0;        // asked of the store and not answered yet
  bool unforgotten = false;  // the store has more to delete
  size_t robots_bytes = 0;   // of warm hosts
  uint64_t pages = 0;        // what max_pages counts
  uint64_t queued = 0;
  uint64_t settled_entries = 0;
  Time floor{};  // the start after a crash: a request may have ended just before
  bool paused = false, stopped = false;
};

void add_count(Commit& commit, std::string name, uint64_t n = 1);

}  // namespace winnow
