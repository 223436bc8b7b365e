#include "parser/warc/record.h"

#include <charconv>
#include <chrono>

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

std::string_view WarcRecord::target_uri() const {
  std::string_view uri = fields.get("WARC-Target-URI");
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri;
}

std::optional<size_t> warc_record_size(std::string_view bytes) {
  constexpr size_t kEnd = 4;  // CR LF CR LF
  const auto head = head_length(bytes);
  if (!head) return std::nullopt;
  const ParsedFields parsed = parse_fields(bytes.substr(0, *head));
  const std::string_view length = parsed.fields.get("Content-Length");
  size_t block = 0;
  const auto [end, error] = std::from_chars(length.begin(), length.end(), block);
  const size_t rest = bytes.size() - *head;
  if (length.empty() || error != std::errc{} || end != length.end() || rest < kEnd ||
      block > rest - kEnd)
    return std::nullopt;
  return *head + block + kEnd;
}

std::optional<Time> parse_warc_date(std::string_view text) {
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
