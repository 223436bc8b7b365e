#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "config/result.h"
#include "parser/http/fields.h"

namespace winnow {

// An HTTP response as it stands in an archive: status line, fields, body.
struct HttpResponse {
  uint16_t status = 0;
  Fields fields;
  std::string body;  // transfer and content codings taken off
};

// Reads a whole message (RFC 9112 2.1). Archives often hold bodies that were decoded when they were
// written, under the fields of before; so a body that does not begin as its coding does is taken as
// it is. An Error if there is no status line, or the body cannot be decoded or holds more than
// `max_body` bytes then.
Result<HttpResponse> parse_http_response(std::string_view message, size_t max_body);

}  // namespace winnow
