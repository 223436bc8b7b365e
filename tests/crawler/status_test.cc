#include "crawler/status.h"

#include <boost/json.hpp>
#include <sstream>

#include "crawler/metrics.h"
#include "tests/catch.h"

namespace winnow {
namespace {

const Time kNow{Seconds(784'111'777)};

CrawlStatus example() {
  CrawlStatus s;
  s.state = "running";
  s.pid = 17;
  s.now = kNow;
  s.started = kNow - Seconds(90'061);
  s.engine.queued = 1'234'567;
  s.engine.hosts = 12;
  s.engine.next_due = kNow + Millis(1'500);
  s.engine.next_host = "news.example";
  s.max_connections = 256;
  s.counters = {{"pages_fetched", 41}, {"outcomes:ok", 40}, {"outcomes:not-found", 1}};
  s.resident_bytes = 3 << 20;
  return s;
}

TEST_CASE("the status as JSON has its numbers, times and counters by name") {
  const auto json = boost::json::parse(status_json(example()));
  CHECK(json.at("now").as_string() == "1994-11-06T08:49:37Z");
  CHECK(json.at("uptime_seconds").to_number<int>() == 90'061);
  CHECK(json.at("frontier").at("queued").to_number<int>() == 1'234'567);
  CHECK(json.at("frontier").at("next_due_in_seconds").to_number<int>() == 2);
  CHECK(json.at("counters").at("outcomes").at("ok").to_number<int>() == 40);
  CHECK(json.at("counters").at("pages_fetched").to_number<int>() == 41);
  CHECK(json.at("counters").at("articles_new").to_number<int>() == 0);
}

TEST_CASE("the status for a person says what is waited for") {
  const std::string text = status_text(status_json(example()));
  CHECK(text.find("running for 1 d 1 h, pid 17, 3.0 MiB") != std::string::npos);
  CHECK(text.find("1,234,567 URLs") != std::string::npos);
  CHECK(text.find("news.example, in 2 s, at 1994-11-06T08:49:38Z") != std::string::npos);
  CHECK(text.find("ok 40, not-found 1") != std::string::npos);

  CrawlStatus paused = example();
  paused.state = "paused";
  paused.reason = "disk";
  CHECK(status_text(status_json(paused)).find("paused (disk)") != std::string::npos);
  CrawlStatus empty = example();
  empty.engine = {};
  CHECK(status_text(status_json(empty)).find("nothing is queued") != std::string::npos);
}

TEST_CASE("a status of another version is shown as far as it goes, and rubbish is an error") {
  CHECK(status_text("{}").starts_with("winnow "));
  CHECK(status_text("{\"frontier\":7,\"counters\":{\"outcomes\":{\"ok\":\"x\"}}}").size() > 10);
  CHECK_THROWS(status_text("[]"));
  CHECK_THROWS(status_text("<html>"));
}

TEST_CASE("every metric has its HELP and TYPE, once, and a value") {
  CrawlStatus s = example();
  s.counters.emplace_back("verdicts:a\"b\\c\nd", 1);
  const std::string text = metrics_text(s);
  CHECK(text.find("winnow_verdicts_total{verdict=\"a\\\"b\\\\c\\nd\"} 1\n") != std::string::npos);
  CHECK(text.find("winnow_outcomes_total{outcome=\"not-found\"} 1\n") != std::string::npos);
  CHECK(text.find("winnow_next_due_seconds 1.5\n") != std::string::npos);
  std::istringstream lines(text);
  std::string line, family;
  while (std::getline(lines, line)) {
    INFO(line);
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      CHECK(text.find("# HELP " + family + " ") == text.rfind("# HELP " + family + " "));
    } else if (line.starts_with("# TYPE ")) {
      CHECK(line.substr(7).starts_with(family + " "));
    } else {
      CHECK(line.starts_with(family));
      CHECK(line.find_last_of("0123456789") == line.size() - 1);
    }
  }
}

}  // namespace
}  // namespace winnow
