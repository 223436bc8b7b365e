#include "parser/http/response.h"

#include <charconv>

#include "parser/ascii.h"
#include "parser/gunzip.h"
#include "parser/http/content_coding.h"

namespace winnow {
namespace {

// "HTTP/1.1 200 OK"; 0 if it is none.
uint16_t status_of(std::string_view line) {
  if (!starts_with_ignore_case(line, "HTTP/")) return 0;
  const size_t space = std::min(line.find(' '), line.size());
  line = trim(line.substr(space));
  uint16_t status = 0;
  const auto number = std::from_chars(line.data(), line.data() + line.size(), status);
  const bool good = number.ec == std::errc() && number.ptr == line.data() + 3;
  return good && status >= 100 ? status : 0;
}

bool is_text_start(std::string_view body) {
  const std::string_view start = trim(body.substr(0, 256));
  return start.starts_with('<') || start.starts_with("\xEF\xBB\xBF<");
}

// Was the coding taken off already?
bool is_decoded(std::string_view codings, std::string_view body) {
  if (body.empty() || is_text_start(body)) return true;
  const bool gzip = equals_ignore_case(codings, "gzip") || equals_ignore_case(codings, "x-gzip");
  return gzip && !is_gzip(body);
}

}  // namespace

Result<HttpResponse> parse_http_response(std::string_view message, size_t max_body) {
  const size_t head_size = head_length(message).value_or(message.size());
  std::string_view head = message.substr(0, head_size);
  HttpResponse response;
  response.status = status_of(cut_line(head));
  if (response.status == 0) return Error{"does not begin with an HTTP status line"};
  response.fields = parse_fields(head).fields;
  response.body = message.substr(head_size);
  if (to_lower(response.fields.joined("transfer-encoding")).ends_with("chunked")) {
    Result<std::string> whole = decode_chunked(response.body);
    if (whole) response.body = std::move(*whole);
  }
  const std::string codings = response.fields.joined("content-encoding");
  if (!is_decoded(codings, response.body)) {
    Result<std::string> decoded = decode_content(codings, std::move(response.body), max_body);
    if (!decoded) return Error{decoded.error()};
    response.body = std::move(*decoded);
  }
  if (response.body.size() > max_body)
    return Error{"is larger than " + std::to_string(max_body) + " bytes"};
  return response;
}

}  // namespace winnow
