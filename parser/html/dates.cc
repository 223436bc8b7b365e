#include "parser/html/dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr int kFirstYear = 1990, kLastYear = 2100;

// Month names by their first letters, lower case; a name must go on in letters only.
struct MonthName {
  std::string_view prefix;
  int month;
};
constexpr std::array kMonths = std::to_array<MonthName>({
    {"jan", 1},     {"ene", 1},  {"gen", 1},  {"feb", 2},  {"fev", 2},   {"fév", 2},
    {"mar", 3},     {"mär", 3},  {"mrz", 3},  {"maa", 3},  {"apr", 4},   {"avr", 4},
    {"abr", 4},     {"may", 5},  {"mai", 5},  {"mag", 5},  {"mei", 5},   {"jun", 6},
    {"juin", 6},    {"giu", 6},  {"jul", 7},  {"juil", 7}, {"lug", 7},   {"aug", 8},
    {"aoû", 8},     {"ago", 8},  {"sep", 9},  {"set", 9},  {"oct", 10},  {"okt", 10},
    {"ott", 10},    {"out", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12},  {"déc", 12},
    {"dic", 12},    {"一月", 1}, {"二月", 2}, {"三月", 3}, {"四月", 4},  {"五月", 5},
    {"六月", 6},    {"七月", 7}, {"八月", 8}, {"九月", 9}, {"十月", 10}, {"十一月", 11},
    {"十二月", 12},
});

// The rows of kMonths that begin with a byte; behind the last one kNoRow.
constexpr uint8_t kNoRow = 0xff;
constexpr auto rows_by_first() {
  std::array<std::array<uint8_t, 10>, 256> rows{};
  for (auto& row : rows) row.fill(kNoRow);
  for (size_t i = 0; i < kMonths.size(); ++i) {
    auto& same = rows[static_cast<unsigned char>(kMonths[i].prefix[0])];
    size_t place = 0;
    while (same[place] != kNoRow) ++place;
    same.at(place + 1) = kNoRow;
    same[place] = static_cast<uint8_t>(i);
  }
  return rows;
}
constexpr auto kRowsByFirst = rows_by_first();

bool in_name(char c) { return is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

bool is_day(int year, int month, int day) {
  using namespace std::chrono;
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return false;
  const auto date = std::chrono::year(year) / static_cast<unsigned>(month);
  return (date / static_cast<unsigned>(day)).ok();
}

// Reads a text from left to right; each read_ function moves on only if it succeeds.
class Reader {
 public:
  Reader(std::string_view text, size_t at) : text_(text), at_(at) {}

  size_t at() const { return at_; }
  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }

  bool skip(std::string_view token) {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  bool skip_any(std::initializer_list<std::string_view> tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [&](auto token) { return skip(token); });
  }
  void skip_space() {
    while (skip_any({" ", "\x1F", "\u00A0", "\u3000"})) {
    }
  }
  void skip_digits() {
    while (is_digit(peek())) ++at_;
  }
  // A number of `least` to `most` digits that no further digit follows, else -1.
  int number(size_t least, size_t most) {
    size_t end = at_;
    while (end < text_.size() && is_digit(text_[end]) && end - at_ <= most) ++end;
    const size_t digits = end - at_;
    if (digits < least || digits > most) return -1;
    int value = 0;
    for (; at_ < end; ++at_) value = value * 10 + (text_[at_] - '0');
    return value;
  }
  // A month's name, and a full stop behind it; 0 if there is none.
  int month_name() {
    if (!in_name(peek())) return 0;
    const char first = is_alpha(peek()) ? static_cast<char>(peek() | 32) : peek();
    int month = 0;
    size_t longest = 0;
    for (const uint8_t row : kRowsByFirst[static_cast<unsigned char>(first)]) {
      if (row == kNoRow) break;
      const MonthName& known = kMonths[row];
      if (known.prefix.size() > longest && begins_with(known.prefix)) {
        month = known.month;
        longest = known.prefix.size();
      }
    }
    if (month == 0) return 0;
    size_t end = at_;
    while (end < text_.size() && in_name(text_[end])) {
      if (++end - at_ > kLongestName) return 0;
    }
    at_ = end;
    skip(".");
    return month;
  }

 private:
  static constexpr size_t kLongestName = 12;  // bytes

  // Whatever the case of its ASCII letters; `prefix` is lower case.
  bool begins_with(std::string_view prefix) const {
    if (text_.size() - at_ < prefix.size()) return false;
    for (size_t i = 0; i < prefix.size(); ++i) {
      const char c = text_[at_ + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != prefix[i]) return false;
    }
    return true;
  }

  std::string_view text_;
  size_t at_;
};

