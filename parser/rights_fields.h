#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

// Reads what says rights into statements (RightsStatement::says). Any bytes are fine; time is
// linear in them; at most kMaxStatements come out, each of at most kMaxSays bytes.
using Says = std::vector<std::string>;

// A preference of draft-ietf-aipref-vocab: a dictionary (RFC 9651 4.2.2) whose values y and n
// count. One that is malformed says nothing, as the draft has it.
Says content_usage(std::string_view value);

// contentsignals.org: "search=yes, ai-train=no". What is malformed is passed over.
Says content_signal(std::string_view value);

// A header field, or a meta element of that name: Content-Usage, Content-Signal, tdm-reservation,
// tdm-policy. Any other name says nothing. Values of several fields may be joined by ", ".
Says rights_field(std::string_view name, std::string_view value);
bool is_rights_field(std::string_view name);

// /.well-known/tdmrep.json: what the rule with the longest pattern that matches the path says.
Says tdmrep_file(std::string_view json, std::string_view path_and_query);

// Spawning's /ai.txt, which is a robots.txt for training: "ai.txt: disallow", or nothing.
Says ai_txt_file(std::string_view bytes, std::string_view path_and_query,
                 std::string_view product_token);

}  // namespace winnow
