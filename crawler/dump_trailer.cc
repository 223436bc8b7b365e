#include "crawler/dump_trailer.h"

#include <algorithm>
#include <charconv>

namespace winnow {

std::string counts_field(const decltype(DumpResult::dropped)& counts) {
  std::string field;
  for (const auto& [name, count] : counts)
    field.append(field.empty() ? "" : ", ").append(name).append("=").append(std::to_string(count));
  return field;
}

std::optional<decltype(DumpResult::dropped)> parse_counts(std::string_view field) {
  decltype(DumpResult::dropped) counts;
  while (!field.empty()) {
    const std::string_view member = field.substr(0, field.find(", "));
    field.remove_prefix(std::min(field.size(), member.size() + 2));
    const size_t equals = std::min(member.find('='), member.size());
    const std::string_view count = member.substr(std::min(equals + 1, member.size()));
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(count.begin(), count.end(), number);
    if (equals == 0 || error != std::errc{} || end != count.end()) return std::nullopt;
    counts.emplace_back(member.substr(0, equals), number);
  }
  return counts;
}

}  // namespace winnow
