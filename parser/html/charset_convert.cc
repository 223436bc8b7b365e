#include "parser/html/charset_convert.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

// ICU's own callback writes U+001A for a single byte of some encodings.
void replace_error(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t,
                   UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  ++*static_cast<size_t*>(const_cast<void*>(context));
  static constexpr UChar kReplacement = 0xFFFD;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, status);
}

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

void append_utf16(std::string& out, const UChar* begin, const UChar* end) {
  const size_t old = out.size();
  out.resize(old + 3 * static_cast<size_t>(end - begin));
  char* to = out.data() + old;
  while (begin != end) {
    const UChar c = *begin++;
    if (c < 0x80) {
      *to++ = static_cast<char>(c);
    } else if (c < 0x800) {
      *to++ = static_cast<char>(0xC0 | c >> 6);
      *to++ = static_cast<char>(0x80 | (c & 0x3F));
    } else if (U16_IS_LEAD(c) && begin != end && U16_IS_TRAIL(*begin)) {
      const UChar32 pair = U16_GET_SUPPLEMENTARY(c, *begin);
      ++begin;
      *to++ = static_cast<char>(0xF0 | pair >> 18);
      *to++ = static_cast<char>(0x80 | (pair >> 12 & 0x3F));
      *to++ = static_cast<char>(0x80 | (pair >> 6 & 0x3F));
      *to++ = static_cast<char>(0x80 | (pair & 0x3F));
    } else {
      const UChar scalar = U16_IS_SURROGATE(c) ? 0xFFFD : c;
      *to++ = static_cast<char>(0xE0 | scalar >> 12);
      *to++ = static_cast<char>(0x80 | (scalar >> 6 & 0x3F));
      *to++ = static_cast<char>(0x80 | (scalar & 0x3F));
    }
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

// Is so much of the text ASCII? More at once than ascii_front() asks: it is asked of all bytes.
template <size_t kBytes>
bool is_ascii(const uint8_t* bytes) {
  using Vector = uint64_t __attribute__((vector_size(16)));
  Vector all{};
#pragma GCC unroll 4
  for (size_t i = 0; i < kBytes; i += sizeof(Vector)) {
    Vector b;
    std::memcpy(&b, bytes + i, sizeof b);
    all |= b;
  }
  return ((all[0] | all[1]) & 0x8080808080808080u) == 0;
}

}  // namespace

Converted convert(const Encoding& encoding, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Close> converter(ucnv_open(encoding.converter, &status));
  if (U_FAILURE(status))
    throw std::runtime_error("ICU has no converter " + std::string(encoding.name));
  Converted result;
  ucnv_setToUCallBack(converter.get(), replace_error, &result.errors, nullptr, nullptr, &status);

  std::array<UChar, 4096> units;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  result.text.reserve(bytes.size() + bytes.size() / 2);
  size_t pending_lead = 0;  // a surrogate pair may be cut in two by the buffer's end
  do {
    UChar* to = units.data() + pending_lead;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, nullptr, false,
                   &status);
    pending_lead = to != units.data() && U16_IS_LEAD(to[-1]) ? 1 : 0;
    append_utf16(result.text, units.data(), to - pending_lead);
    units[0] = pending_lead ? to[-1] : 0;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return result;
}

Utf8Survey survey_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const size_t size = bytes.size();
  Utf8Survey survey;
  for (size_t at = 0; at < size;) {
    while (at + 64 <= size && is_ascii<64>(data + at)) at += 64;  // as most of any page
    while (at + 16 <= size && is_ascii<16>(data + at)) at += 16;
    if (at == size) break;
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    const size_t begin = at;
    if (is_plain_triple(bytes, at)) {
      at += 3;
      ++survey.sequences;
      continue;
    }
    UChar32 c;
    U8_NEXT(data, at, size, c);
    if (c >= 0) {
      ++survey.sequences;
      continue;
    }
    // At the end, a lead byte with well-formed trail bytes that are too few.
    const bool cut = at == size && data[begin] >= 0xC2 && data[begin] <= 0xF4 &&
                     at - begin < static_cast<size_t>(U8_COUNT_TRAIL_BYTES(data[begin])) + 1 &&
                     (at - begin > 1 || size - begin == 1);
    if (cut) {
      survey.truncated = true;
    } else {
      ++survey.errors;
    }
  }
  return survey;
}

}  // namespace winnow
