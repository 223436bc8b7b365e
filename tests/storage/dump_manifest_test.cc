#include "storage/dump_manifest.h"

#include <boost/json.hpp>

#include "storage/record_schema.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

DumpManifest manifest() {
  DumpManifest m;
  m.options = {{"format", "jsonl"}, {"language", "zh"}};
  m.compression = "zstd";
  m.suffix = ".jsonl.zst";
  m.shard_size = 1000;
  m.result = {70, true, 2, 1, 3, {{"language", 1234567}, {"duplicate", 2}}, {}};
  for (const std::string host : {"b.example", "a|b.example"})
    m.statistics.add(R"({"url":"http://)" + host +
                     R"(/","language":"zh","script":"Hans","published":"2023-11-06",)"
                     R"("fetched":"2023-11-07T00:00:00Z","verdict":"article","text":"黄河"})");
  m.shards = {{"corpus-00000.jsonl.zst", 2, 10, 300, "00ff"}};
  return m;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("the manifest has cursor, options, drops, statistics and shards") {
  CHECK(manifest_json(manifest()) ==
        R"({"cursor":70,"options":{"format":"jsonl","language":"zh"},"compression":"zstd",)"
        R"("shard_size":1000,"joined_pages":3,"left_out":{"language":1234567,"duplicate":2},)"
        R"("statistics":{"articles":2,"characters":4,"deletions":0,"hosts":2,)"
        R"("first_fetched":"2023-11-07T00:00:00Z","last_fetched":"2023-11-07T00:00:00Z",)"
        R"("languages":{"zh-Hans":{"articles":2,"characters":4}},)"
        R"("kinds":{"article":{"articles":2,"characters":4}},)"
        R"("years":{"2023":{"articles":2,"characters":4}},"rights":{},"licences":{},"rules":{}},)"
        R"("shards":[{"file":"corpus-00000.jsonl.zst","records":2,"bytes":10,)"
        R"("content_bytes":300,"sha256":"00ff"}]})"
        "\n");
}

TEST_CASE("the data card has the Hub's metadata, the statistics, and what was left out") {
  const std::string card = data_card(manifest());
  CHECK(
      card.starts_with("---\npretty_name: Web corpus by winnow\nlicense: unknown\n"
                       "language:\n- zh\ntask_categories:\n- text-generation\n- fill-mask\n"
                       "size_categories:\n- n<1K\nconfigs:\n- config_name: default\n"
                       "  data_files:\n  - split: train\n    path: corpus-*.jsonl.zst\n"
                       "dataset_info:\n  features:\n  - name: id\n    dtype: string\n"));
  CHECK(has(card,
            "\n---\n\n# Web corpus\n\n2 articles and threads with 4 characters, from 2 hosts, "
            "fetched from 2023-11-07 to 2023-11-07. Files: 1, 10 bytes (300 uncompressed)"));
  CHECK(has(card, "| zh-Hans | 2 | 4 |\n"));
  CHECK(has(card, "| 2023 | 2 | 4 |\n"));
  CHECK(has(card, "| a\\|b.example | 1 | 2 |\n| b.example | 1 | 2 |\n"));
  CHECK(has(card, "| language | zh |\n"));
  CHECK(has(card, "| language | 1,234,567 |\n| duplicate | 2 |\n"));
  CHECK(data_card(manifest()) == card);
}

TEST_CASE("the features of a dataset are the members of the schema, lists with what is in them") {
  const std::string features = dataset_features({});
  CHECK(has(features, "  - name: language_confidence\n    dtype: float64\n"));
  CHECK(has(features, "  - name: pages\n    sequence: string\n"));
  CHECK(has(features,
            "  - name: dropped\n    list:\n    - name: rule\n      dtype: string\n"
            "    - name: count\n      dtype: int64\n"));
  CHECK_FALSE(has(features, "blocks"));
  const std::string_view with[] = {"blocks", "quality"};
  CHECK(has(dataset_features(with), "  - name: blocks\n    list:\n    - name: kind\n"));
  CHECK(has(dataset_features(with),
            "  - name: quality\n    struct:\n    - name: characters\n      dtype: int64\n"));
  CHECK(boost::json::parse(record_schema()).is_object());
}