struct Clock {
  int hour = -1, minute = -1, second = -1;
  std::string zone;
};

std::string read_zone(Reader& reader) {
  if (reader.skip_any({"Z", " GMT", " UTC"})) return "Z";
  Reader trial = reader;
  trial.skip(" ");
  const char sign = trial.peek();
  if (!trial.skip_any({"+", "-"})) return "";
  int hour = trial.number(2, 2), minute = 0;
  if (hour >= 0) {
    if (trial.skip(":")) minute = trial.number(2, 2);
  } else if (const int both = trial.number(4, 4); both >= 0) {
    hour = both / 100;
    minute = both % 100;
  }
  if (hour < 0 || hour > 14 || minute < 0 || minute > 59) return "";
  reader = trial;
  char zone[8];
  std::snprintf(zone, sizeof zone, "%c%02d:%02d", sign, hour, minute);
  return zone;
}

// The time of day that follows a date: at most a few separators away, else none.
Clock read_clock(Reader& reader) {
  Reader trial = reader;
  trial.skip_any({"T", "t"});
  for (int i = 0; i < 4; ++i) {
    trial.skip_space();
    if (!trial.skip_any({",", "，", "|", "·", "•", "at ", "um ", "à ", "-", "–", "&nbsp;"})) break;
  }
  trial.skip_space();
  bool afternoon = trial.skip_any({"下午", "晚上", "PM ", "pm "});
  bool morning = !afternoon && trial.skip_any({"上午", "凌晨", "早上", "AM ", "am "});
  trial.skip_space();
  Clock clock;
  clock.hour = trial.number(1, 2);
  if (clock.hour < 0 || clock.hour > 23) return {};
  if (!trial.skip_any({":", "：", "时", "時", "點", "点"})) return {};
  clock.minute = trial.number(2, 2);
  if (clock.minute < 0 || clock.minute > 59) return {};
  if (trial.skip_any({":", "：", "分"})) {
    Reader seconds = trial;
    const int second = seconds.number(2, 2);
    if (second >= 0 && second <= 60) {
      clock.second = second;
      trial = seconds;
      if (trial.skip(".")) trial.skip_digits();
    }
  }
  Reader half = trial;
  half.skip_space();
  if (half.skip_any({"PM", "pm", "p.m.", "P.M.", "下午", "晚上"})) {
    afternoon = true;
    trial = half;
  } else if (half.skip_any({"AM", "am", "a.m.", "A.M.", "上午"})) {
    morning = true;
    trial = half;
  }
  if (afternoon && clock.hour < 12) clock.hour += 12;
  if (morning && clock.hour == 12) clock.hour = 0;
  clock.zone = read_zone(trial);
  reader = trial;
  return clock;
}

// Appends `before` and the number, of at least `width` digits.
void append_number(std::string& out, std::string_view before, int number, size_t width) {
  out += before;
  const std::string digits = std::to_string(number);
  out.append(width - std::min(width, digits.size()), '0').append(digits);
}

std::string iso_of(int year, int month, int day, const Clock& clock = {}) {
  std::string iso;
  append_number(iso, "", year, 4);
  append_number(iso, "-", month, 2);
  append_number(iso, "-", day, 2);
  if (clock.hour < 0) return iso;
  append_number(iso, "T", clock.hour, 2);
  append_number(iso, ":", clock.minute, 2);
  if (clock.second >= 0) append_number(iso, ":", std::min(clock.second, 59), 2);
  return iso + clock.zone;
}

