#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <unordered_map>

#include "config/config.h"
#include "crawler/archiver.h"
#include "crawler/control_server.h"
#include "crawler/curl_transport.h"
#include "crawler/engine.h"
#include "crawler/seed_reader.h"
#include "crawler/status.h"
#include "crawler/watchdog.h"
#include "crawler/workers.h"
#include "crawler/writer.h"
#include "storage/store.h"

namespace winnow {

struct DaemonOptions {
  bool exit_when_idle = false;  // stop when nothing is due and all seeds are in
  bool handle_signals = true;   // SIGTERM, SIGINT, SIGHUP
};

// Why this config must not be crawled with, or "": without a contact only loopback is.
std::string refusal(const Config& config);

// The crawl as a process: one io_context runs engine, transport and control server on the thread
// that calls run(); the workers and the writer have threads of their own.
//
// A stop gives out no more slots and waits for those that are held: requests get 3 s, then they are
// aborted and their entries stay queued; after 8 s it ends whatever is left undone, which the next
// start takes for a crash: nothing that was committed is lost.
class Daemon {
 public:
  // Opens the store, takes up its hosts, listens. Throws std::runtime_error (StoreError) with what
  // a person can act on. `config` must outlive it.
  Daemon(const Config& config, const DaemonOptions& options);
  ~Daemon();

  // Until it is stopped. True if all ended in order; false after a failure of the machine, which is
  // logged.
  bool run();

  // As SIGTERM does; from any thread.
  void stop();

  const CrawlStatus& final_status() const { return final_status_; }  // after run()

 private:
  CrawlStatus status();
  EnginePorts ports();
  MayConnect may_connect();
  WriterAnswers answers();
  ControlHandlers handlers();
  std::unique_ptr<Store> open_store() const;
  void restore();
  void on_fetched(FetchResponse response);
  void take_archive();
  void archive(std::shared_ptr<HttpExchange> exchange);
  void archive_page(const ExtractDone& done);
  void watch_archive();
  void pause_if_needed();
  void wait_for_signals();
  void request_pump();
  void pump();
  void wake_at(Time next, Time now);
  void read_seeds(Time now);
  bool idle(Time now) const;
  Result<DumpJob> dump_job(std::string_view query);
  Result<std::string> take_seeds(std::string_view body);
  Result<std::string> forget(std::string_view body);
  void begin_stop(const std::string& why);
  void housekeep();
  void watch_disk();
  void feed_watchdog();
  void log_progress();
  bool settled() const;

  const Config& config_;
  const DaemonOptions options_;
  boost::asio::io_context io_{1};
  std::unique_ptr<Store> store_;
  Engine engine_;
  CurlTransport transport_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<Archiver> archiver_;  // if archive.enabled
  // Of the response that the engine is being given; and of pages whose extraction is to say
  // whether they may be kept.
  std::shared_ptr<HttpExchange> exchange_;
  std::unordered_map<uint64_t, std::shared_ptr<HttpExchange>> exchanges_;
  std::unique_ptr<ControlServer> control_;
  SeedReader seeds_;
  boost::asio::signal_set signals_;
  std::chrono::steady_clock::time_point wakes_at_ = std::chrono::steady_clock::time_point::max();
  boost::asio::steady_timer pump_timer_, housekeeping_timer_, abort_timer_, deadline_timer_;
  Watchdog watchdog_;

  Time started_{};
  CrawlStatus final_status_;
  bool pump_requested_ = false, stopping_ = false, stopped_ = false;
  bool disk_full_ = false, archive_behind_ = false;
  uint64_t pumps_ = 0, fetches_started_ = 0, fetches_ended_ = 0;
  uint64_t disk_free_ = 0;
  std::chrono::steady_clock::time_point next_progress_line_{};
};

}  // namespace winnow
