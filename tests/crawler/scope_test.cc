#include "crawler/scope.h"

#include "tests/catch.h"

namespace winnow {
namespace {

Refusal judge(const Scope& scope, const std::string& href, uint32_t depth = 1) {
  return scope.judge(href, FetchKind::kPage, depth);
}

TEST_CASE("mode host keeps to the seeds' authorities") {
  Config config;
  config.scope.mode = ScopeMode::kHost;
  Scope scope(config);
  scope.add_seed("www.example.com");
  CHECK(judge(scope, "https://www.example.com/x") == Refusal::kNone);
  CHECK(judge(scope, "https://example.com/x") == Refusal::kHost);
  CHECK(judge(scope, "https://www.example.com:8443/x") == Refusal::kHost);
}

TEST_CASE("mode domain keeps to the seeds' registrable domains") {
  const Config config;
  Scope scope(config);
  scope.add_seed("www.example.co.uk");
  CHECK(judge(scope, "http://news.example.co.uk/") == Refusal::kNone);
  CHECK(judge(scope, "http://other.co.uk/") == Refusal::kHost);
  CHECK(judge(scope, "http://notexample.co.uk/") == Refusal::kHost);
}

TEST_CASE("mode any takes every host but the excluded ones") {
  Config config;
  config.scope.mode = ScopeMode::kAny;
  config.scope.exclude_hosts = {"Bad.example"};
  Scope scope(config);
  CHECK(judge(scope, "http://whatever.test/") == Refusal::kNone);
  CHECK(judge(scope, "http://bad.example/") == Refusal::kExcludedHost);
  CHECK(judge(scope, "http://www.bad.example:81/") == Refusal::kExcludedHost);
  CHECK(judge(scope, "http://notbad.example/") == Refusal::kNone);
  CHECK(scope.judge("http://bad.example/map.xml", FetchKind::kSitemap, 0) ==
        Refusal::kExcludedHost);
}

TEST_CASE("include_hosts widens, exclude_hosts wins") {
  Config config;
  config.scope.include_hosts = {"b.example"};
  config.scope.exclude_hosts = {"no.b.example"};
  Scope scope(config);
  CHECK(judge(scope, "http://x.b.example/") == Refusal::kNone);
  CHECK(judge(scope, "http://x.no.b.example/") == Refusal::kExcludedHost);
}

TEST_CASE("paths are patterns of RFC 9309") {
  Config config;
  config.scope.mode = ScopeMode::kAny;
  config.scope.include_paths = {"/news/", "/*.html$"};
  config.scope.exclude_paths = {"/*print="};
  SiteConfig site;
  site.host = "special.example";
  site.include_paths = {"/only"};
  site.exclude_paths = {"/only/not"};
  config.sites = {site};
  const Scope scope(config);
  CHECK(judge(scope, "http://a.test/news/1") == Refusal::kNone);
  CHECK(judge(scope, "http://a.test/x.html") == Refusal::kNone);
  CHECK(judge(scope, "http://a.test/x.html?a=b") == Refusal::kPath);
  CHECK(judge(scope, "http://a.test/news/1?print=1") == Refusal::kPath);
  CHECK(judge(scope, "http://www.special.example/news/1") == Refusal::kPath);
  CHECK(judge(scope, "http://www.special.example/only/1") == Refusal::kNone);
  CHECK(judge(scope, "http://www.special.example/only/not/1") == Refusal::kPath);
  CHECK(judge(scope, "http://www.special.example/only/1?print=1") == Refusal::kPath);
}

TEST_CASE("depth, files and traps are refused for pages") {
  Config config;
  config.scope.mode = ScopeMode::kAny;
  config.scope.max_depth = 3;
  SiteConfig site;
  site.host = "deep.example";
  site.max_depth = 9;
  config.sites = {site};
  const Scope scope(config);
  CHECK(judge(scope, "http://a.test/", 3) == Refusal::kNone);
  CHECK(judge(scope, "http://a.test/", 4) == Refusal::kDepth);
  CHECK(judge(scope, "http://deep.example/", 9) == Refusal::kNone);
  CHECK(judge(scope, "http://a.test/photo.jpg") == Refusal::kNoPage);
  CHECK(judge(scope, "http://a.test/news/img/news/img/news/") == Refusal::kTrap);
}

TEST_CASE("a site's overrides hold for its subdomains, the longest name wins") {
  Config config;
  SiteConfig wide, narrow;
  wide.host = "example.com";
  wide.delay = Millis{100};
  wide.max_pages = 7;
  narrow.host = "slow.example.com";
  narrow.delay = Millis{9000};
  narrow.verify_tls = false;
  config.sites = {wide, narrow};
  config.scope.max_pages_per_host = 50;
  config.scope.max_pages_per_discovered_host = 5;
  Scope scope(config);
  CHECK(scope.delay("www.example.com") == Millis{100});
  CHECK(scope.delay("a.slow.example.com") == Millis{9000});
  CHECK(scope.delay("other.test") == config.politeness.delay);
  CHECK(scope.verify_tls("example.com"));
  CHECK_FALSE(scope.verify_tls("slow.example.com"));
  CHECK(scope.page_budget("example.com:8080") == 7);
  CHECK(scope.page_budget("slow.example.com") == 5);
  scope.add_seed("slow.example.com");
  CHECK(scope.page_budget("slow.example.com") == 50);
}

TEST_CASE("a site is a registrable domain, or one address") {
  CHECK(Scope::same_site("www.example.com", "m.example.com"));
  CHECK_FALSE(Scope::same_site("a.co.uk", "b.co.uk"));
  CHECK(Scope::same_site("127.0.0.1", "127.0.0.1"));
  CHECK_FALSE(Scope::same_site("127.0.0.1", "1.0.0.1"));
}

TEST_CASE("an href is cut into its parts") {
  const HrefParts parts = parts_of("https://[::1]:8080/a?b");
  CHECK(parts.https);
  CHECK(parts.authority == "[::1]:8080");
  CHECK(host_of(parts.authority) == "[::1]");
  CHECK(parts.path_and_query == "/a?b");
  CHECK(host_of(parts_of("http://[::1]/").authority) == "[::1]");
  CHECK(host_of(parts_of("http://a.test/x:1").authority) == "a.test");
}

}  // namespace
}  // namespace winnow
