// The extraction's scores on the shared pages must not fall below what was reached. Without those
// pages, and under sanitizers (too slow), the test says that it is skipped.
#include "parser/extract.h"
#include "tests/catch.h"
#include "tests/score/pages.h"
#include "tests/score/table.h"

using namespace winnow;
using namespace winnow::score;

namespace {

struct Floor {
  const char* source;
  double f1;
};

constexpr Floor kFloors[] = {
    {"aeb", 0.977},      {"cwced", 0.981},       {"fundus", 0.988},       {"mh-article", 0.951},
    {"mh-forum", 0.889}, {"trafilatura", 0.954}, {"wcxb-article", 0.964}, {"zh-gold", 0.988},
    {"seed-page", 1.0},  {"fixtures", 1.0},
};
constexpr double kMostLeaked = 0.02;
constexpr double kTitles = 0.95, kDates = 0.96, kAuthors = 0.87;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

}  // namespace

TEST_CASE("the scores on the shared pages stay at what was reached") {
  std::vector<TruthPage> pages = load_truth(shared_directory());
  if (pages.empty() || kSanitized) {
    WARN("SKIPPED: no shared pages, or a build with sanitizers");
    return;
  }
  for (TruthPage& fixture : load_fixtures(shared_directory())) pages.push_back(std::move(fixture));
  ScoreTable table;
  for (const TruthPage& truth : pages) {
    const std::string bytes = read_bytes(truth.path);
    const Result<Url> url = Url::parse(truth.url);
    Page page;
    page.url = url ? &*url : nullptr;
    page.bytes = bytes;
    const Extraction e = extract(page, {});
    table.add(truth, {text_of(e), e.metadata.title, e.metadata.author, e.metadata.published});
  }
  WARN(table.text());
  for (const Floor& floor : kFloors) {
    INFO(floor.source);
    CHECK(table.f1(floor.source) >= floor.f1);
  }
  CHECK(table.leaked_mean() <= kMostLeaked);
  CHECK(table.title.share() >= kTitles);
  CHECK(table.published.share() >= kDates);
  CHECK(table.author.share() >= kAuthors);
}
