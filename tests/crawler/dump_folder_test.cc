#include "crawler/dump_folder.h"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <map>

#include "parser/gunzip.h"
#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

// All files of a folder by name.
std::map<std::string, std::string> files(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    all[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return all;
}

std::string article(int n) {  // 100 bytes with its end
  std::string line = R"({"url":"http://a.example/)" + std::to_string(n) + R"(","text":")";
  return line + std::string(100 - line.size() - 3, 'x') + "\"}\n";
}

const std::string kDeletion = R"({"url":"http://a.example/x","deleted":true})"
                              "\n";

void write(DumpFolder& folder, const std::string& lines, size_t piece) {
  for (size_t at = 0; at < lines.size(); at += piece) folder.write(lines.substr(at, piece));
  folder.finish({7, true, 5, 1, 0, {{"duplicate", 2}}});
}

std::string lines() {
  std::string all;
  for (int n = 0; n < 5; ++n) all += article(n);
  return all + kDeletion;
}

const Compression& none() { return compressions()[0]; }

TEST_CASE("a dump in a folder has shards of bounded size, a manifest that fits them, and a card") {
  const TemporaryFolder place;
  const fs::path out = place.path() / "a" / "b";
  DumpFolder folder(out, {}, none(), 250);
  write(folder, lines(), 7);
  const auto all = files(out);
  CHECK(all.size() == 7);
  CHECK(all.at("corpus-00000.jsonl") == article(0) + article(1));
  CHECK(all.at("corpus-00001.jsonl") == article(2) + article(3));
  CHECK(all.at("corpus-00002.jsonl") == article(4));
  CHECK(all.at("deleted-00000.jsonl") == kDeletion);
  CHECK(all.at("README.md").starts_with("---\n"));
  CHECK(boost::json::parse(all.at("record.schema.json")).is_object());
  const auto manifest = boost::json::parse(all.at("manifest.json"));
  CHECK(manifest.at("cursor") == 7);
  CHECK(manifest.at("shards").as_array().size() == 4);
  const auto& shard = manifest.at("shards").as_array()[1];
  CHECK(shard.at("file") == "corpus-00001.jsonl");
  CHECK(shard.at("records") == 2);
  CHECK(shard.at("bytes") == 200);
  Sha256 sum;
  sum.add(all.at("corpus-00001.jsonl"));
  CHECK(std::string_view(shard.at("sha256").as_string()) == sum.hex());
}

TEST_CASE("SHA-256 is that of FIPS 180-4") {
  Sha256 sum;
  sum.add("a");
  sum.add("bc");
  CHECK(sum.hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the same dump gives the same folder, whatever its pieces, also after one broken off") {
  const TemporaryFolder place;
  const Compression& gzip = **compression("gzip");
  DumpFolder first(place.path() / "1", {}, gzip, 300);
  write(first, lines(), 1);
  const auto whole = files(place.path() / "1");
  CHECK(*gunzip(whole.at("corpus-00001.jsonl.gz"), 1000) == article(3) + article(4));
  {
    DumpFolder broken(place.path() / "2", {}, gzip, 150);
    broken.write(lines());
  }
  CHECK(files(place.path() / "2").size() == 4);  // whole shards, no manifest
  // As a kill leaves them.
  for (const char* name :
       {"corpus-00009.jsonl.gz.aB3xYz", "manifest.json.aB3xYz", "record.schema.json", "README.md"})
    std::ofstream(place.path() / "2" / name) << "half";
  DumpFolder again(place.path() / "2", {}, gzip, 300);
  write(again, lines(), 1000);
  CHECK(files(place.path() / "2") == whole);
}

TEST_CASE("a folder with a whole dump, or with anything else in it, is left alone") {
  const TemporaryFolder place;
  DumpFolder first(place.path() / "1", {}, none(), 300);
  write(first, lines(), 100);
  const auto before = files(place.path() / "1");
  CHECK_THROWS_WITH(DumpFolder(place.path() / "1", {}, none(), 300),
                    Catch::Contains("has a whole dump already"));
  CHECK(files(place.path() / "1") == before);
  fs::create_directory(place.path() / "2");
  for (const char* name : {"README.md", "notes.txt", "corpus-1.jsonl", "corpus-00001.txt"}) {
    std::ofstream(place.path() / "2" / name) << "mine";
    CHECK_THROWS_WITH(DumpFolder(place.path() / "2", {}, none(), 300),
                      Catch::Contains("has something else in it: " + std::string(name)));
    CHECK(files(place.path() / "2").size() == 1);
    fs::remove(place.path() / "2" / name);
  }
}

TEST_CASE("a record larger than a shard has one of its own; no records, no shards") {
  const TemporaryFolder place;
  DumpFolder small(place.path() / "1", {}, none(), 1);
  write(small, article(1) + article(2), 1000);
  CHECK(files(place.path() / "1").size() == 5);
  DumpFolder empty(place.path() / "2", {}, none(), 1);
  write(empty, "", 1);
  CHECK(files(place.path() / "2").size() == 3);
}

TEST_CASE("a line that is none of a dump ends it") {
  const TemporaryFolder place;
  DumpFolder folder(place.path() / "1", {}, none(), 300);
  CHECK_THROWS(folder.write("no JSON\n"));
}

}  // namespace
}  // namespace winnow
