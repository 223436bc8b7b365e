#include <algorithm>
#include <fstream>
#include <string>

#include "tests/catch.h"
#include "tests/crawler/support/program.h"
#include "tests/crawler/support/temporary_folder.h"

using namespace winnow;

namespace {

std::string write(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
  const std::string path = (folder.path() / name).string();
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("winnow check lists every fault of a config and of its seed files, each with its line") {
  const TemporaryFolder folder;
  const std::string seeds = write(folder, "seeds.txt",
                                  "# ours\n"
                                  "https://example.org/\n"
                                  "example.net\n"
                                  "http://a b/\n");
  const std::string config = write(folder, "winnow.toml",
                                   "[fetch]\n"
                                   "max_retry = 3\n"
                                   "[seeds]\n"
                                   "urls = [\"https://example.org/\",\n"
                                   "  \"ftp://example.org/\"]\n"
                                   "files = [\"seeds.txt\", \"none.txt\"]\n");
  const ProgramResult result = run_winnow({"check", "--config", config});
  CHECK(result.code == 1);
  const std::string none = (folder.path() / "none.txt").string();
  CHECK(result.out ==
        config + ":2: fetch.max_retry: there is no such setting\n" +  //
            config +
            ": identity.contact: is demanded unless fetch.addresses is \"loopback\": how "
            "does a site owner reach you?\n" +
            config + ":5: seeds.urls[1]: ftp://example.org/: not-http\n" +  //
            seeds + ":4: http://a b/: domain-invalid-code-point\n" +        //
            config + ":6: seeds.files[1]: " + none + " cannot be read\n");
}

TEST_CASE("winnow check of a file that is no TOML names the place and nothing else") {
  const TemporaryFolder folder;
  const std::string config = write(folder, "winnow.toml", "[fetch]\nmax_retries = = 3\n");
  const ProgramResult result = run_winnow({"check", "--config", config});
  CHECK(result.code == 1);
  CHECK(result.out.starts_with(config + ":2: "));
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 1);
}

TEST_CASE(
    "winnow check finds nothing wrong with a sound config, whose store may not be there yet") {
  const TemporaryFolder folder;
  const std::string config = write(folder, "winnow.toml",
                                   "[identity]\ncontact = \"crawl@example.org\"\n"
                                   "[storage]\npath = \"store\"\n");
  const ProgramResult result = run_winnow({"check", "--config", config, "--store"});
  CHECK(result.code == 0);
  CHECK(result.out == config + ": no faults\n" + (folder.path() / "store").string() +
                          ": there is no store yet\n");
}

TEST_CASE("winnow check --store names a damaged store") {
  const TemporaryFolder folder;
  const std::string config = write(folder, "winnow.toml",
                                   "[identity]\ncontact = \"crawl@example.org\"\n"
                                   "[storage]\npath = \"store\"\n"
                                   "[control]\nsocket = \"control.sock\"\n");
  REQUIRE(run_winnow({"seed", "--config", config, "https://example.org/"}).code == 0);
  CHECK(run_winnow({"check", "--config", config, "--store"}).code == 0);
  std::ofstream(folder.path() / "store" / "CURRENT") << "nonsense";
  CHECK(run_winnow({"check", "--config", config, "--store"}).code == 1);
}
