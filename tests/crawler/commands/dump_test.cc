// The command dump, run as a user runs it: on the store itself, and on one that a daemon holds.
#include "storage/dump.h"

#include <signal.h>
#include <sys/wait.h>
#include <zstd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>

#include "crawler/control_server.h"
#include "parser/gunzip.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/parser/support/warc.h"
#include "tests/parser/support/warc_rules.h"

namespace winnow {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Commit article_commit(const std::string& href, const std::string& text) {
  Commit commit;
  commit.url.emplace();
  commit.url->url = href;
  commit.url->outcome = 1;
  commit.article.emplace();
  commit.article->url = href;
  commit.article->metadata.title = "T";
  commit.article->blocks = {{BlockKind::kParagraph, 0, 0, text}};
  return commit;
}

// A config, its store with two articles, and the command.
class Site {
 public:
  Site() {
    std::ofstream(folder_.path() / "winnow.toml")
        << "[identity]\ncontact = \"https://bot.example/\"\n[storage]\npath = \"store\"\n"
        << "[control]\nsocket = \"control.sock\"\n";
    auto store = open();
    store->apply(
        {article_commit("http://a.example/", "One."), article_commit("http://b.example/", "Two.")},
        true);
    store->close_cleanly();
  }

  std::unique_ptr<Store> open() { return Store::open(path("store")); }
  std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  Ran dump(const std::string& arguments) const {
    const std::string command = std::string(WINNOW_BINARY) + " dump --config " +
                                path("winnow.toml").string() + " " + arguments + " >" +
                                path("out").string() + " 2>" + path("err").string();
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), content(path("out")), content(path("err"))};
  }

 private:
  TemporaryFolder folder_;
};

