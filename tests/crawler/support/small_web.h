#pragma once
#include <atomic>
#include <filesystem>
#include <string>

#include "tests/crawler/support/http_server.h"

namespace winnow {

// A web of articles on loopback: `hosts` sites h0.example, h1.example, ... whose page /N links to
// the site's next pages and to the other sites. Every page is an article with text of its own.
class SmallWeb {
 public:
  SmallWeb(int hosts, int pages_per_host, Millis latency = Millis(0));

  const HttpServer& server() const { return server_; }
  int pages() const { return hosts_ * pages_per_host_; }
  std::string seed() const { return "http://h0.example/0"; }
  void hang(bool on) { hangs_ = on; }  // from now on pages are never answered

  // A config that crawls it from seed(), all below `folder`. `more`: further TOML.
  // All its hosts share one address; with `address_delay` one of them is asked at a time.
  std::string config(const std::filesystem::path& folder, Millis delay,
                     const std::string& more = "", Millis address_delay = Millis(0)) const;

 private:
  Reply answer(const SeenRequest& request) const;

  int hosts_, pages_per_host_;
  Millis latency_;
  std::atomic<bool> hangs_{false};
  HttpServer server_;
};

}  // namespace winnow
