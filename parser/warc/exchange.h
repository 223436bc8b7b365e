#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "config/time.h"

namespace winnow {

// A request and its response, as they went over the wire but for the body's codings.
struct HttpExchange {
  std::string url;
  Time began{};                             // when the request was made
  std::string address;                      // of the server; empty if unknown
  std::string request_head, response_head;  // with the empty line
  std::string body;            // of the response; transfer and content codings taken off
  std::string_view truncated;  // why the body is not whole, as WARC-Truncated says it; else empty
};

// The head under which a body without its codings is archived: Content-Encoding, Transfer-Encoding
// and the Content-Length of the coded body get the prefix X-Crawl-, as in other crawls' archives,
// and the length of the body at hand is said. A head without body (304) stays as it is.
std::string archived_head(std::string_view response_head, std::string_view body);

// Turns exchanges into WARC records, each a gzip member: a response and its request (ISO 28500 6.3,
// 6.4), or a revisit (6.7) in the response's place if the server says 304 or if one of the last
// 32,768 bodies was the same: then the record says where that one is, and has the head alone.
class ExchangeRecords {
 public:
  using Random = std::function<uint64_t()>;
  explicit ExchangeRecords(Random random) : random_(std::move(random)) {}

  // The record that a file begins with. `about`: its block; the records after it name it.
  std::string begin_file(std::string_view file_name, Time now, std::string_view about);

  std::string members_of(const HttpExchange& exchange);

 private:
  // Where a body is archived.
  struct Place {
    std::string id, url;
    Time date{};
  };
  std::string new_id();
  void remember(const std::string& digest, Place place);

  Random random_;
  std::string warcinfo_id_;
  std::unordered_map<std::string, Place> places_;  // by payload digest
  std::deque<std::string> oldest_;
};

}  // namespace winnow
