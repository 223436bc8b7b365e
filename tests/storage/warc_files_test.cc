#include "storage/warc_files.h"

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <set>

#include "parser/gzip.h"
#include "storage/store.h"
#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/parser/support/warc.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

constexpr Time kNow{Millis(1'714'558'830'000)};

std::string member(std::string_view bytes) {
  std::string out;
  append_gzip(bytes, out);
  return out;
}

std::string begin(const std::string& name, Time) {
  return member(warc_record("warcinfo", "WARC-Filename: " + name + "\r\n", ""));
}

const std::string kRecord = member(warc_response("http://a.example/", "HTTP/1.1 200 OK\r\n\r\nx"));

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a WARC file has a suffix until it is whole, and the next one another serial") {
  const TemporaryFolder place;
  const fs::path folder = place.path() / "made" / "deep";
  WarcFiles files(folder, 3 * kRecord.size(), begin);
  CHECK(names_in(folder).empty());
  for (int i = 0; i < 7; ++i) {
    files.prepare(kNow);
    files.append(kRecord);
  }
  const std::string name = "winnow-20240501102030-0000";
  CHECK(names_in(folder) ==
        std::set<std::string>{name + "0.warc.gz", name + "1.warc.gz", name + "2.warc.gz.open"});
  files.close();
  CHECK(names_in(folder).contains(name + "2.warc.gz"));
  const WarcContent first = read_warc(content(folder / (name + "0.warc.gz")));
  CHECK(first.counts.records == 4);
  CHECK(content(folder / (name + "0.warc.gz")).starts_with(begin(name + "0.warc.gz", kNow)));
  files.close();
}

TEST_CASE("what a kill left open is cut to its whole records and takes its name") {
  const std::string whole = begin("x", kNow) + kRecord;
  for (const size_t part : {size_t{0}, size_t{1}, kRecord.size() / 2, kRecord.size() - 1}) {
    const TemporaryFolder folder;
    const fs::path open = folder.path() / "winnow-20240101000000-00007.warc.gz.open";
    write(open, whole + kRecord.substr(0, part));
    write(folder.path() / "winnow-20240101000000-00008.warc.gz.open", kRecord.substr(0, 9));
    write(folder.path() / "other.open", "x");
    const WarcFiles files(folder.path(), 1 << 20, begin);
    CHECK(names_in(folder.path()) ==
          std::set<std::string>{"winnow-20240101000000-00007.warc.gz", "other.open"});
    CHECK(content(folder.path() / "winnow-20240101000000-00007.warc.gz") == whole);
    CHECK(files.recovered().size() == 2);
  }
  const TemporaryFolder folder;  // a power cut may leave zeros
  write(folder.path() / "winnow-1.warc.gz.open", whole + std::string(5000, '\0'));
  const WarcFiles files(folder.path(), 1 << 20, begin);
  CHECK(content(folder.path() / "winnow-1.warc.gz") == whole);
}

TEST_CASE("two writers share a folder without touching each other's files") {
  const TemporaryFolder folder;
  WarcFiles one(folder.path(), 1 << 20, begin);
  one.prepare(kNow);
  one.append(kRecord);
  WarcFiles two(folder.path(), 1 << 20, begin);
  CHECK(two.recovered().empty());
  two.prepare(kNow);
  two.append(kRecord);
  one.close();
  two.close();
  CHECK(names_in(folder.path()).size() == 2);
}

TEST_CASE("a full disk is an error that names the file, which still ends with a whole record") {
  const TemporaryFolder folder;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  std::string message;
  {
    WarcFiles files(folder.path(), 1 << 20, begin);
    files.prepare(kNow);
    files.append(kRecord);
    const size_t whole = begin("winnow-20240501102030-00000.warc.gz", kNow).size() + kRecord.size();
    const rlimit limit{whole + kRecord.size() / 2, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      files.append(kRecord);
    } catch (const StoreError& e) {
      message = e.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
  }
  std::signal(SIGXFSZ, handler);
  CHECK(message.starts_with("cannot write " + folder.path().string()));
  const WarcContent left =
      read_warc(content(folder.path() / "winnow-20240501102030-00000.warc.gz"));
  CHECK(left.counts.records == 2);
  CHECK(left.counts.truncated + left.counts.damaged == 0);
}

TEST_CASE("a folder that cannot be made is an error") {
  const TemporaryFolder folder;
  write(folder.path() / "file", "");
  CHECK_THROWS_AS(WarcFiles(folder.path() / "file" / "archive", 1, begin), StoreError);
}
