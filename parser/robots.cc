#include "parser/robots.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "parser/ascii.h"
#include "parser/rights.h"
#include "parser/rights_fields.h"

namespace winnow {
namespace {

constexpr size_t kMaxSitemaps = 1'000;
constexpr size_t kMaxUsageRules = 1'000;
constexpr double kMaxCrawlDelaySeconds = 10.0 * 365 * 86'400;

enum class Field {
  kUserAgent,
  kAllow,
  kDisallow,
  kCrawlDelay,
  kSitemap,
  kContentUsage,
  kContentSignal,
  kOther
};

struct FieldName {
  std::string_view name;
  Field field;
};

// Names are compared without regard to case. The slips are those that Google's parser accepts.
constexpr std::array kFields{FieldName{"user-agent", Field::kUserAgent},
                             FieldName{"useragent", Field::kUserAgent},
                             FieldName{"user agent", Field::kUserAgent},
                             FieldName{"allow", Field::kAllow},
                             FieldName{"disallow", Field::kDisallow},
                             FieldName{"dissallow", Field::kDisallow},
                             FieldName{"dissalow", Field::kDisallow},
                             FieldName{"disalow", Field::kDisallow},
                             FieldName{"diasllow", Field::kDisallow},
                             FieldName{"disallaw", Field::kDisallow},
                             FieldName{"crawl-delay", Field::kCrawlDelay},
                             FieldName{"crawldelay", Field::kCrawlDelay},
                             FieldName{"sitemap", Field::kSitemap},
                             FieldName{"site-map", Field::kSitemap},
                             FieldName{"content-usage", Field::kContentUsage},
                             FieldName{"content-signal", Field::kContentSignal},
                             FieldName{"content-signals", Field::kContentSignal}};

Field field_of(std::string_view name) {
  for (const FieldName& row : kFields) {
    if (equals_ignore_case(row.name, name)) return row.field;
  }
  return Field::kOther;
}

struct Line {
  Field field = Field::kOther;
  std::string_view value;
};

// "field: value # comment"; without a colon, two words.
Line read_line(std::string_view text) {
  text = trim(text.substr(0, text.find('#')));
  size_t end = text.find(':');
  if (end == text.npos) {
    end = text.find_first_of(" \t");
    if (end == text.npos || trim(text.substr(end)).find_first_of(" \t") != text.npos) return {};
  }
  return {field_of(trim(text.substr(0, end))), trim(text.substr(end + 1))};
}

// The product token at the front of a User-agent value: "winnow/1.0" names winnow.
std::string_view product_token_of(std::string_view value) {
  const auto end = std::find_if_not(value.begin(), value.end(),
                                    [](char c) { return is_alpha(c) || c == '-' || c == '_'; });
  return value.substr(0, end - value.begin());
}

std::optional<Millis> parse_delay(std::string_view value) {
  const std::string text(value.substr(0, 32));
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !(seconds >= 0)) return std::nullopt;  // NaN too
  return Millis(static_cast<int64_t>(std::min(seconds, kMaxCrawlDelaySeconds) * 1000));
}

}  // namespace

// Reads a file line by line and keeps two sets of rules: of the groups that name us, and of those
// for *.
class RobotsParser {
 public:
  explicit RobotsParser(std::string_view product_token) : product_token_(product_token) {}

  void add(std::string_view text, uint32_t number) {
    const Line line = read_line(text);
    switch (line.field) {
      case Field::kUserAgent:
        add_agent(line.value);
        break;
      case Field::kAllow:
      case Field::kDisallow:
        add_rule(line, text, number);
        break;
      case Field::kCrawlDelay:
        add_delay(line.value);
        break;
      case Field::kSitemap:
        if (ours_.sitemaps_.size() < kMaxSitemaps) ours_.sitemaps_.emplace_back(line.value);
        break;
      case Field::kContentUsage:
      case Field::kContentSignal:
        add_usage(line);
        break;
      case Field::kOther:
        break;  // must not end a group (RFC 9309 2.2.4)
    }
  }

  Robots take() {
    if (!named_) {
      anyones_.sitemaps_ = std::move(ours_.sitemaps_);
      ours_ = std::move(anyones_);
    }
    std::stable_sort(ours_.rules_.begin(), ours_.rules_.end(),
                     [](const Robots::Rule& a, const Robots::Rule& b) {
                       if (a.pattern.size() != b.pattern.size())
                         return a.pattern.size() > b.pattern.size();
                       return a.allow && !b.allow;
                     });
    return std::move(ours_);
  }

