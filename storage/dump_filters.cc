#include "storage/dump_filters.h"

#include <algorithm>

#include "parser/iso_time.h"
#include "parser/site.h"
#include "storage/profiles.h"

namespace winnow {
namespace {

// Is `url` of `host` or one of its subdomains? A host with a port must match the whole authority.
bool is_of_host(std::string_view url, std::string_view host) {
  std::string_view rest = url.substr(std::min(url.size(), url.find("//") + 2));
  rest = rest.substr(0, rest.find('/'));
  const bool with_port = host.find(':', host.rfind(']') + 1) != host.npos;
  if (!with_port) rest = rest.substr(0, rest.find(':', rest.rfind(']') + 1));
  return covers(host, rest);
}

// Basic filtering, RFC 4647 3.3.1; `range` in lower case.
bool is_in_range(std::string_view tag, std::string_view range) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 32 : a) == b; };
  if (tag.size() < range.size() || !std::ranges::equal(tag.substr(0, range.size()), range, same))
    return false;
  return tag.size() == range.size() || tag[range.size()] == '-';
}

// ISO 8601 dates, each as precise as it is: one that may lie within does.
bool may_lie_within(std::string_view date, const DateRange& range) {
  const auto before = [](std::string_view a, std::string_view b) {
    const size_t length = std::min(a.size(), b.size());
    return a.substr(0, length) < b.substr(0, length);
  };
  return !before(date, range.from) && !before(range.to, date);
}

bool is_dated(const ArticleRecord& article) {
  const std::string_view date = article.metadata.published;
  return date.size() >= 4 && date.find_first_not_of("0123456789") >= 4;
}

bool is_fetched_within(const ArticleRecord& article, const DateRange& range) {
  std::string time;
  append_time(article.fetched, time);
  return may_lie_within(time, range);
}

}  // namespace

bool is_in_ranges(std::string_view tag, const std::vector<std::string>& ranges) {
  return std::ranges::any_of(ranges, [&](const auto& range) { return is_in_range(tag, range); });
}

std::vector<DumpFilter> dump_filters(const DumpOptions& options) {
  using Article = const ArticleRecord&;
  struct Row {
    bool asked;
    DumpFilter filter;
  };
  Row rows[] = {
      {!options.host.empty(),
       {"host", [host = options.host](std::string_view url) { return is_of_host(url, host); }, {}}},
      {!options.languages.empty(),
       {"language",
        {},
        [ranges = options.languages](Article a) { return is_in_ranges(a.language.code, ranges); }}},
      {options.kind.has_value(),
       {"kind", {}, [kind = options.kind](Article a) { return a.verdict == kind; }}},
      {options.published.bounded(), {"undated", {}, is_dated}},
      {options.published.bounded(),
       {"published",
        {},
        [range = options.published](Article a) {
          return may_lie_within(a.metadata.published, range);
        }}},
      {options.fetched.bounded(),
       {"fetched",
        {},
        [range = options.fetched](Article a) { return is_fetched_within(a, range); }}},
      {options.purpose.has_value(),
       {"purpose." + std::string(options.purpose ? name_of(*options.purpose) : ""),
        {},
        [purpose = options.purpose](Article a) {
          return combined(a.rights)[static_cast<size_t>(*purpose)] != Permission::kDenied;
        }}},
      {options.dedupe != Dedupe::kNone,
       {"duplicate",
        {},
        [near = options.dedupe == Dedupe::kNear](Article a) {
          // Of a cluster its first stays, be its text a copy or not.
          return a.duplicate_of == 0 || (near && a.cluster_id && a.near_duplicate_of == 0);
        }}},
      {options.dedupe == Dedupe::kNear,
       {"near-duplicate", {}, [](Article a) { return a.near_duplicate_of == 0; }}},
  };
  std::vector<DumpFilter> asked;
  for (Row& row : rows)
    if (row.asked) asked.push_back(std::move(row.filter));
  for (const Profile& profile : options.profiles)
    std::ranges::move(profile_filters(profile), std::back_inserter(asked));
  return asked;
}

}  // namespace winnow
