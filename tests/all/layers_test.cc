// The house rules that a compiler does not check: layers are a chain, includes are written from the
// root, files stay small, every folder says what is in it.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "tests/catch.h"

namespace fs = std::filesystem;

namespace {

const std::array<std::string, 5> kLayers = {"config", "parser", "storage", "crawler", "tests"};

struct Source {
  std::string path;  // from the root
  std::vector<std::string> lines;
};

std::vector<Source> sources() {
  const fs::path root = WINNOW_SOURCE_DIR;
  std::vector<Source> found;
  for (const std::string& layer : kLayers) {
    for (const auto& entry : fs::recursive_directory_iterator(root / layer)) {
      const std::string extension = entry.path().extension();
      if (extension != ".h" && extension != ".cc") continue;
      Source source{fs::relative(entry.path(), root), {}};
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) source.lines.push_back(line);
      found.push_back(std::move(source));
    }
  }
  return found;
}

size_t layer_of(const std::string& path) {
  const std::string first = path.substr(0, path.find('/'));
  return std::find(kLayers.begin(), kLayers.end(), first) - kLayers.begin();
}

// What is wrong with one include of a file, or "".
std::string fault_of(const std::string& file, const std::string& included) {
  const size_t from = layer_of(file), to = layer_of(included);
  if (to == kLayers.size()) return "is not written from the root";
  if (to > from) return "points to a layer on its right";
  return "";
}

}  // namespace

TEST_CASE("an include points to its own layer or to the left, and is written from the root") {
  const std::regex include(R"re(^\s*#include "([^"]+)")re");
  for (const Source& source : sources()) {
    for (const std::string& line : source.lines) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      INFO(source.path << " includes " << match[1]);
      CHECK(fault_of(source.path, match[1]) == "");
    }
  }
}

TEST_CASE("the include check refuses what it should") {
  CHECK(fault_of("parser/url.cc", "parser/url.h") == "");
  CHECK(fault_of("crawler/main.cc", "config/config.h") == "");
  CHECK(fault_of("parser/url.cc", "storage/store.h") != "");
  CHECK(fault_of("storage/store.cc", "crawler/engine.h") != "");
  CHECK(fault_of("parser/url.cc", "url.h") != "");
}

TEST_CASE("a library stays in the layer that may know it") {
  struct Rule {
    std::string library;
    std::vector<std::string> layers;
  };
  const std::vector<Rule> rules = {
      {"gumbo.h", {"parser", "tests"}},
      {"leveldb/", {"storage", "tests"}},
      {"curl/curl.h", {"crawler", "tests"}},
      {"boost/asio", {"crawler", "tests"}},
      {"boost/beast", {"crawler", "tests"}},
      {"spdlog/", {"crawler", "tests"}},
      {"toml++/", {"config", "tests"}},
      {"thread>", {"crawler", "tests"}},
      {"mutex>", {"storage", "crawler", "tests"}},
  };
  for (const Source& source : sources()) {
    const std::string layer = source.path.substr(0, source.path.find('/'));
    for (const Rule& rule : rules) {
      for (const std::string& line : source.lines) {
        if (!line.starts_with("#include <" + rule.library)) continue;
        INFO(source.path << ": " << line);
        CHECK(std::count(rule.layers.begin(), rule.layers.end(), layer) == 1);
      }
    }
  }
}

TEST_CASE("a source file has at most 450 lines") {
  for (const Source& source : sources()) {
    INFO(source.path);
    CHECK(source.lines.size() <= 450);
  }
}

TEST_CASE("the sources leave nothing for later in their own words") {
  const std::regex later(std::string("\\b(TO") + "DO|FIX" + "ME|XX" + "X)\\b");
  for (const Source& source : sources()) {
    for (const std::string& line : source.lines) {
      INFO(source.path << ": " << line);
      CHECK_FALSE(std::regex_search(line, later));
    }
  }
}
