#include "parser/url.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

struct Case {
  const char *input, *base, *expected;  // expected: the href, or "!" and the error
};

std::string outcome_of(const Case& c) {
  const Result<Url> base = Url::parse(c.base);
  const Result<Url> url = Url::parse(c.input, base.ok() ? &base.value() : nullptr);
  return url.ok() ? url->href() : "!" + url.error();
}

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    INFO(c.input << " against " << c.base);
    CHECK(outcome_of(c) == c.expected);
  }
}

}  // namespace

TEST_CASE("an absolute URL is read whatever its spelling") {
  check({
      {"http://example.com/a/b?c=d#e", "", "http://example.com/a/b?c=d#e"},
      {"HTTPS://Example.COM", "", "https://example.com/"},
      {"  http://a.example/\x1f ", "", "http://a.example/"},
      {"ht\ntp://a.ex\tample/x\ry", "", "http://a.example/xy"},
      {"http:a.example/x", "", "http://a.example/x"},
      {"http:///\\/a.example\\x\\y", "", "http://a.example/x/y"},
      {"http://a.example?q", "", "http://a.example/?q"},
      {"http://a.example#f", "", "http://a.example/#f"},
      {"http://a.example/?", "", "http://a.example/?"},
      {"http://a.example./x", "", "http://a.example./x"},
  });
}

TEST_CASE("a relative URL is resolved against its base") {
  constexpr const char* kBase = "http://a.example:8080/dir/page.html?q=1#f";
  check({
      {"", kBase, "http://a.example:8080/dir/page.html?q=1"},
      {"#g", kBase, "http://a.example:8080/dir/page.html?q=1#g"},
      {"?r", kBase, "http://a.example:8080/dir/page.html?r"},
      {"other", kBase, "http://a.example:8080/dir/other"},
      {"./", kBase, "http://a.example:8080/dir/"},
      {"..", kBase, "http://a.example:8080/"},
      {"../../../x", kBase, "http://a.example:8080/x"},
      {"/x", kBase, "http://a.example:8080/x"},
      {"\\x\\y", kBase, "http://a.example:8080/x/y"},
      {"//b.example/x", kBase, "http://b.example/x"},
      {"\\\\b.example/x", kBase, "http://b.example/x"},
      {"http:x", kBase, "http://a.example:8080/dir/x"},
      {"http:/x", kBase, "http://a.example:8080/x"},
      {"https:x", kBase, "https://x/"},
      {"a:b", kBase, "!not-http"},
      {"1:b", kBase, "http://a.example:8080/dir/1:b"},
      {"x", "", "!missing-scheme-non-relative-URL"},
      {"", "", "!missing-scheme-non-relative-URL"},
  });
}

TEST_CASE("dot segments are removed, also percent-encoded ones") {
  check({
      {"http://a.example/a/./b/../c", "", "http://a.example/a/c"},
      {"http://a.example/a/b/%2E%2e/c/%2e", "", "http://a.example/a/c/"},
      {"http://a.example/a/.%2e/b/.", "", "http://a.example/b/"},
      {"http://a.example/a//../b", "", "http://a.example/a/b"},
      {"http://a.example/..", "", "http://a.example/"},
      {"http://a.example/...", "", "http://a.example/..."},
      {"http://a.example/.a/%2ea/..b", "", "http://a.example/.a/%2ea/..b"},
      {"http://a.example/x?a/../b", "", "http://a.example/x?a/../b"},
  });
}

TEST_CASE("each part has its percent-encode set") {
  check({
      {"http://a.example/ \"<>`{}^'|", "", "http://a.example/%20%22%3C%3E%60%7B%7D%5E'|"},
      {"http://a.example/?q \"<>`{}^'|", "", "http://a.example/?q%20%22%3C%3E`{}^%27|"},
      {"http://a.example/#f \"<>`{}^'|#", "", "http://a.example/#f%20%22%3C%3E%60{}^'|#"},
      {"http://a.example/\xe4\xb8\xad?\xe6\x96\x87", "", "http://a.example/%E4%B8%AD?%E6%96%87"},
      {"http://a.example/\xd6\xd0", "", "http://a.example/%D6%D0"},
      {"http://a.example/%zz%4", "", "http://a.example/%zz%4"},
      {"http://a.example/%41%7e", "", "http://a.example/%41%7e"},
  });
}

