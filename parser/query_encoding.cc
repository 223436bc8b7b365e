#include "parser/query_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>

#include "parser/html/encoding.h"
#include "parser/percent.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The query with its ?, without the fragment.
std::string_view query_of(std::string_view href) {
  href = href.substr(0, href.find('#'));
  return href.substr(std::min(href.find('?'), href.size()));
}

// A converter that stops at what the encoding lacks, or nullptr.
Converter open_converter(const Encoding& encoding) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.converter, &error), ucnv_close);
  ucnv_setFallback(converter.get(), false);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  return U_SUCCESS(error) ? std::move(converter) : Converter(nullptr, ucnv_close);
}

// The bytes of one character, or "" if the encoding lacks it.
std::string encoded(UConverter& converter, const Encoding& encoding, char32_t c) {
  std::array<UChar, 2> units{};
  int32_t count = 0;
  U16_APPEND_UNSAFE(units, count, static_cast<UChar32>(c));
  std::array<char, 16> bytes{};
  UErrorCode error = U_ZERO_ERROR;
  ucnv_reset(&converter);
  const int32_t length =
      ucnv_fromUChars(&converter, bytes.data(), bytes.size(), units.data(), count, &error);
  // Encoding Standard 10.2.2: GBK is gb18030 without its four-byte sequences.
  if (U_FAILURE(error) || (length == 4 && encoding.name == "GBK")) return {};
  return std::string(bytes.data(), length);
}

}  // namespace

bool needs_query_encoding(std::string_view href, std::string_view charset) {
  if (charset == "UTF-8" || charset.starts_with("UTF-16")) return false;
  const std::string_view query = query_of(href);
  return !std::all_of(query.begin(), query.end(), is_ascii) && encoding_of_label(charset);
}

std::string with_query_encoded(std::string_view href, std::string_view charset) {
  if (!needs_query_encoding(href, charset)) return std::string(href);
  const Encoding& encoding = *encoding_of_label(charset);
  const Converter converter = open_converter(encoding);
  if (!converter) return std::string(href);
  const std::string_view query = query_of(href);
  const size_t start = query.data() - href.data();
  std::string out(href.substr(0, start));
  for (size_t i = 0; i < query.size();) {
    if (is_ascii(query[i])) {
      out += query[i++];
      continue;
    }
    const char32_t c = next_code_point(query, i);
    const std::string bytes = encoded(*converter, encoding, c);
    for (char byte : bytes) append_percent(out, byte);
    if (bytes.empty()) out += "%26%23" + std::to_string(static_cast<uint32_t>(c)) + "%3B";
  }
  out += href.substr(start + query.size());
  return out;
}

}  // namespace winnow
