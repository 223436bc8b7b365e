#include "parser/warc/record.h"

#include <charconv>

namespace winnow {
std::string_view WarcRecord::target_uri() const {
  std::string_view uri = fields.get("WARC-Target-URI");
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri;
}

std::optional<size_t> warc_record_size(std::string_view bytes) {
  constexpr size_t kEnd = 4;  // CR LF CR LF
  const auto head = head_length(bytes);
  if (!head) return std::nullopt;
  const ParsedFields parsed = parse_fields(bytes.substr(0, *head));
  const std::string_view length = parsed.fields.get("Content-Length");
  size_t block = 0;
  const auto [end, error] = std::from_chars(length.begin(), length.end(), block);
  const size_t rest = bytes.size() - *head;
  if (length.empty() || error != std::errc{} || end != length.end() || rest < kEnd ||
      block > rest - kEnd)
    return std::nullopt;
  return *head + block + kEnd;
}

}  // namespace winnow
