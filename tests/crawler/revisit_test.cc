#include "crawler/revisit.h"

#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

TEST_CASE("home pages and listings are asked often, feeds oftener, articles rarely") {
  CHECK(revisit_kind(FetchKind::kPage, Verdict::kArticle, "/") == RevisitKind::kListing);
  CHECK(revisit_kind(FetchKind::kPage, Verdict::kListing, "/news") == RevisitKind::kListing);
  CHECK(revisit_kind(FetchKind::kPage, Verdict::kThread, "/t/1") == RevisitKind::kArticle);
  CHECK(revisit_kind(FetchKind::kFeed, Verdict::kEmpty, "/feed") == RevisitKind::kFeed);
  CHECK(revisit_kind(FetchKind::kSitemap, Verdict::kEmpty, "/s.xml") == RevisitKind::kFeed);
}

TEST_CASE("an interval begins as configured, grows unchanged, shrinks changed, within bounds") {
  const RevisitConfig config;  // article 7 d, listing 6 h, feed 1 h, 15 min..90 d, 1.5, 0.5
  const auto next = [&](RevisitKind kind, Change change, Millis previous) {
    return revisit_interval(config, kind, change, previous);
  };
  CHECK(next(RevisitKind::kArticle, Change::kFirst, 0ms) == 168h);
  CHECK(next(RevisitKind::kListing, Change::kFirst, 0ms) == 6h);
  CHECK(next(RevisitKind::kFeed, Change::kFirst, 0ms) == 1h);
  CHECK(next(RevisitKind::kFeed, Change::kUnchanged, 1h) == 90min);
  CHECK(next(RevisitKind::kFeed, Change::kChanged, 1h) == 30min);
  CHECK(next(RevisitKind::kFeed, Change::kChanged, 20min) == 15min);
  CHECK(next(RevisitKind::kArticle, Change::kUnchanged, 24h * 89) == 24h * 90);
  CHECK(next(RevisitKind::kListing, Change::kUnchanged, 0ms) == 6h);  // nothing is known
}

}  // namespace
}  // namespace winnow