// What a daemon does for /dump.
class Daemon {
 public:
  explicit Daemon(Site& site) : store_(site.open()) {
    ControlHandlers handlers;
    handlers.dump = [this](std::string_view query) -> Result<DumpJob> {
      const auto options = dump_options_of_query(query);
      if (!options.ok()) return Error{options.error()};
      return DumpJob{"text/plain", [this, options = *options](const DumpSink& sink) {
                       return dump(*store_, options, sink);
                     }};
    };
    server_ = std::make_unique<ControlServer>(io_, ControlConfig{site.path("control.sock"), 0},
                                              std::move(handlers));
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Daemon() {
    boost::asio::post(io_, [this] {
      server_.reset();
      io_.stop();
    });
    thread_.join();
  }

 private:
  std::unique_ptr<Store> store_;
  boost::asio::io_context io_;
  std::unique_ptr<ControlServer> server_;
  std::thread thread_;
};

TEST_CASE("dump lists the profiles, drops by their rules, and refuses what is none") {
  Site site;
  const Ran list = site.dump("--list-profiles");
  CHECK(list.exit == 0);
  CHECK(list.out.find("fineweb2-zh      FineWeb-2 for Mandarin\n") != std::string::npos);
  const Ran none = site.dump("--format urls --profile ccnet");
  CHECK(none.exit == 0);
  CHECK(none.out.empty());
  CHECK(none.err.find("left out by profile.ccnet.characters: 2\n") != std::string::npos);
  std::ofstream(site.path("mine.toml"))
      << "title = \"T\"\nsource = \"S\"\n[[rule]]\nname = \"a\"\nsignal = \"words\"\nmax = 1\n";
  const std::string mine = site.path("mine.toml").string();
  CHECK(site.dump("--format urls --profile " + mine).out ==
        "http://a.example/\nhttp://b.example/\n");
  CHECK(site.dump("--profile best").exit == 2);
  CHECK(site.dump("--profile best").err.find("there is no profile best") != std::string::npos);
  const Daemon daemon(site);
  CHECK(site.dump("--format urls --profile ccnet").out.empty());
  CHECK(site.dump("--format urls --profile " + mine).out ==
        "http://a.example/\nhttp://b.example/\n");
}

TEST_CASE("dump writes the corpus to stdout and the cursor to stderr") {
  Site site;
  const Ran text = site.dump("--format text");
  CHECK(text.exit == 0);
  CHECK(text.out == "T\nOne.\n\nT\nTwo.\n\n");
  CHECK(text.err ==
        "2 articles, 0 more pages of theirs, 0 deleted\nleft out by duplicate: 0\ncursor: 2\n");
  CHECK(site.dump("--format urls --since 1").out == "http://b.example/\n");
  const Ran host = site.dump("--format urls --host b.example --dedupe none");
  CHECK(host.out == "http://b.example/\n");
  CHECK(host.err ==
        "1 articles, 0 more pages of theirs, 0 deleted\nleft out by host: 1\ncursor: 2\n");
  CHECK(site.open()->was_clean());
}

TEST_CASE("dump writes a file that appears only when it is whole") {
  Site site;
  const auto file = site.path("corpus.jsonl");
  CHECK(site.dump("--output " + file.string()).out == "");
  CHECK(content(file).starts_with("{\"id\":"));
  std::ofstream(file) << "older";
  CHECK(site.dump("--since 99 --output " + file.string()).exit == 1);
  CHECK(content(file) == "older");
  CHECK(site.dump("--output " + site.path("no/such/folder").string()).exit == 1);
  for (const auto& entry : std::filesystem::directory_iterator(site.path("")))
    CHECK(entry.path().filename().string().find("corpus.jsonl.") == std::string::npos);
}

TEST_CASE("a compressed dump in WARC has each record in a gzip member of its own") {
  const Site site;
  const std::filesystem::path file = site.path("corpus.warc.gz");
  CHECK(site.dump("--format warc --compress gzip --output " + file.string()).exit == 0);
  CHECK(warc_faults(content(file)) == "");
  CHECK(*gunzip(content(file), 10'000) == site.dump("--format warc").out);
  CHECK(read_warc(content(file)).blocks.back() == "T\nTwo.\n");
  CHECK(site.dump("--format warc --out " + site.path("folder").string()).exit == 2);
}

TEST_CASE("dump compresses what it writes, to a file or to stdout") {
  Site site;
  const std::string whole = site.dump("").out;
  const Ran gzip = site.dump("--compress gzip");
  CHECK(gzip.out.starts_with("\x1f\x8b"));
  CHECK(*gunzip(gzip.out, 1 << 20) == whole);
  const auto file = site.path("corpus.jsonl.zst");
  CHECK(site.dump("--compress zstd --output " + file.string()).exit == 0);
  const std::string zstd = content(file);
  std::string back(1 << 20, '\0');
  back.resize(ZSTD_decompress(back.data(), back.size(), zstd.data(), zstd.size()));
  CHECK(back == whole);
  CHECK(site.dump("--compress brotli").exit == 2);
}

TEST_CASE("dump fills a folder, the same one on the store itself and by the daemon") {
  Site site;
  const auto folder = [&](const std::string& name) { return site.path(name).string(); };
  const Ran alone = site.dump("--compress zstd --shard-size 300B --out " + folder("1"));
  CHECK(alone.exit == 0);
  CHECK(alone.out == "");
  {
    Daemon daemon(site);
    CHECK(site.dump("--compress zstd --shard-size 300B --out " + folder("2")).err == alone.err);
  }
  for (const std::string file : {"corpus-00000.jsonl.zst", "corpus-00001.jsonl.zst", "README.md",
                                 "manifest.json", "record.schema.json"}) {
    INFO(file);
    CHECK(content(site.path("1/" + file)).size() > 10);
    CHECK(content(site.path("1/" + file)) == content(site.path("2/" + file)));
  }
  CHECK(site.dump("--out " + folder("1")).exit == 1);
  CHECK(site.dump("--format text --out " + folder("3")).exit == 2);
  CHECK(site.dump("--shard-size much --out " + folder("3")).exit == 2);
  CHECK(site.dump("--output x --out " + folder("3")).exit == 2);
}

TEST_CASE("a dump to a folder that is killed and run again gives what one does that was not") {
  Site site;
  {
    const auto store = site.open();
    for (int i = 0; i < 3000; ++i)
      store->apply({article_commit("http://c.example/" + std::to_string(i),
                                   std::to_string(i) + std::string(9000, 'x'))},
                   false);
    store->close_cleanly();
  }
  const auto dump_to = [&](const std::string& name) {
    return std::vector<std::string>{
        WINNOW_BINARY,  "dump", "--config", site.path("winnow.toml"), "--compress", "gzip",
        "--shard-size", "1MiB", "--out",    site.path(name)};
  };
  REQUIRE(run_command(dump_to("whole")).exit == 0);
  size_t partial = 0;
  for (int kill = 1; kill <= 8; ++kill) {
    Process dump(dump_to("killed"), site.path("log"));
    const auto shard = site.path("killed/corpus-0000" + std::to_string(kill) + ".jsonl.gz");
    while (!std::filesystem::exists(shard) && !dump.wait(Millis(1))) {
    }
    if (!dump.wait(Millis(0))) dump.signal(SIGKILL);
    REQUIRE(dump.wait(Seconds(10)));
    if (std::filesystem::exists(site.path("killed/manifest.json"))) break;
    partial += std::filesystem::exists(site.path("killed/corpus-00000.jsonl.gz"));
  }
  CHECK(partial > 0);
  if (!std::filesystem::exists(site.path("killed/manifest.json")))
    REQUIRE(run_command(dump_to("killed")).exit == 0);
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(site.path("whole"))) {
    const auto name = entry.path().filename();
    INFO(name.string());
    CHECK(content(site.path("killed") / name) == content(entry.path()));
    ++files;
  }
  CHECK(files > 20);
  for (const auto& entry : std::filesystem::directory_iterator(site.path("killed"))) {
    (void)entry;
    --files;
  }
  CHECK(files == 0);
}

TEST_CASE("dump asks the daemon that has the store open, and gets the same") {
  Site site;
  const std::string options = "--kind article --fetched-to 2000 --host a.example";
  const Ran alone = site.dump(options);
  Daemon daemon(site);
  const Ran asked = site.dump(options);
  CHECK(asked.out.find("http://a.example/") != std::string::npos);
  CHECK(asked.exit == 0);
  CHECK(asked.out == alone.out);
  CHECK(asked.err == alone.err);
  CHECK(site.dump("--format urls --since 1").out == "http://b.example/\n");
}

TEST_CASE("dump names what is wrong") {
  Site site;
  CHECK(site.dump("--format csv").exit == 2);
  CHECK(site.dump("--format csv").err == "winnow: there is no dump format csv\n");
  CHECK(site.dump("--since x").exit == 2);
  CHECK(site.dump("--from 6.11.2023").exit == 2);
  CHECK(site.dump("--sinse 1").exit == 2);
  CHECK(site.dump("--since 99").err ==
        "winnow: the cursor 99 is not of this store, whose last is 2\n");
  {
    const auto store = site.open();
    const Ran locked = site.dump("");
    CHECK(locked.exit == 1);
    CHECK(locked.err.find("is in use by another process") != std::string::npos);
  }
  std::filesystem::remove_all(site.path("store"));
  CHECK(site.dump("").err == "winnow: there is no store at " + site.path("store").string() + "\n");
}

}  // namespace
}  // namespace winnow
