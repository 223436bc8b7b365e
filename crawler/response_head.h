#pragma once
#include <string>
#include <string_view>

#include "config/time.h"
#include "crawler/transport.h"

namespace winnow {

// Reads a response's status line and header fields as libcurl hands them over, line by line, into a
// FetchResponse. An interim response (1xx) is forgotten when the next status line comes.
class ResponseHead {
 public:
  static constexpr size_t kMaxBytes = 64 << 10;  // status line and fields together
  static constexpr size_t kMaxFields = 256;
  static constexpr size_t kMaxValue = 8 << 10;  // longer values are left out

  // `line` with or without its line end. False: the head is no HTTP that we want (a NUL or another
  // control character, too many fields, too many bytes); the transfer is to be ended.
  bool add(std::string_view line, Time now);

  bool complete() const { return complete_; }  // the empty line of a final response was seen
  uint16_t status() const { return response_.status; }
  const std::string& content_type() const { return response_.content_type; }
  uint64_t content_length() const { return content_length_; }  // 0 if not said

  // The fields, with status; the rest of the response is as constructed.
  FetchResponse take() { return std::move(response_); }

 private:
  bool add_status_line(std::string_view line);
  void add_field(std::string_view name, std::string_view value, Time now);

  FetchResponse response_;
  std::string* last_ = nullptr;  // the value that a folded line continues (RFC 9112 5.2)
  uint64_t content_length_ = 0;
  size_t bytes_ = 0, fields_ = 0;
  bool complete_ = false, at_start_ = true;
};

// Retry-After as a delay from now: seconds or an HTTP-date (RFC 9110 10.2.3). A date in the past is
// zero; anything else is nothing. Capped at ten years.
std::optional<Millis> parse_retry_after(std::string_view value, Time now);

}  // namespace winnow
