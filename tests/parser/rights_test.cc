#include "parser/rights.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

// By purpose: a allowed, d denied, - unsaid; train, search, research, archive.
std::string letters(const Permissions& permissions) {
  std::string out;
  for (const Permission each : permissions) out += "-ad"[static_cast<size_t>(each)];
  return out;
}

std::string of(const std::vector<std::string>& said) {
  std::vector<RightsStatement> statements;
  for (const std::string& says : said) statements.push_back({"header", says, {}});
  return letters(combined(statements));
}

}  // namespace

TEST_CASE("each mark speaks of its purposes and of no other") {
  CHECK(of({}) == "----");
  CHECK(of({"content-usage: train-ai=n"}) == "d---");
  CHECK(of({"content-usage: train-ai=y"}) == "a---");
  CHECK(of({"content-usage: search=n"}) == "-d--");
  CHECK(of({"content-usage: ai-use=n"}) == "----");
  CHECK(of({"content-usage: bots=n"}) == "dddd");
  CHECK(of({"content-signal: ai-train=no"}) == "d---");
  CHECK(of({"content-signal: search=yes"}) == "-a--");
  CHECK(of({"content-signal: ai-input=no"}) == "----");
  CHECK(of({"tdm-reservation: 1"}) == "d-d-");
  CHECK(of({"tdm-reservation: 0"}) == "a-a-");
  CHECK(of({"tdm-policy: https://a.example/policy"}) == "----");
  CHECK(of({"robots: noai"}) == "d---");
  CHECK(of({"robots: noimageai"}) == "----");
  CHECK(of({"robots.txt: disallow"}) == "dddd");
  CHECK(of({"ai.txt: disallow"}) == "d---");
  CHECK(of({"license: https://creativecommons.org/licenses/by-nc/4.0/"}) == "----");
}

TEST_CASE("of several statements the most restrictive holds, in whatever order") {
  CHECK(of({"content-usage: train-ai=y", "robots: noai"}) == "d---");
  CHECK(of({"robots: noai", "content-usage: train-ai=y"}) == "d---");
  CHECK(of({"content-signal: search=yes", "content-signal: ai-train=no", "tdm-reservation: 0"}) ==
        "daa-");
}

TEST_CASE("a Creative Commons licence is told by its URL") {
  CHECK(licence_of("https://creativecommons.org/licenses/by-nc/4.0/") == "CC-BY-NC-4.0");
  CHECK(licence_of("http://creativecommons.org/licenses/by-sa/3.0/de/deed.en") == "CC-BY-SA-3.0");
  CHECK(licence_of("//www.creativecommons.org/licenses/BY-NC-ND/2.5") == "CC-BY-NC-ND-2.5");
  CHECK(licence_of("https://creativecommons.org/publicdomain/zero/1.0/") == "CC0-1.0");
  CHECK(licence_of("https://creativecommons.org/publicdomain/mark/1.0/?x") == "CC-PDM-1.0");
  for (const char* other :
       {"", "https://creativecommons.org/", "https://creativecommons.org/licenses/by/",
        "https://creativecommons.org/licenses/by/4/", "https://creativecommons.org/licenses/x/4.0/",
        "https://a.example/licenses/by/4.0/", "creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org.example/licenses/by/4.0/"}) {
    INFO(other);
    CHECK(licence_of(other) == "");
  }
}