TEST_CASE("ports are numbers, and a default one is not written") {
  check({
      {"http://a.example:80/", "", "http://a.example/"},
      {"https://a.example:443/", "", "https://a.example/"},
      {"https://a.example:80/", "", "https://a.example:80/"},
      {"http://a.example:/", "", "http://a.example/"},
      {"http://a.example:0008080/", "", "http://a.example:8080/"},
      {"http://a.example:65535/", "", "http://a.example:65535/"},
      {"http://a.example:65536/", "", "!port-out-of-range"},
      {"http://a.example:99999999999999999999/", "", "!port-out-of-range"},
      {"http://a.example:8a/", "", "!port-invalid"},
      {"http://a.example:-1/", "", "!port-invalid"},
  });
}

TEST_CASE("a host is required, credentials are refused, other schemes are none of ours") {
  check({
      {"http://", "", "!host-missing"},
      {"http:///", "", "!host-missing"},
      {"http://:80/", "", "!host-missing"},
      {"http://user@a.example/", "", "!invalid-credentials"},
      {"http://user:pass@a.example/", "", "!invalid-credentials"},
      {"http://a@b@c.example/", "", "!invalid-credentials"},
      {"http://@a.example/", "", "http://a.example/"},
      {"http://:@a.example/", "", "http://a.example/"},
      {"http://@/x", "", "!host-missing"},
      {"http://a.example/x@y", "", "http://a.example/x@y"},
      {"ftp://a.example/", "", "!not-http"},
      {"javascript:void(0)", "http://a.example/", "!not-http"},
      {"mailto:a@b.example", "http://a.example/", "!not-http"},
      {"data:text/html,x", "", "!not-http"},
  });
}

TEST_CASE("the parts are views of the href") {
  const Url url = *Url::parse("https://www.example.com:8443/a/b.html?x=1&y=2#top");
  CHECK(url.https());
  CHECK(url.scheme() == "https");
  CHECK(url.host() == "www.example.com");
  CHECK(url.port() == 8443);
  CHECK(url.authority() == "www.example.com:8443");
  CHECK(url.origin() == "https://www.example.com:8443");
  CHECK(url.path() == "/a/b.html");
  CHECK(url.query() == "x=1&y=2");
  CHECK(url.path_and_query() == "/a/b.html?x=1&y=2");
  CHECK(url.fragment() == "top");
  CHECK(url.without_fragment() == "https://www.example.com:8443/a/b.html?x=1&y=2");

  Url bare = *Url::parse("http://[::1]#f");
  CHECK(bare.scheme() == "http");
  CHECK(bare.host() == "[::1]");
  CHECK(bare.port() == 80);
  CHECK(bare.authority() == "[::1]");
  CHECK(bare.path_and_query() == "/");
  CHECK(bare.query() == "");
  bare.drop_fragment();
  CHECK(bare.href() == "http://[::1]/");
  CHECK(bare.fragment() == "");
}

TEST_CASE("a URL of more than 2048 bytes is too long, however it became so") {
  const std::string prefix = "http://a.example/";
  CHECK(Url::parse(prefix + std::string(2048 - prefix.size(), 'a')).ok());
  CHECK(Url::parse(prefix + std::string(2049 - prefix.size(), 'a')).error() == "too-long");
  CHECK(Url::parse(prefix + std::string(1000, ' ') + "x").error() == "too-long");  // %20 each
  CHECK(Url::parse(prefix + std::string(1'000'000, '/')).error() == "too-long");
  std::string folded = prefix;
  for (int i = 0; i < 600; ++i) folded += "ab/../";
  CHECK(Url::parse(folded)->href() == prefix);
}

TEST_CASE("NUL bytes are data, not the end") {
  using namespace std::literals;
  CHECK(Url::parse("http://a.example/a\0b"sv)->href() == "http://a.example/a%00b");
  CHECK(Url::parse("http://a\0b.example/"sv).error() == "domain-invalid-code-point");
}
