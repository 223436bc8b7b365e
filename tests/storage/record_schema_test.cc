// storage/record.schema.json says what the lines of a dump are, and nothing else.
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;
namespace json = boost::json;

namespace {

json::value schema() {
  std::ifstream file(WINNOW_SOURCE_DIR "/storage/record.schema.json");
  return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

// What is wrong with the value by the schema; empty: nothing.
std::string faults_of(const json::value& value) {
  const json::value text = schema();
  valijson::Schema parsed;
  valijson::adapters::BoostJsonAdapter schema_adapter(text), adapter(value);
  valijson::SchemaParser().populateSchema(schema_adapter, parsed);
  valijson::ValidationResults results;
  valijson::Validator().validate(parsed, adapter, &results);
  std::ostringstream faults;
  for (const auto& fault : results) {
    for (const std::string& step : fault.context) faults << step;
    faults << ": " << fault.description << '\n';
  }
  return faults.str();
}

// Every kind of block and verdict, every field with and without a value, several pages, a deletion.
std::vector<json::value> lines() {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article_commit("http://gone.example/", "gone"),
                article_commit("http://plain.example/", "plain")},
               false);
  Commit full = article_commit("https://full.example/x?y", "full", at(1'699'234'937));
  ArticleRecord& a = *full.article;
  a.metadata = {"T", "A", "2023-11-06T09:42:17+08:00", "S", "https://full.example/x", "zh"};
  a.language = {"zh-Hant", 0.98f};
  a.charset = "Big5";
  a.verdict = Verdict::kThread;
  a.dropped = {{"copyright", 1}};
  for (int kind = 0; kind <= static_cast<int>(BlockKind::kPost); ++kind)
    a.blocks.push_back({static_cast<BlockKind>(kind), 1, 7, "\"block\" " + std::to_string(kind)});
  a.next_page = "https://full.example/2";
  full.links = {new_url(a.next_page)};
  Commit year = article_commit("http://year.example/", "plain");
  year.article->metadata.published = "2009";
  year.article->language.code = "en";
  store->apply({full, article_commit("https://full.example/2", "more"), year,
                tombstone_commit("http://gone.example/", "gone")},
               false);
  std::string bytes;
  const auto options =
      dump_options({{"since", "1"}, {"blocks", "1"}, {"quality", "1"}, {"dedupe", "none"}});
  REQUIRE(dump(*store, *options, [&](std::string_view part) {
            bytes += part;
            return true;
          }).ok());
  std::vector<json::value> all;
  for (size_t begin = 0, end; begin < bytes.size(); begin = end + 1) {
    end = bytes.find('\n', begin);
    all.push_back(json::parse(bytes.substr(begin, end - begin)));
  }
  return all;
}

}  // namespace

TEST_CASE("every line of a dump is valid by the schema") {
  const auto all = lines();
  CHECK(all.size() == 5);  // three articles, a page that is part of one, and what is gone
  for (const json::value& line : all) CHECK(faults_of(line) == "");
}

TEST_CASE("a dump's lines have exactly the members that the schema has") {
  const json::value described = schema();
  for (const std::string kind : {"article", "deletion"}) {
    const bool deletion = kind == "deletion";
    std::set<std::string> named, met;
    for (const auto& [name, member] :
         described.at("definitions").at(kind).at("properties").as_object())
      named.insert(std::string(name));
    for (const json::value& line : lines()) {
      if (line.as_object().contains("deleted") != deletion) continue;
      for (const auto& [name, member] : line.as_object()) met.insert(std::string(name));
    }
    CHECK(met == named);
  }
}

TEST_CASE("the schema refuses what no dump gives") {
  const json::value line = lines()[0];
  REQUIRE(faults_of(line) == "");
  const auto faults = [&](auto change) {
    json::object changed = line.as_object();
    change(changed);
    return faults_of(changed).size();
  };
  CHECK(faults([](auto& o) { o["colour"] = "red"; }) > 0);
  CHECK(faults([](auto& o) { o.erase("title"); }) > 0);
  CHECK(faults([](auto& o) { o["title"] = nullptr; }) > 0);
  CHECK(faults([](auto& o) { o["sequence"] = 0; }) > 0);
  CHECK(faults([](auto& o) { o["sequence"] = 1.5; }) > 0);
  CHECK(faults([](auto& o) { o["id"] = "F83f262048ccc7d167d920b5d476173c"; }) > 0);
  CHECK(faults([](auto& o) { o["published"] = "6.11.2023"; }) > 0);
  CHECK(faults([](auto& o) { o["verdict"] = "listing"; }) > 0);
  CHECK(faults([](auto& o) { o["language_confidence"] = 1.1; }) > 0);
  CHECK(faults([](auto& o) { o["pages"] = {"no url"}; }) > 0);
  CHECK(faults([](auto& o) { o["deleted"] = true; }) > 0);
}
