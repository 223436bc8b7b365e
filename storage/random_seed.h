#pragma once
#include <cstdint>
#include <random>

namespace winnow {

// For hashes that a table is kept by, so that nobody can make keys that collide.
inline uint64_t random_seed() {
  std::random_device device;
  return uint64_t{device()} << 32 | device();
}

}  // namespace winnow
