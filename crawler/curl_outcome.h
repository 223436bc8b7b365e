#pragma once
#include <curl/curl.h>

#include <string_view>

#include "crawler/outcome.h"
#include "crawler/transport.h"

namespace winnow {

// What ended a transfer early on our side, for callbacks that can tell libcurl only "stop".
enum class Stop : uint8_t {
  kNo,
  kTooLarge,
  kBadHead,
  kBadContentType,
  kTimeout,
  kAddressRefused,
  kTruncated,
  kAddressBusy
};

// What a transfer without a usable final status comes to.
Outcome outcome_of(CURLcode code, Stop stop);

// What a complete response head comes to. `conditional`: a 304 was asked for.
Outcome outcome_of_status(const FetchResponse& response, bool conditional);

// Is it a type that is never HTML, XML or text, so that its body need not be fetched?
bool is_never_text(std::string_view content_type);

}  // namespace winnow