struct Day {
  int year = 0, month = 0, day = 0;
};

void skip_ordinal(Reader& reader) { reader.skip_any({"st", "nd", "rd", "th", "er", "º", "."}); }

// 2023-11-06, 2023/11/6, 2023.11.06, 2023年11月6日
std::optional<Day> year_first(Reader& reader) {
  Day day;
  day.year = reader.number(4, 4);
  if (day.year < kFirstYear) return {};
  reader.skip_space();
  const char separator = reader.peek();
  if (!reader.skip_any({"-", "/", ".", "年"})) return {};
  const bool chinese = static_cast<unsigned char>(separator) >= 0x80;
  reader.skip_space();
  day.month = reader.number(1, 2);
  reader.skip_space();
  if (chinese ? !reader.skip("月") : !reader.skip(std::string_view(&separator, 1))) return {};
  reader.skip_space();
  day.day = reader.number(1, 2);
  if (chinese) {
    reader.skip_space();
    if (!reader.skip_any({"日", "号", "號"})) return {};
  }
  return day;
}

// 6 November 2023, 6. Nov 2023, 6 de noviembre de 2023, 6.11.2023, 25/11/2023, 11/25/2023
std::optional<Day> year_last(Reader& reader) {
  Day day;
  day.day = reader.number(1, 2);
  if (day.day < 1) return {};
  const char separator = reader.peek();
  Reader numeric = reader;
  if (numeric.skip_any({".", "/", "-"})) {
    day.month = numeric.number(1, 2);
    if (day.month > 0 && numeric.skip(std::string_view(&separator, 1))) {
      day.year = numeric.number(4, 4);
      const bool clear = separator == '.' || day.day > 12 || day.month > 12;
      if (day.month > 12 && separator != '.') std::swap(day.day, day.month);
      if (day.year > 0 && clear) {
        reader = numeric;
        return day;
      }
    }
  }
  skip_ordinal(reader);
  reader.skip_any({"-", "/"});
  reader.skip_space();
  reader.skip_any({"de ", "of "});
  day.month = reader.month_name();
  if (day.month == 0) return {};
  reader.skip_any({",", "-", "/"});
  reader.skip_space();
  reader.skip_any({"de ", "del "});
  day.year = reader.number(4, 4);
  return day;
}

// November 6, 2023; Nov. 6th 2023; Nov 6 Mon 2023
std::optional<Day> month_first(Reader& reader) {
  Day day;
  day.month = reader.month_name();
  if (day.month == 0) return {};
  reader.skip_space();
  day.day = reader.number(1, 2);
  if (day.day < 1) return {};
  skip_ordinal(reader);
  reader.skip(",");
  reader.skip_space();
  reader.skip_any({"Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "});
  day.year = reader.number(4, 4);
  return day;
}

std::optional<FoundDate> date_at(std::string_view text, size_t at) {
  using Form = std::optional<Day> (*)(Reader&);
  for (Form form : {Form{year_first}, Form{year_last}, Form{month_first}}) {
    if (is_digit(text[at]) == (form == Form{month_first})) continue;
    Reader reader(text, at);
    const std::optional<Day> day = form(reader);
    if (!day || !is_day(day->year, day->month, day->day)) continue;
    const Clock clock = read_clock(reader);
    return FoundDate{iso_of(day->year, day->month, day->day, clock), at, reader.at()};
  }
  return {};
}

// Whether a number of four digits is a year: each form of a date has one.
bool has_year(std::string_view text, size_t from) {
  for (size_t i = from; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    const size_t begin = i;
    int value = 0;
    for (; i < text.size() && is_digit(text[i]); ++i)
      value = i - begin < 4 ? value * 10 + (text[i] - '0') : 0;
    if (i - begin == 4 && value >= kFirstYear && value <= kLastYear) return true;
  }
  return false;
}

