// What a site says of the use of its texts, through a real crawl on loopback: a change that is seen
// on a revisit takes effect.
#include <atomic>
#include <fstream>
#include <thread>

#include "tests/catch.h"
#include "tests/crawler/support/http_server.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPage =
    "<html lang=en><title>The mill turns</title><article><h1>The mill turns</h1><p>The mill by the "
    "river was built in the spring of a dry year, and for a long time nobody believed that its "
    "wheel would ever turn.</p><p>When the rain came at last, the whole village stood on the "
    "bridge, and the miller opened the gate with both of his hands.</p></article></html>";

// A site of one page, whose owner changes their mind.
struct Site {
  std::atomic<bool> denies_training{false}, denies_search{false}, noindex{false};
  HttpServer server{[this](const SeenRequest& request) { return answer(request); }};

  Reply answer(const SeenRequest& request) const {
    if (request.target == "/robots.txt")
      return whole(200, "text/plain",
                   denies_search ? "User-agent: *\nContent-Signal: search=no\n" : "");
    if (request.target != "/1") return whole(404, "text/html", "not here");
    std::string fields;
    if (denies_training) fields += "Content-Usage: train-ai=n\r\n";
    if (noindex) fields += "X-Robots-Tag: noindex\r\n";
    return whole(200, "text/html; charset=utf-8", kPage, fields);
  }
};

struct Crawl {
  explicit Crawl(const Site& site) {
    std::ofstream(config)
        << "[seeds]\nurls = [\"http://a.example/1\"]\n"
        << "[fetch]\naddresses = \"loopback\"\nconnect_to = [\"::127.0.0.1:" << site.server.port()
        << "\"]\n"
        << "[politeness]\naddress_delay = \"0s\"\nlatency_factor = 0.0\ndelay = \"1ms\"\n"
        << "robots_max_age = \"1s\"\n"
        << "[revisit]\narticle = \"2s\"\nmin = \"2s\"\nunchanged_factor = 1.0\n"
        << "[storage]\nmin_free_bytes = \"1MiB\"\npath = \"" << (folder.path() / "store").string()
        << "\"\n[control]\nsocket = \"" << (folder.path() / "c.sock").string() << "\"\n";
  }

  // Until nothing is due; then the page is due again.
  void run() const {
    Process daemon({WINNOW_BINARY, "run", "--exit-when-idle", "--config", config},
                   folder.path() / "log");
    REQUIRE(daemon.wait(60s) == 0);
    std::this_thread::sleep_for(2s);
  }
  std::string dump(const std::string& purpose) const {
    return run_command({WINNOW_BINARY, "dump", "--config", config, "--format", "urls", "--purpose",
                        purpose})
        .out;
  }

  TemporaryFolder folder;
  std::string config = folder.path() / "winnow.toml";
};

TEST_CASE("what an owner comes to deny is left out of dumps for that purpose after a revisit") {
  Site site;
  const Crawl crawl(site);
  const std::string page = "http://a.example/1\n";
  crawl.run();
  CHECK(crawl.dump("train") == page);
  CHECK(crawl.dump("search") == page);

  site.denies_training = true;  // the same text under another header
  crawl.run();
  CHECK(crawl.dump("train") == "");
  CHECK(crawl.dump("search") == page);

  site.denies_search = true;
  crawl.run();
  CHECK(crawl.dump("search") == "");
  CHECK(crawl.dump("archive") == page);

  site.denies_training = site.denies_search = false;
  crawl.run();
  CHECK(crawl.dump("train") == page);
  CHECK(crawl.dump("search") == page);

  site.noindex = true;
  crawl.run();
  CHECK(run_command({WINNOW_BINARY, "dump", "--config", crawl.config}).out == "");
}

}  // namespace
}  // namespace winnow
