#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/time.h"
#include "crawler/demo/demo_web.h"

namespace winnow::demo {

// One request as the server saw it: what politeness is checked by.
struct Access {
  Time began{}, ended{};  // its last byte had come in; the answer was about to go out
  std::string host, target;
  unsigned status = 0;
};

// Serves a DemoWeb over HTTP/1.1 on 127.0.0.1, routed by the Host field, from a thread of its own.
// Limits: 512 connections, 16 KiB of request header, no request body, 30 s without progress.
class DemoServer {
 public:
  // Listens at once. `port` 0 chooses a free one. `web` must outlive the server. Throws
  // boost::system::system_error if the port is taken.
  explicit DemoServer(const DemoWeb& web, uint16_t port = 0);
  ~DemoServer();  // closes all connections
  DemoServer(const DemoServer&) = delete;
  DemoServer& operator=(const DemoServer&) = delete;

  uint16_t port() const;
  std::string connect_to() const;   // the value for fetch.connect_to
  std::vector<Access> log() const;  // the requests answered until now, the first million of them

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::demo