 private:
  void add_agent(std::string_view value) {
    if (after_rule_) for_us_ = for_all_ = after_rule_ = false;
    if (value.starts_with('*') && (value.size() == 1 || is_space(value[1]))) {
      for_all_ = true;
    } else if (equals_ignore_case(product_token_of(value), product_token_)) {
      for_us_ = named_ = true;
    }
    in_group_ = true;
  }

  void add_rule(const Line& line, std::string_view text, uint32_t number) {
    if (!in_group_) return;
    after_rule_ = true;
    if (line.value.empty()) return;  // "Disallow:" allows all, which is what no rule does
    for (Robots* robots : {for_us_ ? &ours_ : nullptr, for_all_ ? &anyones_ : nullptr}) {
      if (!robots) continue;
      robots->rules_.push_back({normalized_pattern(line.value), line.field == Field::kAllow, number,
                                std::string(trim(text))});
    }
  }

  void add_usage(const Line& line) {
    const bool signal = line.field == Field::kContentSignal;
    std::string_view path = "/", value = line.value;
    if (value.starts_with('/')) {
      path = value.substr(0, value.find_first_of(" \t"));
      value = trim(value.substr(path.size()));
    }
    after_rule_ = true;
    auto says = signal ? content_signal(value) : content_usage(value);
    if (says.empty()) return;
    // Ahead of any group it is meant for all.
    for (Robots* robots :
         {for_us_ || !in_group_ ? &ours_ : nullptr, for_all_ || !in_group_ ? &anyones_ : nullptr}) {
      if (!robots || robots->usage_.size() >= kMaxUsageRules) continue;
      robots->usage_.push_back({normalized_pattern(path), signal, says});
    }
  }

  void add_delay(std::string_view value) {
    const std::optional<Millis> delay = parse_delay(value);
    if (!delay) return;
    if (for_us_) ours_.crawl_delay_ = std::max(ours_.crawl_delay_.value_or(*delay), *delay);
    if (for_all_) anyones_.crawl_delay_ = std::max(anyones_.crawl_delay_.value_or(*delay), *delay);
  }

  std::string_view product_token_;
  Robots ours_, anyones_;
  bool named_ = false;       // some group names us
  bool in_group_ = false;    // a User-agent line was seen
  bool after_rule_ = false;  // the next User-agent line begins a new group
  bool for_us_ = false, for_all_ = false;
};

Robots Robots::parse(std::string_view bytes, std::string_view product_token) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (bytes.size() > kMaxBytes) {
    // A rule cut short would say more than its author did: drop the broken line.
    const size_t end = bytes.substr(0, kMaxBytes).find_last_of("\r\n");
    bytes = bytes.substr(0, end == bytes.npos ? 0 : end);
  }
  RobotsParser parser(product_token);
  for (uint32_t number = 1; !bytes.empty(); ++number) {
    const size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    parser.add(bytes.substr(0, end), number);
    bytes.remove_prefix(end);
    bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : bytes.empty() ? 0 : 1);
  }
  return parser.take();
}

Robots::Decision Robots::decide(std::string_view path_and_query) const {
  const std::string path = normalized_path(path_and_query);
  if (path == "/robots.txt") return {};
  for (const Rule& rule : rules_) {
    if (matches_normalized(rule.pattern, path)) return {rule.allow, rule.line, rule.text};
  }
  return {};
}

std::vector<std::string> Robots::usage(std::string_view path_and_query) const {
  const std::string path = usage_.empty() ? std::string() : normalized_path(path_and_query);
  std::array<size_t, 2> longest{};  // of Content-Usage, of Content-Signal
  std::array<std::vector<std::string>, 2> says;
  for (const Usage& rule : usage_) {
    const size_t size = rule.pattern.size();
    if (size < longest[rule.signal] || !matches_normalized(rule.pattern, path)) continue;
    auto& all = says[rule.signal];
    if (size > longest[rule.signal]) all.clear();
    longest[rule.signal] = size;
    all.insert(all.end(), rule.says.begin(), rule.says.end());
  }
  says[0].insert(says[0].end(), says[1].begin(), says[1].end());
  if (says[0].size() > kMaxStatements) says[0].resize(kMaxStatements);
  return std::move(says[0]);
}

}  // namespace winnow
