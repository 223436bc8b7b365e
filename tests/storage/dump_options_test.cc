#include "storage/dump_options.h"

#include "storage/dump.h"
#include "tests/catch.h"

using namespace winnow;

TEST_CASE("bad dump options are named") {
  const auto fault = [](const std::string& name, const std::string& value) {
    const auto options = dump_options({{name, value}});
    return options.ok() ? std::string() : options.error();
  };
  CHECK(fault("format", "csv") == "there is no dump format csv");
  CHECK(fault("colour", "red") == "a dump takes no colour");
  CHECK(fault("kind", "listing") == "the kind listing is neither article nor thread");
  CHECK(fault("blocks", "yes") == "a flag must be 0 or 1");
  for (auto bad : {"-1", "1x", " 1", "99999999999999999999"})
    CHECK_FALSE(fault("since", bad) == "");
  for (auto bad : {",", "zh,", "zh,,en", "z_h", "zh-", "*", "abcdefghi"}) {
    INFO(bad);
    CHECK_FALSE(fault("language", bad) == "");
  }
  for (auto bad : {"23", "20231106", "2023-1", "2023-13", "2023-00", "2023-11-32", "2023-11-06T00",
                   "2023/11", "yyyy"}) {
    INFO(bad);
    CHECK_FALSE(fault("from", bad) == "");
    CHECK_FALSE(fault("fetched-to", bad) == "");
  }
  CHECK(dump_options({{"from", "2023-11"}, {"to", "2023-10-31"}}).error() ==
        "the dates end before they begin");
  CHECK(dump_options({{"from", "2023-11"}, {"to", "2023"}}).ok());
}

TEST_CASE("every dump option goes through a query and back") {
  const std::vector<std::pair<std::string, std::string>> values = {
      {"format", "text"},    {"since", "123"},         {"host", "[::1]:80"},
      {"language", "zh,en"}, {"kind", "thread"},       {"from", "2023"},
      {"to", "2023-11"},     {"fetched-from", "2024"}, {"fetched-to", "2024-02-29"},
      {"dedupe", "near"},    {"keep-templates", "1"},  {"blocks", "1"},
      {"quality", "1"}};
  const auto options = dump_options(values);
  REQUIRE(options.ok());
  CHECK(values_of(*options) == values);
  CHECK(values.size() <= dump_option_table().size());  // others' options have tests of their own
  CHECK(query_of(*options).starts_with("format=text&since=123&host=%5B%3A%3A1%5D%3A80&language="));
  const auto back = dump_options_of_query(query_of(*options));
  REQUIRE(back.ok());
  CHECK(values_of(*back) == values);
  CHECK(query_of(*dump_options_of_query("")) == "format=jsonl");
  CHECK(query_of(*dump_options_of_query("format=&blocks=0")) == "format=jsonl");
}

TEST_CASE("a query that is none is an error") {
  for (auto bad : {"x=1", "format", "since=%3", "since=%zz", "host=%", "blocks=yes", "=",
                   "format=no", "since=a", "&"}) {
    INFO(bad);
    CHECK_FALSE(dump_options_of_query(bad).ok());
  }
}
