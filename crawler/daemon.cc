#include "crawler/daemon.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <csignal>
#include <cstdlib>

#include "crawler/control_client.h"
#include "crawler/notify.h"
#include "crawler/process_info.h"
#include "crawler/thread.h"

namespace winnow {
namespace {

constexpr Millis kMaxSleep{10'000};  // the wall clock may be set meanwhile
constexpr Seconds kAbortAfter{3}, kGiveUpAfter{8};
constexpr size_t kSeedsAtOnce = 1000;

}  // namespace

std::string refusal(const Config& config) {
  if (config.fetch.addresses == Addresses::kLoopback || !config.identity.contact.empty()) return "";
  return "identity.contact is not set: a crawler names somebody whom a site owner can reach (an "
         "http(s) URL or a mail address); only a crawl of loopback needs none";
}

Daemon::Daemon(const Config& config, const DaemonOptions& options)
    : config_(config),
      options_(options),
      store_(open_store()),
      engine_(config, ports()),
      transport_(io_, config, [this](FetchResponse response) { on_fetched(std::move(response)); },
                 {.may_connect = may_connect()}),
      seeds_(config.seeds),
      signals_(io_),
      pump_timer_(io_),
      housekeeping_timer_(io_),
      abort_timer_(io_),
      deadline_timer_(io_) {
  writer_ = std::make_unique<Writer>(io_, *store_, config.storage.sync_interval, answers());
  workers_ = std::make_unique<Workers>(
      io_, config.extract.workers, [this](const ExtractJob& job) { return process(job, config_); },
      [this](ExtractDone done) {
        archive_page(done);
        engine_.on_extracted(std::move(done), wall_clock());
        request_pump();
      });
  if (config.archive.enabled) take_archive();
  restore();
  control_ = std::make_unique<ControlServer>(io_, config.control, handlers());
}

Daemon::~Daemon() = default;

std::unique_ptr<Store> Daemon::open_store() const {
  const std::string why = refusal(config_);
  if (!why.empty()) throw std::runtime_error(why);
  if (is_daemon_running(config_.control.socket)) {
    throw std::runtime_error("another winnow daemon answers on " + config_.control.socket.string());
  }
  StoreOptions options;
  options.cache_bytes = config_.storage.cache_bytes;
  options.write_buffer_bytes = config_.storage.write_buffer_bytes;
  options.known_urls_bytes = config_.storage.known_urls_bytes;
  options.max_hosts_per_domain = config_.scope.max_hosts_per_domain;
  options.log = [](std::string_view line) { spdlog::debug("leveldb: {}", line); };
  return Store::open(config_.storage.path, options);
}

// A host's delay counts from the end of its request, so that time is rounded up to the millisecond,
// while the time of every start is rounded down.
void Daemon::on_fetched(FetchResponse response) {
  ++fetches_ended_;
  spdlog::debug("fetched {} {} {} B {} ms {}", name_of(response.outcome), response.status,
                response.body.size(), response.latency.count(), response.detail);
  exchange_ = std::move(response.exchange);
  engine_.on_fetched(std::move(response), wall_clock() + Millis(1));
  if (exchange_) archive(std::move(exchange_));
  request_pump();
}

MayConnect Daemon::may_connect() {
  const PolitenessConfig& limits = config_.politeness;
  if (limits.address_delay == Millis(0) && limits.address_connections == 0) return nullptr;
  return [this](uint64_t id, const boost::asio::ip::address& address) {
    return engine_.may_connect(id, address, wall_clock());
  };
}

EnginePorts Daemon::ports() {
  EnginePorts ports;
  ports.fetch = [this](FetchRequest request) {
    ++fetches_started_;
    spdlog::debug("fetch {}", request.url.href());
    transport_.start(std::move(request));
  };
  ports.extract = [this](ExtractJob job) {
    if (exchange_) exchanges_[job.id] = std::exchange(exchange_, nullptr);
    workers_->submit(std::move(job));
  };
  ports.commit = [this](uint64_t id, Commit commit) { writer_->commit(id, std::move(commit)); };
  ports.load = [this](std::string authority, size_t limit) {
    writer_->load(std::move(authority), limit);
  };
  ports.forget = [this](std::optional<ForgetRule> rule) { writer_->forget(std::move(rule)); };
  ports.recall = [this](uint64_t id, std::string href) { writer_->recall(id, std::move(href)); };
  return ports;
}

WriterAnswers Daemon::answers() {
  WriterAnswers answers;
  answers.committed = [this](uint64_t id, Applied applied) {
    engine_.on_committed(id, std::move(applied), wall_clock());
    request_pump();
  };
  answers.loaded = [this](const std::string& authority, HostLoaded loaded) {
    engine_.on_loaded(authority, std::move(loaded), wall_clock());
    request_pump();
  };
  answers.recalled = [this](uint64_t id, std::optional<UrlRecord> record) {
    engine_.on_recalled(id, std::move(record), wall_clock());
    request_pump();
  };
  answers.forgotten = [this](const Forgotten& forgotten) {
    engine_.on_forgotten(forgotten);
    request_pump();
  };
  return answers;
}

void Daemon::restore() {
  const Time now = wall_clock();
  const bool clean = store_->was_clean();
  uint64_t hosts = 0;
  for (const ForgetRule& rule : store_->forget_rules()) engine_.remember(rule);
  store_->scan_hosts([&](const HostRecord& host, Time next_due) {
    engine_.restore(host, next_due, clean, now);
    ++hosts;
    return true;
  });
  if (!clean) {
    spdlog::warn("the last run did not stop in order: every host is given one delay of rest");
  }
  spdlog::info("store {}: {} hosts, {} URLs queued", config_.storage.path.string(), hosts,
               engine_.stats().queued);
}

bool Daemon::run() {
  started_ = wall_clock();
  if (options_.handle_signals) wait_for_signals();
  try {
    housekeep();
    request_pump();
    notify_ready();
    spdlog::info("crawling as \"{}\", control socket {}", config_.identity.product_token,
                 config_.control.socket.string());
    io_.run();
    control_.reset();
    const bool in_order = settled();
    stopped_ = true;
    final_status_ = status();
    workers_.reset();
    writer_.reset();
    if (archiver_) archiver_->finish();
    if (in_order) {
      store_->close_cleanly();
    } else {
      spdlog::warn("stopped with work undone; it stays queued");
    }
    spdlog::info("{}", status_line(final_status_));
    return true;
  } catch (const std::exception& e) {
    spdlog::error("stopped by a failure: {}", e.what());
    notify_stopping();
    return false;
  }
}

void Daemon::wait_for_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  for (int signal : {SIGTERM, SIGINT, SIGHUP}) signals_.add(signal);
  signals_.async_wait([this](boost::system::error_code error, int signal) {
    if (error) return;
    if (signal == SIGHUP) {
      spdlog::info("reading the seeds again");
      seeds_ = SeedReader(config_.seeds);
      request_pump();
    } else if (stopping_) {
      spdlog::warn("stopped at once by a second signal");
      std::_Exit(EXIT_FAILURE);  // as safe as a crash, which loses nothing that was committed
    } else {
      begin_stop(signal == SIGTERM ? "SIGTERM" : "SIGINT");
    }
    wait_for_signals();
  });
}

// However many answers come in one turn of the io_context, the engine acts once.
void Daemon::request_pump() {
  if (pump_requested_) return;
  pump_requested_ = true;
  boost::asio::post(io_, [this] { pump(); });
}

void Daemon::pump() {
  pump_requested_ = false;
  const Time now = wall_clock();
  if (!stopping_) read_seeds(now);
  const Time next = engine_.pump(now);
  ++pumps_;
  if (stopping_) {
    if (settled()) io_.stop();
    return;
  }
  if (options_.exit_when_idle && idle(now)) return begin_stop("nothing is due");
  wake_at(next, now);
}

// The timer is only set anew for an earlier time, since each setting is a system call; a pump that
// comes early does nothing but say when to wake next.
void Daemon::wake_at(Time next, Time now) {
  const Millis sleep = next < now + kMaxSleep ? std::max(Millis(0), next - now) : kMaxSleep;
  const auto at = std::chrono::steady_clock::now() + sleep;
  if (at >= wakes_at_) return;
  wakes_at_ = at;
  pump_timer_.expires_at(at);
  pump_timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    wakes_at_ = std::chrono::steady_clock::time_point::max();
    request_pump();
  });
}

