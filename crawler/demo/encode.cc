#include "crawler/demo/encode.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <zlib.h>

#include <memory>
#include <stdexcept>

namespace winnow::demo {

std::string encode(std::string_view utf8, const std::string& charset) {
  if (charset == "utf-8") return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(
      ucnv_open(charset.c_str(), &status), ucnv_close);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
  if (charset.starts_with("utf-16")) text.insert(0, char16_t{0xFEFF});
  std::string bytes(static_cast<size_t>(text.length()) * 4 + 16, '\0');
  const int length = ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int>(bytes.size()),
                                     text.getBuffer(), text.length(), &status);
  if (U_FAILURE(status)) {
    throw std::logic_error("text does not fit into " + charset + ": " + u_errorName(status));
  }
  bytes.resize(static_cast<size_t>(length));
  return bytes;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 16, kWindowBits = 15;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWindowBits + kGzip, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace winnow::demo
