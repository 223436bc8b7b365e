#pragma once
#include <string>
#include <string_view>

#include "config/config.h"

namespace winnow {

// The User-Agent field (RFC 9110 10.1.5) that a site owner finds in the log:
// "winnow/0.1 (+https://example.org/bot)", or without the comment if there is no contact.
std::string user_agent(const IdentityConfig& identity);

// Is it an http(s) URL or a mail address that a site owner could use?
bool is_contact(std::string_view text);

// Is it a product token that robots.txt groups can name (RFC 9309 2.2.1)?
bool is_product_token(std::string_view text);

}  // namespace winnow
