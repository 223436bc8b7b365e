// Against pages that are not part of the project: a folder `shared` beside the checkout, or
// $WINNOW_SHARED. Without them these tests say that they are skipped.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "parser/extract.h"
#include "tests/catch.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

fs::path shared() {
  const char* set = std::getenv("WINNOW_SHARED");
  return set ? fs::path(set) : fs::path(WINNOW_SOURCE_DIR) / "../shared";
}

bool skipped(const fs::path& path) {
  if (fs::exists(path)) return false;
  WARN("SKIPPED: there is no " << path.string());
  return true;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Extraction extract_page(const std::string& bytes, std::string_view href) {
  const Result<Url> url = Url::parse(href);
  Page page;
  page.url = url ? &*url : nullptr;
  page.bytes = bytes;
  return extract(page, {});
}

}  // namespace

TEST_CASE("the page that the project began with gives its body to the letter") {
  if (skipped(shared() / "seed-page/page.html")) return;
  std::string expected = read(shared() / "seed-page/body.txt");
  if (expected.ends_with('\n')) expected.pop_back();
  const Extraction e = extract_page(read(shared() / "seed-page/page.html"),
                                    "https://www.example.test/p/569380.html");
  CHECK(text_of(e) == expected);
  CHECK(e.metadata.title == "为什么ChatGPT不是诞生在中国?");
  CHECK(e.metadata.published == "2025-11-10T05:15:00+08:00");
  CHECK(e.metadata.author == "程序猿");
}
