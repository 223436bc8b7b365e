#include "crawler/forget_json.h"

#include <array>
#include <boost/json.hpp>

namespace winnow {
namespace {

namespace json = boost::json;

constexpr std::array kScopes = {ForgetRule::Scope::kUrl, ForgetRule::Scope::kHost,
                                ForgetRule::Scope::kDomain};

std::string text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  const json::string* string = value ? value->if_string() : nullptr;
  return string ? std::string(string->begin(), string->end()) : std::string();
}

uint64_t number(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  json::error_code error;
  return value ? value->to_number<uint64_t>(error) : 0;
}

std::optional<ForgetRule::Scope> scope_of(const json::object& object) {
  const std::string name = text(object, "scope");
  for (const auto scope : kScopes)
    if (name_of(scope) == name) return scope;
  return std::nullopt;
}

json::object object_of(ForgetRule::Scope scope, std::string_view name, std::string_view reason) {
  return {{"scope", name_of(scope)}, {"name", name}, {"reason", reason}};
}

}  // namespace

std::string forget_request(ForgetRule::Scope scope, std::string_view name,
                           std::string_view reason) {
  return json::serialize(object_of(scope, name, reason));
}

Result<ForgetRule> parse_forget_json(std::string_view body, Time now) {
  json::error_code error;
  const json::value value = json::parse(body, error);
  const json::object* object = error ? nullptr : value.if_object();
  const auto scope = object ? scope_of(*object) : std::nullopt;
  if (!scope)
    return Error{"what to forget is a JSON object with scope (url, host, domain) and name"};
  return forget_rule(*scope, text(*object, "name"), text(*object, "reason"), now);
}

std::string forget_json(const std::vector<ForgetRule>& rules) {
  json::array all;
  for (const ForgetRule& rule : rules) {
    json::object each = object_of(rule.scope, rule.name, rule.reason);
    each["at"] = rule.at.time_since_epoch().count();
    each["done"] = rule.done;
    each["urls"] = rule.urls;
    each["articles"] = rule.articles;
    all.push_back(std::move(each));
  }
  return json::serialize(all);
}

std::vector<ForgetRule> parse_forget_rules(std::string_view text_of_rules) {
  std::vector<ForgetRule> rules;
  json::error_code error;
  const json::value value = json::parse(text_of_rules, error);
  const json::array* all = error ? nullptr : value.if_array();
  for (const json::value& each : all ? *all : json::array()) {
    const json::object* object = each.if_object();
    const auto scope = object ? scope_of(*object) : std::nullopt;
    if (!scope) continue;
    ForgetRule& rule = rules.emplace_back();
    rule.scope = *scope;
    rule.name = text(*object, "name");
    rule.reason = text(*object, "reason");
    rule.at = Time(Millis(static_cast<int64_t>(number(*object, "at"))));
    const json::value* done = object->if_contains("done");
    rule.done = done && done->is_bool() && done->get_bool();
    rule.urls = number(*object, "urls");
    rule.articles = number(*object, "articles");
  }
  return rules;
}

}  // namespace winnow