// 20231106, 20231106094217; Unix seconds and milliseconds
std::string from_digits(std::string_view digits) {
  const auto number = [&](size_t at, size_t length) {
    int value = 0;
    for (char c : digits.substr(at, length)) value = value * 10 + (c - '0');
    return value;
  };
  if (digits.size() == 10 || digits.size() == 13) {
    int64_t seconds = 0;
    for (char c : digits.substr(0, 10)) seconds = seconds * 10 + (c - '0');
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    const int year = static_cast<int>(day.year());
    if (year < kFirstYear || year > kLastYear) return "";
    return iso_of(
        year, static_cast<int>(static_cast<unsigned>(day.month())),
        static_cast<int>(static_cast<unsigned>(day.day())),
        {static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
         static_cast<int>(clock.seconds().count()), "Z"});
  }
  if (digits.size() != 8 && digits.size() != 14) return "";
  const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
  if (!is_day(year, month, day)) return "";
  if (digits.size() == 8) return iso_of(year, month, day);
  const Clock clock{number(8, 2), number(10, 2), number(12, 2), ""};
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return "";
  return iso_of(year, month, day, clock);
}

}  // namespace

namespace {

bool begins_han_month(std::string_view text, size_t at) {
  return text[at] >= '\xE4' && text[at] <= '\xE5' && text.find("月", at) <= at + 6 &&
         Reader(text, at).month_name() > 0;
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, size_t from) {
  if (!has_year(text, from)) return {};  // most lines end here
  for (size_t i = from; i < text.size(); ++i) {
    // A Han month begins like its number, 一 to 十: all other text of that script is passed over.
    const bool digit = is_digit(text[i]), letter = is_alpha(text[i]) || begins_han_month(text, i);
    if (!digit && !letter) continue;
    const char before = i > 0 ? text[i - 1] : ' ';
    if (is_digit(before) || is_alpha(before) || (letter && in_name(before))) continue;
    if (digit && i > 1 && (text[i - 1] == '-' || text[i - 1] == '.') && is_digit(text[i - 2])) {
      continue;  // the tail of a longer number
    }
    if (std::optional<FoundDate> found = date_at(text, i)) return found;
  }
  return {};
}

std::string parse_date(std::string_view value) {
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
  std::string iso;
  if (!value.empty() && value.size() <= 14 && std::all_of(value.begin(), value.end(), is_digit)) {
    iso = from_digits(value);
  } else if (std::optional<FoundDate> found = find_date(value.substr(0, 100))) {
    iso = found->iso;
  }
  if (iso.substr(std::min<size_t>(iso.size(), 10), 9) == "T00:00:00") iso.resize(10);
  return iso;
}

std::string date_in_path(std::string_view path) {
  for (size_t i = 1; i < path.size(); ++i) {
    if (!is_digit(path[i]) || is_digit(path[i - 1])) continue;
    Reader reader(path, i);
    if (const std::optional<Day> day = year_first(reader)) {
      if (is_day(day->year, day->month, day->day)) return iso_of(day->year, day->month, day->day);
    }
    reader = Reader(path, i);
    size_t digits = i;
    while (digits < path.size() && is_digit(path[digits])) ++digits;
    const std::string_view run = path.substr(i, digits - i);
    if (run.size() == 8) {
      if (std::string iso = from_digits(run); !iso.empty()) return iso;
    }
    if (run.size() == 4 && path.substr(digits, 1) == "/") {  // /2023/1106/
      const std::string_view rest = path.substr(digits + 1, 4);
      const bool four = rest.size() == 4 && std::all_of(rest.begin(), rest.end(), is_digit) &&
                        (digits + 5 >= path.size() || !is_digit(path[digits + 5]));
      if (four) {
        if (std::string iso = from_digits(std::string(run) + std::string(rest)); !iso.empty()) {
          return iso;
        }
      }
    }
  }
  return "";
}

}  // namespace winnow
