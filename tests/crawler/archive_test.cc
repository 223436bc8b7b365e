// The archive of a crawl: what it holds, that it gives the crawl's articles again, and what a kill
// leaves of it.
#include <signal.h>

#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "crawler/demo/demo_config.h"
#include "crawler/demo/server.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/small_web.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/parser/support/warc.h"
#include "tests/parser/support/warc_rules.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string archive_settings(const fs::path& folder, const std::string& max_file_bytes) {
  return "[archive]\nenabled = true\nfolder = \"" + folder.string() + "\"\nmax_file_bytes = \"" +
         max_file_bytes + "\"\n";
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  return {files.begin(), files.end()};
}

std::vector<WarcRecord> records_of(const std::string& file) {
  WarcReader reader(source_of(read_whole_file(file)));
  std::vector<WarcRecord> records;
  while (auto record = reader.next()) records.push_back(std::move(*record));
  return records;
}

// What the page itself says: all but where in the corpus it stands.
using Articles = std::map<std::string, boost::json::object>;

Articles articles_of(const std::vector<std::string>& command) {
  const Ran ran = run_command(command);
  CHECK(ran.exit == 0);
  Articles articles;
  for (size_t begin = 0; begin < ran.out.size();) {
    const size_t end = ran.out.find('\n', begin);
    auto line = boost::json::parse(ran.out.substr(begin, end - begin)).as_object();
    begin = end + 1;
    const std::string url(line.at("url").as_string());
    for (const char* name : {"sequence", "fetched", "duplicate_of", "duplicate_cluster", "cluster_size",
                             "first_seen"}) line.erase(name);
    articles[url] = std::move(line);
  }
  return articles;
}

struct Demo {
  TemporaryFolder folder;
  std::string config = folder.path() / "winnow.toml";
  fs::path archive = folder.path() / "archive";
  demo::DemoWeb web;
  int status = -1;

  Demo() {
    const demo::DemoServer server(web);
    std::ofstream(config) << demo::demo_config(web, server.port(), folder.path().string())
                          << archive_settings(archive, "100KiB");
    Process daemon({WINNOW_BINARY, "run", "--exit-when-idle", "--config", config},
                   folder.path() / "log");
    status = daemon.wait(240s).value_or(-1);
  }
};

TEST_CASE("a crawl's archive keeps the standard's rules and gives the crawl's articles again") {
  const Demo demo;
  REQUIRE(demo.status == 0);
  const std::vector<std::string> files = files_in(demo.archive);
  REQUIRE(files.size() > 2);
  std::map<std::string, std::string> types;  // by URL
  for (const std::string& file : files) {
    INFO(file);
    CHECK(file.ends_with(".warc.gz"));
    CHECK(warc_faults(read_whole_file(file)) == "");
    for (const WarcRecord& record : records_of(file)) {
      if (record.type() == "request") {
        CHECK(record.block.starts_with("GET /"));
        CHECK(record.block.find("\r\nUser-Agent: winnow/") != std::string::npos);
        CHECK(record.block.ends_with("\r\n\r\n"));
      } else if (record.type() != "warcinfo") {
        types.emplace(record.target_uri(), record.type());  // a server error is asked twice
        CHECK(record.fields.get("WARC-IP-Address") == "127.0.0.1");
      }
    }
  }
  for (const demo::DemoPage& page : demo.web.pages()) {
    INFO(page.url << " " << page.why_not);
    if (page.why_not == "noindex" || page.why_not == "noarchive" || page.why_not == "robots")
      CHECK_FALSE(types.contains(page.url));
    else if (page.in_corpus)
      CHECK(types.contains(page.url));
  }
  CHECK(types.contains("http://www.jiangwan.test/robots.txt") +
            types.contains("http://news.jiangwan.test/robots.txt") >
        0);

  std::vector<std::string> extract = {WINNOW_BINARY, "extract"};
  extract.insert(extract.end(), files.begin(), files.end());
  const Articles archived = articles_of(extract);
  const Articles dumped = articles_of(
      {WINNOW_BINARY, "dump", "--config", demo.config, "--dedupe", "none", "--keep-templates"});
  size_t compared = 0;
  for (const auto& [url, article] : dumped) {
    INFO(url);
    if (!article.at("pages").as_array().empty()) {  // the archive has its pages one by one
      std::string text;
      for (const auto& page : article.at("pages").as_array()) {
        const std::string page_url(page.as_string());
        REQUIRE(archived.contains(page_url));
        if (!text.empty()) text += '\n';
        text += archived.at(page_url).at("text").as_string();
      }
      CHECK(text == article.at("text").as_string());
    } else if (types.at(url) == "revisit") {  // the body is archived under another URL
      CHECK_FALSE(archived.contains(url));
    } else {
      REQUIRE(archived.contains(url));
      CHECK(archived.at(url) == article);
      ++compared;
    }
  }
  CHECK(compared > 40);
  for (const auto& [url, article] : archived) {  // nothing that the crawl did not keep
    const demo::DemoPage* page = demo.web.page(url);
    REQUIRE(page);
    INFO(url);
    CHECK((page->in_corpus || page->why_not == "canonical"));
  }
}

TEST_CASE("a kill leaves an archive that the next start makes whole") {
  SmallWeb web(4, 40, 1ms);
  const TemporaryFolder folder;
  const fs::path archive = folder.path() / "archive";
  const std::string config = web.config(folder.path(), 5ms, archive_settings(archive, "8KiB"));
  const std::string log = folder.path() / "log";
  for (int kills = 0; kills < 5; ++kills) {
    Process daemon({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"}, log);
    const size_t seen = web.server().requests().size();
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (web.server().requests().size() < seen + 8 && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(1ms);
    daemon.signal(SIGKILL);
    REQUIRE(daemon.wait(10s) == 128 + SIGKILL);
  }
  Process last({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"}, log);
  REQUIRE(last.wait(200s) == 0);
  const auto files = files_in(archive);
  CHECK(files.size() > 5);
  std::set<std::string> pages;
  for (const std::string& file : files) {
    INFO(file);
    CHECK(file.ends_with(".warc.gz"));
    CHECK(warc_faults(read_whole_file(file)) == "");
    for (const WarcRecord& record : records_of(file))
      if (record.type() == "response") pages.emplace(record.target_uri());
  }
  CHECK(pages.size() > 130);  // of 160: what a kill took from the queue is missing
}

TEST_CASE("an archive that cannot be made stops the start with a reason") {
  SmallWeb web(1, 1);
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  const std::string config =
      web.config(folder.path(), 1ms, archive_settings(folder.path() / "file" / "a", "1MiB"));
  const Ran ran = run_command({WINNOW_BINARY, "run", "--config", config, "--exit-when-idle"});
  CHECK(ran.exit == 1);
  CHECK(ran.err.find("cannot make " + (folder.path() / "file" / "a").string()) !=
        std::string::npos);
}

}  // namespace
}  // namespace winnow
