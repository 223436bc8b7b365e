#include "config/load.h"

#include <fstream>

#include "tests/catch.h"

using namespace winnow;

namespace {

LoadedConfig parse(std::string_view text) { return parse_config(text, "/etc/winnow/winnow.toml"); }

// The only fault of a config, as text without the file.
std::string only_fault(std::string_view text) {
  const LoadedConfig loaded = parse(text);
  REQUIRE(loaded.faults.size() == 1);
  return to_string(loaded.faults[0]).substr(std::string("/etc/winnow/winnow.toml:").size());
}

}  // namespace

TEST_CASE("an empty config has the defaults") {
  const LoadedConfig loaded = parse("");
  CHECK(loaded.faults.empty());
  CHECK(loaded.config.politeness.delay == Millis(5'000));
}

TEST_CASE("settings of every type are read") {
  const LoadedConfig loaded = parse(R"(
[identity]
contact = "crawl@example.org"
[seeds]
urls = ["https://example.org/", "https://example.com/"]
files = ["more.txt", "/srv/seeds.txt"]
[scope]
mode = "any"
max_depth = 3
[fetch]
addresses = "loopback"
max_body_bytes = "1MiB"
verify_tls = false
[politeness]
delay = "20ms"
latency_factor = 2
[storage]
path = "store"
)");
  REQUIRE(to_string(loaded.faults) == "");
  const Config& c = loaded.config;
  CHECK(c.identity.contact == "crawl@example.org");
  CHECK(c.seeds.urls == std::vector<std::string>{"https://example.org/", "https://example.com/"});
  CHECK(c.seeds.files ==
        std::vector<std::filesystem::path>{"/etc/winnow/more.txt", "/srv/seeds.txt"});
  CHECK(c.scope.mode == ScopeMode::kAny);
  CHECK(c.scope.max_depth == 3);
  CHECK(c.fetch.addresses == Addresses::kLoopback);
  CHECK(c.fetch.max_body_bytes == 1 << 20);
  CHECK_FALSE(c.fetch.verify_tls);
  CHECK(c.politeness.delay == Millis(20));
  CHECK(c.politeness.latency_factor == 2.0);
  CHECK(c.storage.path == "/etc/winnow/store");
  CHECK(loaded.line_of("seeds.urls[1]") == 5);
  CHECK(loaded.line_of("politeness.delay") == 15);
  CHECK(loaded.line_of("politeness.max_delay") == 0);
}

TEST_CASE("a site overrides what it names and leaves the rest") {
  const LoadedConfig loaded =
      parse("[[site]]\nhost = \"a.example\"\ndelay = \"20s\"\n[[site]]\nhost = \"b.example\"\n");
  REQUIRE(to_string(loaded.faults) == "");
  REQUIRE(loaded.config.sites.size() == 2);
  CHECK(loaded.config.sites[0].delay == Millis(20'000));
  CHECK(loaded.config.sites[1].delay == Millis(-1));
}

TEST_CASE("each fault names its line and its setting") {
  CHECK(only_fault("[fetch]\nmax_retry = 3\n") == "2: fetch.max_retry: there is no such setting");
  CHECK(only_fault("[fech]\n") == "1: fech: there is no such table");
  CHECK(only_fault("\n[politeness]\ndelay = 5\n") ==
        "3: politeness.delay: is not a time span in quotes, like \"5s\"");
  CHECK(only_fault("[politeness]\ndelay = \"5\"\n")
            .starts_with("2: politeness.delay: '5' is no time span"));
  CHECK(only_fault("[fetch]\nmax_redirects = 21\n") ==
        "2: fetch.max_redirects: is not a whole number between 0 and 20");
  CHECK(only_fault("[fetch]\nmax_redirects = -1\n") ==
        "2: fetch.max_redirects: is not a whole number between 0 and 20");
  CHECK(only_fault("[fetch]\nmax_body_bytes = \"1GiB\"\n") ==
        "2: fetch.max_body_bytes: is not between 1KiB and 64MiB");
  CHECK(only_fault("[fetch]\nverify_tls = \"no\"\n") ==
        "2: fetch.verify_tls: is neither true nor false");
  CHECK(only_fault("[scope]\nmode = \"all\"\n") ==
        "2: scope.mode: is none of \"host\" \"domain\" \"any\"");
  CHECK(only_fault("[identity]\nproduct_token = \"my bot\"\n")
            .starts_with("2: identity.product_token: 'my bot' must be"));
  CHECK(only_fault("[identity]\ncontact = \"me\"\n")
            .starts_with("2: identity.contact: 'me' must be"));
  CHECK(only_fault("[identity]\ncontact = \"a@b.c\\r\\nX: y\"\n") ==
        "2: identity.contact: holds control characters");
  CHECK(only_fault("[seeds]\nurls = \"http://a/\"\n") ==
        "2: seeds.urls: is not a list, like [\"a\", \"b\"]");
  CHECK(only_fault("[seeds]\nurls = [\n\"http://a/\",\n3]\n") ==
        "4: seeds.urls[1]: is not text in quotes");
  CHECK(only_fault("[revisit]\nunchanged_factor = nan\n") ==
        "2: revisit.unchanged_factor: is not a number between 1 and 100");
  CHECK(only_fault("[[site]]\ndelay = \"1s\"\n") == "1: site[0].host: is missing");
  CHECK(only_fault("[site]\nhost = \"a\"\n") == "1: site: write each as a [[site]] table");
  CHECK(only_fault("fetch = 3\n") == "1: fetch is not a table: write [fetch]");
  CHECK(only_fault("[revisit]\nmin = \"2h\"\nmax = \"1h\"\n") ==
        "3: revisit.max: is shorter than revisit.min");
}

TEST_CASE("all faults are listed, in the order of the file") {
  const LoadedConfig loaded =
      parse("[log]\nlevel = \"loud\"\n[fetch]\nmax_retries = 99\nproxi = \"\"\n");
  REQUIRE(loaded.faults.size() == 3);
  CHECK(loaded.faults[0].line == 2);
  CHECK(loaded.faults[1].line == 4);
  CHECK(loaded.faults[2].line == 5);
}

TEST_CASE("a syntax error is a fault with its line") {
  CHECK(only_fault("[fetch]\nmax_retries = = 3\n").starts_with("2: "));
  CHECK(only_fault("[fetch\n").starts_with("1: "));
}

TEST_CASE("a missing file, a folder and a file that is no UTF-8 are faults") {
  CHECK(to_string(load_config("/nowhere/winnow.toml").faults) ==
        "/nowhere/winnow.toml: there is no such file\n");
  CHECK(load_config("/").faults.size() == 1);
  CHECK(parse("[log]\nlevel = \"\xff\xfe\"\n").faults.size() == 1);
}

TEST_CASE("deep nesting is a fault, not a crash") {
  CHECK(parse("a = " + std::string(100'000, '[')).faults.size() >= 1);
}
