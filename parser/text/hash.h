#pragma once
#define XXH_INLINE_ALL  // most of what is hashed here is shorter than a call is long
#include <xxhash.h>

#include <cstddef>
#include <string_view>

namespace winnow {

// For tables that live no longer than a page; never stored.
inline size_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

struct HashOf {
  size_t operator()(std::string_view text) const { return hash_of(text); }
};

}  // namespace winnow
