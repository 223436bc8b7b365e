#include "storage/dump_statistics.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

using Line = DumpStatistics::Line;

std::string article(const std::string& url, const std::string& language, const std::string& script,
                    const std::string& published, const std::string& text) {
  return R"({"url":")" + url + R"(","language":")" + language + R"(","script":")" + script +
         R"(","published":")" + published + R"(","fetched":"2023-11-0)" +
         std::to_string(1 + text.size() % 9) + R"(T00:00:00Z","verdict":"article","text":")" +
         text + R"(","dropped":[{"rule":"url","count":1}],"blocks":[{"text":"not counted"}]})";
}

bool equal(const Tally& tally, uint64_t articles, uint64_t characters) {
  return tally.articles == articles && tally.characters == characters;
}

}  // namespace

TEST_CASE("lines are counted by language, kind, year and host; characters are code points") {
  DumpStatistics all;
  CHECK(all.add(article("http://a.example/1", "zh", "Hans", "2023-11-06", "黄河\\n\\u4e2d")) ==
        Line::kArticle);
  CHECK(all.add(article("https://a.example/2", "en", "", "", "abc")) == Line::kArticle);
  CHECK(all.add(article("http://b.example:81/", "zh", "Hant", "2023", "")) == Line::kArticle);
  CHECK(all.add(R"({"id":"x","url":"http://a.example/","deleted":true,"reason":""})") ==
        Line::kDeletion);
  CHECK(equal(all.total, 3, 7));
  CHECK(all.deletions == 1);
  CHECK(all.languages.size() == 3);
  CHECK(equal(all.languages["zh-Hans"], 1, 4));
  CHECK(equal(all.languages["en"], 1, 3));
  CHECK(equal(all.years["2023"], 2, 4));
  CHECK(equal(all.years[""], 1, 3));
  CHECK(equal(all.hosts["a.example"], 2, 7));
  CHECK(equal(all.hosts["b.example:81"], 1, 0));
  CHECK(equal(all.kinds["article"], 3, 7));
  CHECK(all.rules.size() == 1);
  CHECK(all.rules["url"] == 3);
  CHECK(all.first_fetched == "2023-11-01T00:00:00Z");
  CHECK(all.last_fetched > all.first_fetched);
}

TEST_CASE("what owners say is counted by purpose, and licences by name") {
  DumpStatistics all;
  const auto line = [](const std::string& train, const std::string& license) {
    return R"({"text":"ab","rights":{"train":")" + train + R"(","search":"unsaid","license":")" +
           license + R"(","statements":[{"source":"meta","says":"license: {"}]}})";
  };
  CHECK(all.add(line("denied", "")) == Line::kArticle);
  CHECK(all.add(line("denied", "CC-BY-4.0")) == Line::kArticle);
  CHECK(all.add(line("unsaid", "CC-BY-4.0")) == Line::kArticle);
  CHECK(all.rights.size() == 1);
  CHECK(equal(all.rights["train denied"], 2, 4));
  CHECK(all.licences.size() == 1);
  CHECK(equal(all.licences["CC-BY-4.0"], 2, 4));
}

TEST_CASE("what is no line of a dump is not counted") {
  DumpStatistics all;
  for (const std::string bad : {"", "{", "{}", "[]", "7", "{\"text\":7}", "{\"text\":\"x}",
                                "{\"text\":\"x\"", "{\"text\":\"x\"} {}", "[{\"text\":\"x\"}]"}) {
    INFO(bad);
    CHECK(all.add(bad) == Line::kNeither);
  }
  CHECK(all.add(std::string(100'000, '[')) == Line::kNeither);
  CHECK(all.add(R"({"text":"still read"})") == Line::kArticle);
  CHECK(equal(all.total, 1, 10));
}

TEST_CASE(
    "an escape is one character, a surrogate pair too, and quotes within a text do not end it") {
  const auto characters = [](const std::string& text) {
    DumpStatistics all;
    REQUIRE(all.add("{\"a\":[{\"b\":\"]}\"},7],\"text\":\"" + text + "\",\"n\":-1.5e3}") ==
            Line::kArticle);
    return all.total.characters;
  };
  CHECK(characters("") == 0);
  CHECK(characters(R"(a\"b)") == 3);
  CHECK(characters(R"(\\)") == 1);
  CHECK(characters(R"(\\\"\n\/)") == 4);
  CHECK(characters(R"(\u4e2d\ud83d\ude00\uDBFF\uDFFF)") == 3);
  DumpStatistics broken;
  broken.add("{\"text\":\"\\u4\"}");
  CHECK(broken.total.characters == 1);
  CHECK(characters("黄河流域的考古发现 with ASCII, 😀") == 23);
}

TEST_CASE("hosts beyond the bound are counted together") {
  DumpStatistics all;
  for (size_t i = 0; i < DumpStatistics::kMostNames + 3; ++i)
    all.add(article("http://h" + std::to_string(i) + ".example/", "en", "", "", "x"));
  CHECK(all.hosts.size() == DumpStatistics::kMostNames);
  CHECK(equal(all.other_hosts, 3, 3));
}
