#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "parser/article/signals.h"

namespace winnow {

// Receives the signals of a row, in an order that never changes.
class Values {
 public:
  Values(SignalTable& table, size_t row) : next_(table.row(row)) {}
  void operator()(const char*, float value) {
    *next_ = value;
    next_ += SignalTable::kTileRows;
  }
  void bits(const char*, uint32_t set, int) {
    std::memcpy(next_, &set, sizeof set);
    next_ += SignalTable::kTileRows;
  }

 private:
  float* next_;
};

struct Names {
  std::vector<std::string> out;
  void operator()(const char* name, float) { out.emplace_back(name); }
  void bits(const char* name, uint32_t, int count) {
    for (int i = 0; i < count; ++i) out.push_back(std::string(name) + std::to_string(i));
  }
};

inline float as_float(size_t n) { return static_cast<float>(n); }
inline float ratio(size_t part, size_t whole) {
  return whole ? as_float(part) / as_float(whole) : 0.f;
}

}  // namespace winnow