// A part at a time: the next when the store has taken the last.
void Daemon::read_seeds(Time now) {
  if (seeds_.at_end() || writer_->asked() - writer_->answered() > kSeedsAtOnce) return;
  const std::vector<Seed> seeds = seeds_.next(kSeedsAtOnce);
  for (const std::string& fault : seeds_.take_faults()) spdlog::warn("{}", fault);
  engine_.seed(seeds, now);
  if (!seeds_.at_end()) request_pump();
}

bool Daemon::settled() const {
  return engine_.drained() && writer_->asked() == writer_->answered();
}

bool Daemon::idle(Time now) const { return seeds_.at_end() && settled() && engine_.idle(now); }

void Daemon::stop() {
  boost::asio::post(io_, [this] { begin_stop("asked to"); });
}

void Daemon::begin_stop(const std::string& why) {
  if (stopping_) return;
  stopping_ = true;
  spdlog::info("stopping ({}): {} pages at work", why, engine_.stats().slots_held);
  notify_stopping();
  engine_.stop();
  abort_timer_.expires_after(kAbortAfter);
  abort_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) transport_.abort_all();
  });
  deadline_timer_.expires_after(kGiveUpAfter);
  deadline_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) io_.stop();
  });
  request_pump();
}

}  // namespace winnow
