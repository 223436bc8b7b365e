#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "config/config.h"
#include "crawler/hand_off.h"
#include "parser/warc/exchange.h"
#include "storage/warc_files.h"

namespace winnow {

// The one thread that packs exchanges and writes them into WARC files. A failure (disk full) is
// thrown again from the io_context's run(); nothing is written after it. Throws StoreError if the
// folder cannot be used.
class Archiver {
 public:
  // `written` is called by the io_context after each exchange.
  Archiver(boost::asio::io_context& io, const Config& config, std::function<void()> written);
  ~Archiver();  // as finish(), but tells nobody of a failure

  void add(std::shared_ptr<const HttpExchange> exchange);

  // Writes what is queued, and closes the file. Throws what went wrong.
  void finish();

  // Of the io_context's thread: exchanges added and written so far, bytes that wait in memory.
  uint64_t asked() const { return asked_; }
  uint64_t answered() const { return answered_; }
  uint64_t waiting_bytes() const { return waiting_bytes_; }
  std::chrono::microseconds cpu_time();

  // What was done about files that a crash had left open: a line for the log each.
  const std::vector<std::string>& recovered() const { return files_.recovered(); }

 private:
  void work();
  uint64_t write(const HttpExchange& exchange);

  boost::asio::io_context& io_;
  std::function<void()> written_;
  const std::string about_;  // the block of each file's warcinfo record
  ExchangeRecords records_;
  WarcFiles files_;
  HandOff<std::shared_ptr<const HttpExchange>> queue_;
  uint64_t asked_ = 0, answered_ = 0, waiting_bytes_ = 0;
  std::exception_ptr error_;  // of the thread; read when it has ended
  std::shared_ptr<int> alive_ = std::make_shared<int>();
  std::thread thread_;
};

}  // namespace winnow
