#include "parser/html/input_stream.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr char32_t kWindows1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_clean_ascii(uint8_t c) {
  return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t' || c == '\f';
}
constexpr size_t kStep = 16;  // bytes that are looked at one by one before many at once again

bool is_noncharacter(UChar32 c) { return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

// Is so much of the text, the common case by far, clean ASCII without form feeds?
template <size_t kBytes>
bool is_clean(const uint8_t* bytes) {
  using Bytes = uint8_t __attribute__((vector_size(16)));
  using Signed = int8_t __attribute__((vector_size(16)));
  constexpr uint8_t kEven = 0xFE;
  Signed bad{};
#pragma GCC unroll 4
  for (size_t i = 0; i < kBytes; i += sizeof(Bytes)) {
    Bytes b;
    std::memcpy(&b, bytes + i, sizeof b);
    const Signed kept = ((b - '\t') & kEven) == 0;  // a tab and, next to it, a line feed
    const Signed low = reinterpret_cast<Signed>(b + 1) < 0x21;  // all from 7F on are below 0
    bad |= ~kept & low;
  }
  uint64_t halves[2];
  std::memcpy(halves, &bad, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

// The first byte from `at` on that cannot stay as it is, or the end.
size_t find_unclean(std::string_view text, size_t at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const size_t size = text.size();
  while (at < size) {
    if (bytes[at] < 0x80) {
      while (at + 64 <= size && is_clean<64>(bytes + at)) at += 64;
      while (at + 16 <= size && is_clean<16>(bytes + at)) at += 16;
      const size_t end = std::min(size, at + kStep);
      while (at < end && is_clean_ascii(bytes[at])) ++at;
    }
    // A stretch of text that is not ASCII.
    while (at < size && bytes[at] >= 0x80) {
      if (is_plain_triple(text, at)) {
        at += 3;
        continue;
      }
      size_t next = at;
      UChar32 c;
      U8_NEXT(bytes, next, size, c);
      if (c < 0xA0 || is_noncharacter(c)) return at;
      at = next;
    }
    if (at < size && bytes[at] < 0x80 && !is_clean_ascii(bytes[at])) return at;
  }
  return size;
}

// Appends what becomes of the unclean character at `at`, and moves behind it.
void clean_one(std::string_view text, size_t& at, std::string& out) {
  const char first = text[at];
  if (first == '\r') {
    out += '\n';
    at += at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    return;
  }
  const char32_t c = next_code_point(text, at);
  if (c == 0xFFFD) append_code_point(out, c);
  if (c >= 0x80 && c < 0xA0 && windows_1252_of_c1(c) != 0) {
    append_code_point(out, windows_1252_of_c1(c));
  }
}

}  // namespace

char32_t windows_1252_of_c1(char32_t c) { return kWindows1252[c - 0x80]; }

std::string_view preprocess(std::string_view bytes, std::string& storage) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  size_t unclean = find_unclean(bytes, 0);
  if (unclean == bytes.size()) return bytes;
  storage.clear();
  storage.reserve(bytes.size());
  for (size_t at = 0;; unclean = find_unclean(bytes, at)) {
    storage.append(bytes, at, unclean - at);
    if (unclean == bytes.size()) return storage;
    at = unclean;
    clean_one(bytes, at, storage);
  }
}

}  // namespace winnow
