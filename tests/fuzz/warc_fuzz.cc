// WARC files and the HTTP responses in them. The first byte says in how large pieces they come.
#include <cstdlib>

#include "parser/http/response.h"
#include "parser/warc/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace winnow;
  if (size == 0) return 0;
  std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
  const size_t piece = size_t{1} + data[0] * 16;
  const WarcLimits limits{1 << 10, 1 << 14};
  WarcReader reader(
      [&](char* to, size_t room) {
        const size_t given = input.copy(to, std::min(piece, room));
        input.remove_prefix(given);
        return given;
      },
      limits);
  uint64_t records = 0;
  while (const auto record = reader.next()) {
    ++records;
    if (record->block.size() > limits.block || record->type().empty()) std::abort();
    const auto response = parse_http_response(record->block, 1 << 16);
    if (response && (response->status < 100 || response->body.size() > 1 << 16)) std::abort();
  }
  if (reader.counts().records != records) std::abort();
  return 0;
}
