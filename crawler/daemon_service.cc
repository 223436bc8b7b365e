// The daemon towards those who watch it: control socket, service manager, log.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "crawler/daemon.h"
#include "crawler/forget_json.h"
#include "crawler/metrics.h"
#include "crawler/notify.h"
#include "crawler/process_info.h"
#include "crawler/thread.h"

namespace winnow {
namespace {

constexpr Seconds kHousekeeping{2};
constexpr Seconds kProgressLine{60};
constexpr Millis kStageLimit{60'000};   // for a page's extraction, or the store's answer
constexpr size_t kMaxSeedFaults = 100;  // told in one answer
constexpr size_t kSeedsPerCall = 1000;

}  // namespace

CrawlStatus Daemon::status() {
  CrawlStatus s;
  s.state = stopped_                        ? "stopped"
            : stopping_                     ? "stopping"
            : disk_full_ || archive_behind_ ? "paused"
                                            : "running";
  if (archive_behind_) s.reason = "the archive is written more slowly than pages come in";
  if (disk_full_) s.reason = "less than storage.min_free_bytes left on the disk";
  s.pid = getpid();
  s.now = wall_clock();
  s.started = started_;
  s.engine = engine_.stats();
  s.max_connections = config_.fetch.max_connections;
  s.fetching = transport_.in_flight();
  if (workers_) s.extracting = workers_->submitted() - workers_->answered();
  if (writer_) s.storing = writer_->asked() - writer_->answered();
  s.urls = store_->url_count();
  s.last_sequence = store_->last_sequence();
  s.damaged_records = store_->damaged();
  s.counters = store_->counters();
  s.resident_bytes = resident_bytes();
  s.disk_free_bytes = disk_free_;
  s.engine_cpu = cpu_time_of_this_thread();
  if (workers_) s.extract_cpu = workers_->cpu_time();
  if (writer_) s.store_cpu = writer_->cpu_time();
  return s;
}

ControlHandlers Daemon::handlers() {
  ControlHandlers handlers;
  handlers.status = [this] { return status_json(status()); };
  handlers.metrics = [this] { return metrics_text(status()); };
  handlers.seed = [this](std::string_view body) { return take_seeds(body); };
  handlers.forget = [this](std::string_view body) { return forget(body); };
  handlers.forgotten = [this] { return forget_json(store_->forget_rules()); };
  handlers.dump = [this](std::string_view query) { return dump_job(query); };
  return handlers;
}

Result<DumpJob> Daemon::dump_job(std::string_view query) {
  Result<DumpOptions> options = dump_options_of_query(query);
  if (!options) return Error{options.error()};
  options->product_token = config_.identity.product_token;
  return DumpJob{std::string(options->format->content_type),
                 [store = store_.get(), options = *options](const DumpSink& sink) {
                   return dump(*store, options, sink);
                 }};
}

// One URL a line; those that can be used are taken, the others are told.
Result<std::string> Daemon::take_seeds(std::string_view body) {
  if (stopping_) return Error{"the daemon is stopping"};
  boost::json::array faults;
  std::vector<Seed> seeds;
  uint64_t taken = 0, refused = 0;
  const auto hand_over = [&] {
    taken += seeds.size();
    engine_.seed(std::exchange(seeds, {}), wall_clock());
  };
  while (!body.empty()) {
    const size_t end = std::min(body.find('\n'), body.size());
    auto seed = parse_seed_line(body.substr(0, end), FetchKind::kPage);
    if (seed && *seed && engine_.forgets((**seed).url)) seed = forgotten_seed(**seed);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (!seed) continue;
    if (*seed) {
      seeds.push_back(std::move(**seed));
      if (seeds.size() >= kSeedsPerCall) hand_over();
    } else {
      if (faults.size() < kMaxSeedFaults) faults.emplace_back(seed->error());
      ++refused;
    }
  }
  hand_over();
  request_pump();
  return boost::json::serialize(
      boost::json::object{{"taken", taken}, {"refused", refused}, {"faults", std::move(faults)}});
}

// The rule is kept once GET /forget names it.
Result<std::string> Daemon::forget(std::string_view body) {
  if (stopping_) return Error{"the daemon is stopping"};
  const Result<ForgetRule> rule = parse_forget_json(body, wall_clock());
  if (!rule) return Error{rule.error()};
  spdlog::info("forgetting the {} {}", name_of(rule->scope), rule->name);
  engine_.forget(*rule);
  return forget_json({*rule});
}

void Daemon::housekeep() {
  watch_disk();
  feed_watchdog();
  log_progress();
  housekeeping_timer_.expires_after(kHousekeeping);
  housekeeping_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) housekeep();
  });
}

// Pauses below the limit and goes on at a tenth more, so that it does not flap.
void Daemon::watch_disk() {
  disk_free_ = disk_free_bytes(config_.storage.path);
  if (archiver_) disk_free_ = std::min(disk_free_, disk_free_bytes(config_.archive.folder));
  const uint64_t least = config_.storage.min_free_bytes;
  const bool full = disk_free_ < (disk_full_ ? least + least / 10 : least);
  if (full == disk_full_) return;
  disk_full_ = full;
  if (full) {
    spdlog::warn("paused: {} bytes free on the disk, storage.min_free_bytes is {}", disk_free_,
                 least);
  } else {
    spdlog::info("going on: {} bytes free on the disk", disk_free_);
  }
  pause_if_needed();
}

void Daemon::pause_if_needed() {
  const bool pause = disk_full_ || archive_behind_;
  engine_.pause(pause);
  if (!pause) request_pump();
}

void Daemon::feed_watchdog() {
  const Engine::Stats stats = engine_.stats();
  const bool overdue = !disk_full_ && !archive_behind_ && !stopping_ && stats.slots_held == 0 &&
                       stats.next_due < wall_clock();
  const Millis fetch_limit = config_.fetch.total_timeout + kStageLimit;
  const std::string_view stalled = watchdog_.stalled(
      {{"engine", pumps_ + 1, pumps_, kStageLimit},
       {"frontier", stats.settled + (overdue ? 1 : 0), stats.settled, kStageLimit},
       {"fetch", fetches_started_, fetches_ended_, fetch_limit},
       {"extract", workers_->submitted(), workers_->answered(), kStageLimit},
       {"store", writer_->asked(), writer_->answered(), kStageLimit},
       {"archive", archiver_ ? archiver_->asked() : 0, archiver_ ? archiver_->answered() : 0,
        kStageLimit}},
      Watchdog::Clock::now());
  if (stalled.empty()) {
    notify_watchdog();
  } else {
    spdlog::error("stalled: {} gives nothing back", stalled);
  }
}

void Daemon::log_progress() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_progress_line_) return;
  next_progress_line_ = now + kProgressLine;
  const std::string line = status_line(status());
  notify_status(line);
  spdlog::info("{}", line);
}

}  // namespace winnow
