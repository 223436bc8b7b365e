#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::score {

// A page of the shared set with its truth. `body` and `alternatives` for body sources, `with` and
// `without` for snippet sources.
struct TruthPage {
  std::string id, source, site, url, charset;
  std::string path;  // of its bytes, maybe with .gz
  bool has_body = false;
  std::vector<std::string> bodies;  // any of them is right
  std::vector<std::string> with, without;
  std::vector<std::string> inner_chrome;
  std::string title, author, published;
};

// Where the shared pages are: the environment's WINNOW_SHARED, or ../shared beside the checkout.
std::string shared_directory();

// The rows of extract/truth.jsonl; empty if the shared pages are not there.
std::vector<TruthPage> load_truth(const std::string& shared);

// Pages made for this: zh-fixtures and the page that the project began with.
std::vector<TruthPage> load_fixtures(const std::string& shared);

// The bytes of a file, decompressed if its name ends with .gz. Empty if it cannot be read.
std::string read_bytes(const std::string& path);

}  // namespace winnow::score
