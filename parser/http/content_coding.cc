#include "parser/http/content_coding.h"

#include <brotli/decode.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>

#include "parser/ascii.h"
#include "parser/gunzip.h"
#include "parser/http/fields.h"

namespace winnow {
namespace {

constexpr size_t kMaxCodings = 4;

Result<std::string> unbrotli(std::string_view bytes, size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) throw std::bad_alloc();
  std::string out;
  std::array<uint8_t, 64 << 10> buffer;
  const auto* in = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t in_size = bytes.size();
  while (true) {
    uint8_t* to = buffer.data();
    size_t room = buffer.size();
    const auto status =
        BrotliDecoderDecompressStream(state.get(), &in_size, &in, &room, &to, nullptr);
    const size_t got = buffer.size() - room;
    if (out.size() + got > max_bytes)
      return Error{"is larger than " + std::to_string(max_bytes) + " bytes when unpacked"};
    out.append(reinterpret_cast<const char*>(buffer.data()), got);
    if (status == BROTLI_DECODER_RESULT_ERROR) return Error{"is damaged Brotli data"};
    if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return out;
  }
}

Result<std::string> inflate_any(std::string_view bytes, size_t max_bytes) {
  Result<std::string> zlib = unpack_zlib(bytes, max_bytes);
  return zlib ? std::move(zlib) : unpack_deflate(bytes, max_bytes);
}

struct Coding {
  std::string_view name;
  Result<std::string> (*decode)(std::string_view bytes, size_t max_bytes);
};

// A new coding is a row here.
constexpr std::array kCodings{Coding{"gzip", gunzip}, Coding{"x-gzip", gunzip},
                              Coding{"deflate", inflate_any}, Coding{"br", unbrotli}};

}  // namespace

Result<std::string> decode_content(std::string_view codings, std::string body, size_t max_bytes) {
  for (size_t n = 0; !trim(codings).empty(); ++n) {
    if (n == kMaxCodings) return Error{"has too many content codings"};
    const size_t comma = codings.rfind(',');
    const std::string_view name = trim(comma == codings.npos ? codings : codings.substr(comma + 1));
    codings = comma == codings.npos ? std::string_view() : codings.substr(0, comma);
    if (name.empty() || equals_ignore_case(name, "identity")) continue;
    const auto coding = std::ranges::find_if(
        kCodings, [&](const Coding& row) { return equals_ignore_case(row.name, name); });
    if (coding == kCodings.end()) return Error{"has an unknown content coding"};
    Result<std::string> decoded = coding->decode(body, max_bytes);
    if (!decoded) return decoded;
    body = std::move(*decoded);
  }
  return body;
}

Result<std::string> decode_chunked(std::string_view body) {
  std::string out;
  for (bool first = true;; first = false) {
    std::string_view rest = body;
    std::string_view line = cut_line(rest);
    line = trim(line.substr(0, line.find(';')));  // RFC 9112 7.1.1: extensions
    size_t size = 0;
    const auto number = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const bool good = number.ec == std::errc() && number.ptr == line.data() + line.size();
    if (!good && first) return Error{"is no chunked body"};
    if (!good || size == 0) return out;
    out.append(rest.substr(0, size));
    if (size >= rest.size()) return out;
    rest.remove_prefix(size);
    if (!cut_line(rest).empty()) return out;  // damaged: what was there
    body = rest;
  }
}

}  // namespace winnow
