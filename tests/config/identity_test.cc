#include "config/identity.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("user_agent names the bot and how to reach its operator") {
  IdentityConfig identity;
  identity.contact = "https://example.org/bot";
  CHECK(user_agent(identity).starts_with("winnow/"));
  CHECK(user_agent(identity).ends_with(" (+https://example.org/bot)"));
  CHECK(user_agent(IdentityConfig{}).find('(') == std::string::npos);
}

TEST_CASE("a contact is an http(s) URL or a mail address") {
  for (auto good :
       {"https://example.org/bot", "http://a.b", "crawl@example.org", "mailto:crawl@example.org"}) {
    CHECK(is_contact(good));
  }
  for (auto bad : {"", "me", "https://", "@example.org", "a@b", "a@b@c.d", "a b@c.d",
                   "https://x.y/(z)", "ftp://a.b"}) {
    CHECK_FALSE(is_contact(bad));
  }
}

TEST_CASE("a product token has letters, - and _ only") {
  CHECK(is_product_token("winnow"));
  CHECK(is_product_token("my_Bot-x"));
  CHECK_FALSE(is_product_token(""));
  CHECK_FALSE(is_product_token("bot/1.0"));
}
