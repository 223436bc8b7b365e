#include "config/units.h"

#include <array>
#include <charconv>
#include <limits>

namespace winnow {
namespace {

struct Unit {
  std::string_view name;
  uint64_t factor;
};

constexpr std::array kDurations{Unit{"ms", 1}, Unit{"s", 1'000}, Unit{"min", 60'000},
                                Unit{"h", 3'600'000}, Unit{"d", 86'400'000}};
constexpr std::array kSizes{Unit{"B", 1}, Unit{"KiB", 1ULL << 10}, Unit{"MiB", 1ULL << 20},
                            Unit{"GiB", 1ULL << 30}};
constexpr std::array kDecimalSizes{Unit{"", 1}, Unit{"KB", 1'000}, Unit{"MB", 1'000'000},
                                   Unit{"GB", 1'000'000'000}};

template <size_t N>
const Unit* find(const std::array<Unit, N>& units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

// Splits "10min" into 10 and "min" (blanks between are fine). The number is a non-negative integer.
bool split(std::string_view text, uint64_t& number, std::string_view& unit) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  unit = text.substr(end - text.data());
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  return true;
}

template <size_t N>
std::string format(uint64_t amount, const std::array<Unit, N>& units) {
  const Unit* best = &units[0];
  for (const Unit& unit : units) {
    if (amount != 0 && amount % unit.factor == 0) best = &unit;
  }
  return std::to_string(amount / best->factor) + std::string(best->name);
}

}  // namespace

Result<Millis> parse_duration(std::string_view text) {
  uint64_t number = 0;
  std::string_view name;
  const Unit* unit = split(text, number, name) ? find(kDurations, name) : nullptr;
  if (!unit)
    return Error{"'" + std::string(text) +
                 "' is no time span; write one as 250ms, 5s, 10min, 24h or 7d"};
  if (number > uint64_t(std::numeric_limits<int64_t>::max()) / unit->factor) {
    return Error{"'" + std::string(text) + "' is too long"};
  }
  return Millis(number * unit->factor);
}

Result<uint64_t> parse_size(std::string_view text) {
  uint64_t number = 0;
  std::string_view name;
  const Unit* unit = nullptr;
  if (split(text, number, name)) {
    unit = find(kSizes, name);
    if (!unit) unit = find(kDecimalSizes, name);
  }
  if (!unit)
    return Error{"'" + std::string(text) + "' is no size; write one as 500KiB, 5MiB or 2GiB"};
  if (number > std::numeric_limits<uint64_t>::max() / unit->factor)
    return Error{"'" + std::string(text) + "' is too large"};
  return number * unit->factor;
}

std::string format_duration(Millis span) {
  return format(span.count() < 0 ? 0 : span.count(), kDurations);
}
std::string format_size(uint64_t bytes) { return format(bytes, kSizes); }

}  // namespace winnow
