#include "tests/score/pages.h"

#include <zlib.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>

namespace winnow::score {
namespace {

std::string text_at(const boost::json::object& row, std::string_view key) {
  const auto* value = row.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::vector<std::string> texts_at(const boost::json::object& row, std::string_view key) {
  std::vector<std::string> texts;
  const auto* value = row.if_contains(key);
  if (!value || !value->is_array()) return texts;
  for (const auto& v : value->as_array()) {
    if (v.is_string()) texts.emplace_back(v.as_string());
  }
  return texts;
}

TruthPage read_row(const boost::json::object& row) {
  TruthPage page;
  page.id = text_at(row, "id");
  page.source = text_at(row, "source");
  page.site = text_at(row, "site");
  page.url = text_at(row, "url");
  page.charset = text_at(row, "charset");
  page.title = text_at(row, "title");
  page.author = text_at(row, "author");
  page.published = text_at(row, "published");
  page.has_body = row.contains("body");
  if (page.has_body) {
    page.bodies.push_back(text_at(row, "body"));
    for (std::string& other : texts_at(row, "alt")) page.bodies.push_back(std::move(other));
  }
  page.with = texts_at(row, "with");
  page.without = texts_at(row, "without");
  page.inner_chrome = texts_at(row, "inner_chrome");
  return page;
}

std::vector<TruthPage> read_rows(const std::string& path) {
  std::vector<TruthPage> pages;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    boost::json::value parsed = boost::json::parse(line);
    pages.push_back(read_row(parsed.as_object()));
  }
  return pages;
}

}  // namespace

std::string shared_directory() {
  const char* from_environment = std::getenv("WINNOW_SHARED");
  return from_environment ? from_environment : WINNOW_SOURCE_DIR "/../shared";
}

std::vector<TruthPage> load_truth(const std::string& shared) {
  std::vector<TruthPage> pages = read_rows(shared + "/extract/truth.jsonl");
  for (TruthPage& page : pages) page.path = shared + "/extract/pages/" + page.id + ".html.gz";
  return pages;
}

std::vector<TruthPage> load_fixtures(const std::string& shared) {
  std::vector<TruthPage> pages = read_rows(shared + "/zh-fixtures/truth.jsonl");
  for (TruthPage& page : pages) {
    page.source = "fixtures";
    page.site = page.id;
    page.path = shared + "/zh-fixtures/" + page.id.substr(page.id.find('-') + 1) + ".html";
  }
  TruthPage seed;
  seed.id = seed.source = seed.site = "seed-page";
  seed.path = shared + "/seed-page/page.html";
  seed.has_body = true;
  seed.bodies.push_back(read_bytes(shared + "/seed-page/body.txt"));
  if (!seed.bodies[0].empty()) pages.push_back(std::move(seed));
  return pages;
}

std::string read_bytes(const std::string& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");  // reads plain files as they are
  if (!file) return bytes;
  char buffer[1 << 16];
  for (int n; (n = gzread(file, buffer, sizeof buffer)) > 0;) {
    bytes.append(buffer, static_cast<size_t>(n));
  }
  gzclose(file);
  return bytes;
}

}  // namespace winnow::score
