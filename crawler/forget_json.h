#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "config/result.h"
#include "storage/forget_rules.h"

namespace winnow {

// What is asked of POST /forget: {"scope":"host","name":"a.example","reason":"..."}.
std::string forget_request(ForgetRule::Scope scope, std::string_view name, std::string_view reason);
Result<ForgetRule> parse_forget_json(std::string_view body, Time now);

// What GET /forget answers: an array of objects with scope, name, at, reason, done, urls, articles;
// and back, nothing of a rule that cannot be read.
std::string forget_json(const std::vector<ForgetRule>& rules);
std::vector<ForgetRule> parse_forget_rules(std::string_view json);

}  // namespace winnow
