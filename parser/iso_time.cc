#include "parser/iso_time.h"

#include <chrono>
#include <cstdio>

#include "parser/ascii.h"

namespace winnow {
namespace {

// Cuts `separator` and a number of `digits` digits off `text`.
std::optional<unsigned> cut_number(std::string_view& text, std::string_view separator,
                                   size_t digits) {
  if (!text.starts_with(separator) || text.size() < separator.size() + digits) return std::nullopt;
  text.remove_prefix(separator.size());
  unsigned number = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    number = number * 10 + static_cast<unsigned>(text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

std::optional<Millis> cut_clock(std::string_view& text) {
  const auto hour = cut_number(text, "T", 2), minute = cut_number(text, ":", 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  Millis clock = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  if (const auto second = cut_number(text, ":", 2)) {
    if (*second > 60) return std::nullopt;  // a leap second
    clock += Seconds(*second);
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      if (text.empty() || !is_digit(text[0])) return std::nullopt;
      for (int unit = 100; !text.empty() && is_digit(text[0]); unit /= 10, text.remove_prefix(1))
        clock += Millis(unit * (text[0] - '0'));
    }
  }
  if (text != "Z") return std::nullopt;
  text = {};
  return clock;
}

}  // namespace

void append_time(Time time, std::string& out) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<Seconds>(time - day));
  char text[64];
  const int size = std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  out.append(text, size);
}

std::string iso_time(Time time) {
  std::string out;
  append_time(time, out);
  return out;
}

std::optional<Time> parse_iso_time(std::string_view text) {
  const auto year = cut_number(text, "", 4);
  if (!year) return std::nullopt;
  const auto month = cut_number(text, "-", 2);
  const auto day = month ? cut_number(text, "-", 2) : std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(month.value_or(1)),
                                         std::chrono::day(day.value_or(1))};
  if (!date.ok()) return std::nullopt;
  Time time = std::chrono::sys_days(date);
  if (day && !text.empty()) {
    const auto clock = cut_clock(text);
    if (!clock) return std::nullopt;
    time += *clock;
  }
  return text.empty() ? std::optional(time) : std::nullopt;
}

}  // namespace winnow
