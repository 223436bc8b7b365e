// The scores of the extraction on the shared pages (a folder `shared` beside the checkout, or
// $WINNOW_SHARED), the fixtures, and how long it takes.
//
//   score_bench [PREDICTIONS.jsonl]     writes what it extracted as JSON lines of id and body
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "parser/extract.h"
#include "tests/score/pages.h"
#include "tests/score/table.h"

using namespace winnow;
using namespace winnow::score;

int main(int argc, char** argv) {
  std::vector<TruthPage> pages = load_truth(shared_directory());
  for (TruthPage& fixture : load_fixtures(shared_directory())) pages.push_back(std::move(fixture));
  if (pages.empty()) {
    std::fprintf(stderr, "there are no shared pages in %s\n", shared_directory().c_str());
    return 1;
  }
  std::ofstream predictions;
  if (argc > 1) predictions.open(argv[1]);
  ScoreTable table;
  size_t bytes_read = 0;
  std::chrono::duration<double> spent{0};
  for (const TruthPage& truth : pages) {
    std::string bytes = read_bytes(truth.path);
    bytes_read += bytes.size();
    Result<Url> url = Url::parse(truth.url);
    Page page;
    page.url = url ? &*url : nullptr;
    page.bytes = bytes;
    auto start = std::chrono::steady_clock::now();
    Extraction e = extract(page, {});
    spent += std::chrono::steady_clock::now() - start;
    Output output{text_of(e), e.metadata.title, e.metadata.author, e.metadata.published};
    table.add(truth, output);
    if (predictions.is_open()) {
      predictions << boost::json::serialize(boost::json::object{
                         {"id", truth.id}, {"body", output.text}, {"verdict", name_of(e.verdict)}})
                  << '\n';
    }
  }
  std::printf("%s", table.text().c_str());
  std::printf("%zu pages, %.1f MB, %.2f s: %.0f pages/s, %.1f MB/s\n", pages.size(),
              static_cast<double>(bytes_read) / 1e6, spent.count(),
              static_cast<double>(pages.size()) / spent.count(),
              static_cast<double>(bytes_read) / 1e6 / spent.count());
}
