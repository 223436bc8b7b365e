#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "parser/ascii.h"
#include "parser/text/hash.h"

namespace winnow {

// Copies `size` ASCII letters and digits from `at` on in lower case, and perhaps up to seven bytes
// more, for which there must be room; returns their end. Eight at a time: every page is copied.
inline char* copy_folded(std::string_view text, size_t at, size_t size, char* to) {
  char* const end = to + size;
  for (; to < end; to += 8, at += 8) {
    if (at + 8 > text.size()) {
      for (; to < end; ++to, ++at) *to = static_cast<char>(text[at] | 0x20);
      break;
    }
    uint64_t eight;
    std::memcpy(&eight, text.data() + at, 8);
    eight |= 0x2020202020202020;  // digits have that bit
    std::memcpy(to, &eight, 8);
  }
  return end;
}

// Eight characters with those of ASCII in lower case.
inline uint64_t to_lower(uint64_t eight) {
  constexpr uint64_t kEach = 0x0101010101010101, kHigh = 0x80 * kEach;
  const uint64_t low = eight & ~kHigh;
  const uint64_t from_a = low + (0x80 - 'A') * kEach, behind_z = low + (0x7F - 'Z') * kEach;
  return eight | (((from_a ^ behind_z) & ~eight & kHigh) >> 2);
}

// The first eight bytes of a word (not empty), of a shorter one with NULs behind it.
inline uint64_t first_eight(std::string_view word) {
  const size_t size = word.size();
  if (size < 4) {
    const auto byte = [&](size_t i) {
      return uint64_t{static_cast<unsigned char>(word[i])} << 8 * i;
    };
    return byte(0) | byte(size / 2) | byte(size - 1);
  }
  const auto four = [&](size_t i) {
    uint32_t bytes;
    std::memcpy(&bytes, word.data() + i, 4);
    return uint64_t{bytes} << 8 * i;
  };
  return four(0) | four(std::min<size_t>(size - 4, 4));
}

// Stands for a word whatever the case of its ASCII letters; of a long one for its first 32 bytes.
// For tables that live no longer than a page.
inline uint64_t folded_hash(std::string_view word) {
  if (word.size() <= 8) return to_lower(first_eight(word));
  std::array<uint64_t, 4> folded{};
  const size_t size = std::min(word.size(), sizeof folded);
  std::memcpy(folded.data(), word.data(), size);
  for (uint64_t& eight : folded) eight = to_lower(eight);
  return hash_of({reinterpret_cast<const char*>(folded.data()), size});
}

}  // namespace winnow
