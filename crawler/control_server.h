#pragma once
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "config/config.h"
#include "config/result.h"
#include "storage/dump.h"

namespace winnow {

// One dump, ready to be written: `run` is called on the dump thread, once.
struct DumpJob {
  std::string content_type;
  std::function<Result<DumpResult>(const DumpSink& sink)> run;
};

// What the control server asks of the daemon. All but DumpJob::run are called by the io_context.
struct ControlHandlers {
  std::function<std::string()> status;   // JSON
  std::function<std::string()> metrics;  // Prometheus text format
  // `body`: one URL a line, as in a seed file. The answer is JSON; an Error is a 400.
  std::function<Result<std::string>(std::string_view body)> seed;
  // `body`: a rule as JSON (crawler/forget_json.h). The answer is JSON; an Error is a 400.
  std::function<Result<std::string>(std::string_view body)> forget;
  std::function<std::string()> forgotten;  // all rules as JSON
  // `query`: the part of the target after "?".
  std::function<Result<DumpJob>(std::string_view query)> dump;
};

// HTTP/1.1 on the Unix socket control.socket (mode 0660) and, if control.port is set, status and
// metrics alone on 127.0.0.1:
//   GET /status   GET /metrics   POST /seed   GET, POST /forget   GET /dump?format=...&since=...
// A dump is streamed in chunks by a thread of its own, one at a time, and ends with
// trailer fields that hold its DumpResult; every other request is answered by the io_context. A
// request has at most 16 KiB of head, 64 MiB of body and 10 s to come; at most 32 connections are
// open at once.
class ControlServer {
 public:
  // Throws std::runtime_error if another daemon answers on the socket, or if it cannot listen. A
  // socket file that nobody listens on is removed.
  ControlServer(boost::asio::io_context& io, const ControlConfig& config, ControlHandlers handlers);
  ~ControlServer();  // ends a running dump, removes the socket file

  uint16_t port() const;  // that it listens on; 0: none

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace winnow
