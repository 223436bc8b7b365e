#include "parser/rights_fields.h"

#include "parser/rights.h"
#include "parser/robots.h"
#include "parser/structured_dictionary.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

const Says kNothing;

}  // namespace

TEST_CASE("Content-Usage is a dictionary of y and n") {
  CHECK(content_usage("train-ai=n") == Says{"content-usage: train-ai=n"});
  CHECK(content_usage(" train-ai=y,\tsearch=n ") ==
        Says{"content-usage: train-ai=y", "content-usage: search=n"});
  CHECK(content_usage("train-ai=n;why=\"a, b\";x, search=y") ==
        Says{"content-usage: train-ai=n", "content-usage: search=y"});
  // The drafts' own examples: the last of a key counts, and values that are no tokens say nothing.
  CHECK(content_usage("train-ai=y, train-ai, search=n, search=\"n\"") == kNothing);
  CHECK(content_usage("train-ai;allow=n, train-ai=y") == Says{"content-usage: train-ai=y"});
  CHECK(content_usage("train-ai=N, search=no, x=1, b=?1, l=(n y);q=1.5, d=:bg==:") == kNothing);
}

TEST_CASE("a malformed Content-Usage says nothing") {
  for (const char* bad : {"", "Train-AI=n", "train-ai=n,", "train-ai=n search=n", "train-ai=n,,x=y",
                          "=n", "train-ai=", "train-ai=\"n", "train-ai=n, x=(a", "train-ai=n;",
                          "train-ai=n, x=?2", "train-ai=n, x=:a", "train-ai=n, x=1.", "\xff"}) {
    INFO(bad);
    CHECK(content_usage(bad) == kNothing);
  }
  std::string many;
  for (int i = 0; i < 300; ++i) many += "k" + std::to_string(i) + "=n,";
  CHECK(content_usage(many + "x=n") == kNothing);
}

TEST_CASE("Content-Signal is a list of yes and no, read with its slips") {
  CHECK(content_signal("search=yes, ai-train=no") ==
        Says{"content-signal: search=yes", "content-signal: ai-train=no"});
  CHECK(content_signal("AI-Train = NO,,search, ai-input=maybe,=no, x y=no") ==
        Says{"content-signal: ai-train=no"});
}

TEST_CASE("header fields and meta elements are known by their names") {
  CHECK(rights_field("Content-Usage", "search=n") == Says{"content-usage: search=n"});
  CHECK(rights_field("TDM-Reservation", " 1 ") == Says{"tdm-reservation: 1"});
  CHECK(rights_field("tdm-reservation", "0, 1") ==
        Says{"tdm-reservation: 1", "tdm-reservation: 0"});
  CHECK(rights_field("tdm-reservation", "10") == kNothing);
  CHECK(rights_field("tdm-policy", "https://a.example/p") ==
        Says{"tdm-policy: https://a.example/p"});
  CHECK(rights_field("tdm-policy", "javascript:x") == kNothing);
  CHECK(rights_field("tdm-policy", "https://a.example/" + std::string(600, 'x')) == kNothing);
  CHECK(rights_field("Content-Type", "train-ai=n") == kNothing);
  CHECK(is_rights_field("content-signal"));
  CHECK_FALSE(is_rights_field("content-type"));
}

