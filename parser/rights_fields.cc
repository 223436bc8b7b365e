#include "parser/rights_fields.h"

#include <algorithm>
#include <boost/json.hpp>

#include "parser/ascii.h"
#include "parser/path_pattern.h"
#include "parser/rights.h"
#include "parser/robots.h"
#include "parser/structured_dictionary.h"

namespace winnow {
namespace {

namespace json = boost::json;

constexpr size_t kMaxRules = 1'000;     // of a tdmrep.json that are looked at
constexpr size_t kMaxLocation = 2'000;  // bytes of a pattern

void add(std::string says, Says& all) {
  if (says.size() <= kMaxSays && all.size() < kMaxStatements) all.push_back(std::move(says));
}

// Calls take() for each item of a list that is divided by commas.
template <class Take>
void each_item(std::string_view list, Take take) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    take(trim(list.substr(0, end)));
    list.remove_prefix(std::min(list.size(), end + 1));
  }
}

Says tdm_reservation(std::string_view value) {
  bool reserved = false, free = false;
  each_item(value, [&](std::string_view item) {
    reserved |= item == "1";
    free |= item == "0";
  });
  Says all;
  if (reserved) add("tdm-reservation: 1", all);
  if (free) add("tdm-reservation: 0", all);
  return all;
}

Says tdm_policy(std::string_view value) {
  Says all;
  value = trim(value);
  if (starts_with_ignore_case(value, "https://") || starts_with_ignore_case(value, "http://"))
    add("tdm-policy: " + std::string(value), all);
  return all;
}

struct Field {
  std::string_view name;
  Says (*read)(std::string_view value);
};
constexpr Field kFields[] = {{"content-usage", content_usage},
                             {"content-signal", content_signal},
                             {"tdm-reservation", tdm_reservation},
                             {"tdm-policy", tdm_policy}};

const Field* field_of(std::string_view name) {
  const auto found = std::ranges::find_if(
      kFields, [&](const Field& field) { return equals_ignore_case(field.name, name); });
  return found == std::end(kFields) ? nullptr : found;
}

// A string or a number of one digit, as text.
std::string text_of(const json::object& rule, std::string_view name) {
  const json::value* value = rule.if_contains(name);
  if (!value) return "";
  if (const json::string* text = value->if_string()) return std::string(*text);
  if (const int64_t* number = value->if_int64()) return std::to_string(*number);
  return "";
}

}  // namespace

Says content_usage(std::string_view value) {
  Says all;
  const auto dictionary = parse_structured_dictionary(value);
  if (!dictionary) return all;
  for (const auto& [key, token] : *dictionary)
    if (token == "y" || token == "n") add("content-usage: " + key + "=" + token, all);
  return all;
}

Says content_signal(std::string_view value) {
  Says all;
  each_item(value, [&](std::string_view item) {
    const size_t equals = std::min(item.find('='), item.size());
    const std::string key = to_lower(trim(item.substr(0, equals)));
    const std::string answer = to_lower(trim(item.substr(std::min(item.size(), equals + 1))));
    const bool named = !key.empty() && std::ranges::all_of(key, [](char c) {
      return is_alnum(c) || c == '-' || c == '_';
    });
    if (named && (answer == "yes" || answer == "no"))
      add("content-signal: " + key + "=" + answer, all);
  });
  return all;
}

Says rights_field(std::string_view name, std::string_view value) {
  const Field* field = field_of(name);
  return field ? field->read(value) : Says{};
}

bool is_rights_field(std::string_view name) { return field_of(name); }

Says tdmrep_file(std::string_view text, std::string_view path_and_query) {
  json::error_code error;
  const json::value file = json::parse(text, error);
  const json::array* rules = error ? nullptr : file.if_array();
  if (!rules) return {};
  const std::string path = normalized_path(path_and_query);
  const json::object* best = nullptr;
  size_t longest = 0, seen = 0;
  for (const json::value& each : *rules) {
    if (++seen > kMaxRules) break;
    const json::object* rule = each.if_object();
    const std::string location = rule ? text_of(*rule, "location") : "";
    if (location.empty() || location.size() > kMaxLocation || location.size() < longest) continue;
    if (!matches_normalized(normalized_pattern(location), path)) continue;
    best = rule;
    longest = location.size();
  }
  if (!best) return {};
  Says all = tdm_reservation(text_of(*best, "tdm-reservation"));
  for (std::string& says : tdm_policy(text_of(*best, "tdm-policy"))) add(std::move(says), all);
  return all;
}

Says ai_txt_file(std::string_view bytes, std::string_view path_and_query,
                 std::string_view product_token) {
  if (Robots::parse(bytes, product_token).allows(path_and_query)) return {};
  return {"ai.txt: disallow"};
}

}  // namespace winnow
