#include "crawler/response_head.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

#include "parser/rights_fields.h"

namespace winnow {
namespace {

constexpr size_t kMaxRightsFields = 16;
constexpr Millis kTenYears{10LL * 365 * 86'400'000};

std::string_view trim(std::string_view text) {
  const size_t from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool has_control_characters(std::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; });
}

// Fields that are kept as they are. Of a field that is sent twice, the last one counts, except that
// X-Robots-Tag fields add up.
struct Kept {
  std::string_view name;  // lower case
  std::string FetchResponse::*member;
  bool joined;
};

constexpr Kept kKept[] = {
    {"content-type", &FetchResponse::content_type, false},
    {"x-robots-tag", &FetchResponse::x_robots_tag, true},
    {"content-language", &FetchResponse::content_language, true},
    {"etag", &FetchResponse::etag, false},
    {"last-modified", &FetchResponse::last_modified, false},
    {"location", &FetchResponse::location, false},
};

}  // namespace

std::optional<Millis> parse_retry_after(std::string_view value, Time now) {
  value = trim(value);
  if (value.empty() || value.size() > 64) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    uint64_t seconds = 0;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), seconds);
    const uint64_t most = kTenYears / Seconds(1);
    return end.ec == std::errc() ? Seconds(std::min(seconds, most)) : kTenYears;
  }
  const std::time_t date = curl_getdate(std::string(value).c_str(), nullptr);
  if (date < 0) return std::nullopt;
  const Time at = Time(Seconds(date));
  return std::clamp(at - now, Millis(0), kTenYears);
}

bool ResponseHead::add(std::string_view line, Time now) {
  bytes_ += line.size();
  if (bytes_ > kMaxBytes) return false;
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (has_control_characters(line)) return false;
  if (complete_) return true;  // trailers say nothing that we use
  if (at_start_) return add_status_line(line);
  if (line.empty()) {
    complete_ = response_.status >= 200;
    at_start_ = true;
    return true;
  }
  if (++fields_ > kMaxFields) return false;
  if (line[0] == ' ' || line[0] == '\t') {
    if (last_ && last_->size() + line.size() <= kMaxValue) *last_ += ' ' + std::string(trim(line));
    return true;
  }
  const size_t colon = line.find(':');
  if (colon == line.npos) return true;  // libcurl has let it pass; it names nothing
  add_field(line.substr(0, colon), trim(line.substr(colon + 1)), now);
  return true;
}

// "HTTP/1.1 200 OK"
bool ResponseHead::add_status_line(std::string_view line) {
  const size_t space = line.find(' ');
  unsigned status = 0;
  if (space == line.npos) return false;
  const char* end = line.data() + line.size();
  const auto number = std::from_chars(line.data() + space + 1, end, status);
  if (number.ec != std::errc() || status < 100 || status > 999) return false;
  response_ = FetchResponse{};
  response_.status = static_cast<uint16_t>(status);
  at_start_ = false;
  last_ = nullptr;
  content_length_ = 0;
  return true;
}

void ResponseHead::add_field(std::string_view name, std::string_view value, Time now) {
  last_ = nullptr;
  if (same_name(name, "retry-after")) response_.retry_after = parse_retry_after(value, now);
  if (same_name(name, "content-length")) {
    std::from_chars(value.data(), value.data() + value.size(), content_length_);
  }
  auto& rights = response_.rights_fields;
  if (is_rights_field(name) && rights.size() < kMaxRightsFields && value.size() <= kMaxValue) {
    rights.emplace_back(name, value);
    last_ = &rights.back().second;
  }
  for (const Kept& kept : kKept) {
    if (!same_name(name, kept.name)) continue;
    std::string& stored = response_.*kept.member;
    if (!kept.joined) stored.clear();
    if (stored.size() + value.size() + 2 > kMaxValue) return;
    if (!stored.empty()) stored += ", ";
    stored += value;
    last_ = &stored;
    return;
  }
}

}  // namespace winnow