TEST_CASE("of tdmrep.json the longest matching location counts") {
  const std::string file = R"([
    {"location": "/", "tdm-reservation": 0},
    {"location": "/news/*.html", "tdm-reservation": "1", "tdm-policy": "https://a.example/p"},
    {"location": "/news", "tdm-reservation": 0}, 7, {"tdm-reservation": 1}])";
  CHECK(tdmrep_file(file, "/about") == Says{"tdm-reservation: 0"});
  CHECK(tdmrep_file(file, "/news/1.html") ==
        Says{"tdm-reservation: 1", "tdm-policy: https://a.example/p"});
  CHECK(tdmrep_file(file, "/news/1") == Says{"tdm-reservation: 0"});
  CHECK(tdmrep_file(R"([{"location": "/a$", "tdm-reservation": 1}])", "/ab") == kNothing);
  for (const char* bad : {"", "{}", "[", "[[[]]]", "<html>", R"([{"location": 1}])"})
    CHECK(tdmrep_file(bad, "/") == kNothing);
  CHECK(tdmrep_file(std::string(100'000, '['), "/") == kNothing);
}

TEST_CASE("ai.txt is a robots.txt for training") {
  const std::string file = "User-Agent: *\nDisallow: /stories/\nDisallow: *.txt\nAllow: /\n";
  CHECK(ai_txt_file(file, "/stories/1", "winnow") == Says{"ai.txt: disallow"});
  CHECK(ai_txt_file(file, "/a.txt", "winnow") == Says{"ai.txt: disallow"});
  CHECK(ai_txt_file(file, "/about", "winnow") == kNothing);
  CHECK(ai_txt_file("", "/", "winnow") == kNothing);
}

TEST_CASE("robots.txt says by group and path what its pages may be used for") {
  // draft-ietf-aipref-attach-04, section 3.5.
  const std::string file =
      "User-Agent: *\nAllow: /\nDisallow: /never/\nContent-Usage: / train-ai=n\n"
      "Content-Usage: /ai-ok/ train-ai=y\n\nUser-Agent: ExampleBot\nAllow: /\n"
      "Content-Usage: / train-ai=y\n";
  const Robots anyone = Robots::parse(file, "winnow");
  CHECK(anyone.usage("/test") == Says{"content-usage: train-ai=n"});
  CHECK(anyone.usage("/ai-ok/test") == Says{"content-usage: train-ai=y"});
  CHECK(Robots::parse(file, "ExampleBot").usage("/test") == Says{"content-usage: train-ai=y"});
  CHECK_FALSE(anyone.allows("/never/x"));
}

TEST_CASE("rules of one path add up, and Content-Signal needs no path") {
  const Robots robots = Robots::parse(
      "User-agent: *\nContent-Signal: search=yes, ai-train=no # as they say\n"
      "content-usage : /a train-ai=y\nContent-Usage: /a train-ai=n\nContent-Usage: search=n\n",
      "winnow");
  CHECK(robots.usage("/a/b") == Says{"content-usage: train-ai=y", "content-usage: train-ai=n",
                                     "content-signal: search=yes", "content-signal: ai-train=no"});
  CHECK(robots.usage("/b") == Says{"content-usage: search=n", "content-signal: search=yes",
                                   "content-signal: ai-train=no"});
}

TEST_CASE("a usage line belongs to its group, and ahead of all groups to everyone") {
  const Robots ours = Robots::parse(
      "Content-Signal: search=yes\nUser-agent: other\nContent-Signal: ai-train=no\n"
      "User-agent: winnow\nCrawl-delay: 1\n",
      "winnow");
  CHECK(ours.usage("/") == Says{"content-signal: search=yes"});
  CHECK(Robots::parse("User-agent: *\nDisallow: /x\n", "winnow").usage("/") == kNothing);
}

TEST_CASE("a dictionary keeps its keys in order with their tokens") {
  const auto dictionary =
      parse_structured_dictionary("a=x, *b;c=1, d=@-12, e=%\"f%c3\", g=\"h\\\"\"");
  REQUIRE(dictionary);
  REQUIRE(dictionary->size() == 5);
  CHECK((*dictionary)[0] == std::pair<std::string, std::string>{"a", "x"});
  CHECK((*dictionary)[1] == std::pair<std::string, std::string>{"*b", ""});
  CHECK(parse_structured_dictionary("")->empty());
  CHECK_FALSE(parse_structured_dictionary("a=1234567890123456"));
  CHECK_FALSE(parse_structured_dictionary("a=\"\\n\""));
}
