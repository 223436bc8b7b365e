// The command stats, run as a user runs it.
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Commit article_commit(const std::string& href, const std::string& language,
                      const std::string& published, const std::string& text) {
  Commit commit;
  commit.url.emplace();
  commit.url->url = href;
  commit.url->outcome = 1;
  ArticleRecord& article = commit.article.emplace();
  article.url = href;
  article.language.code = language;
  article.metadata.published = published;
  article.blocks = {{BlockKind::kParagraph, 0, 0, text}};
  article.dropped = {{"share <bar>", 2}};
  return commit;
}

class Site {
 public:
  Site() {
    std::ofstream(folder_.path() / "winnow.toml")
        << "[identity]\ncontact = \"https://bot.example/\"\n[storage]\npath = \"store\"\n"
        << "[control]\nsocket = \"control.sock\"\n";
    auto store = Store::open(folder_.path() / "store");
    store->apply({article_commit("http://a.example/1", "zh-Hans", "2023-11-06", "黄河之水"),
                  article_commit("http://a.example/2", "en", "", "The mill."),
                  article_commit("http://b.example/", "zh-Hant", "2024", "黃河")},
                 true);
    store->close_cleanly();
  }

  std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  Ran stats(const std::string& arguments) const {
    const std::string command = std::string(WINNOW_BINARY) + " stats --config " +
                                path("winnow.toml").string() + " " + arguments + " >" +
                                path("out").string() + " 2>" + path("err").string();
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), content(path("out")), content(path("err"))};
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("stats says what the corpus holds, for people and for programs") {
  const Site site;
  const Ran text = site.stats("");
  CHECK(text.exit == 0);
  CHECK(text.out.starts_with("3 articles, 15 characters, 2 hosts; fetched "));
  CHECK(text.out.find("           2   66.7%  a.example\n") != text.out.npos);
  CHECK(text.out.find("           1   33.3%  undated\n") != text.out.npos);
  CHECK(text.out.find("           6          share <bar>\n") != text.out.npos);

  const Ran json = site.stats("--json --language zh");
  CHECK(json.exit == 0);
  const auto all = boost::json::parse(json.out).as_object();
  CHECK(all.at("articles").as_int64() == 2);
  CHECK(all.at("characters").as_int64() == 6);
  CHECK(all.at("rules").at("share <bar>").as_int64() == 4);
  CHECK(all.at("articles_by_host").at("b.example").as_int64() == 1);
  CHECK(all.at("left_out").at("language").as_int64() == 1);
}

TEST_CASE("the page of stats is whole in itself and shows names as text") {
  const Site site;
  CHECK(site.stats("--html " + site.path("stats.html").string()).exit == 0);
  const std::string page = content(site.path("stats.html"));
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.find("share &lt;bar&gt;") != page.npos);
  CHECK(page.find("share <bar>") == page.npos);
  CHECK(page.find("src=") == page.npos);
  CHECK(page.find("://") == page.npos);
}

TEST_CASE("stats of a store that is not there, and with a bad filter, fail with a word of it") {
  const Site site;
  const Ran bad = site.stats("--from never");
  CHECK(bad.exit == 2);
  CHECK(bad.err.find("never") != bad.err.npos);
  std::filesystem::remove_all(site.path("store"));
  CHECK(site.stats("").exit == 1);
}

}  // namespace winnow
