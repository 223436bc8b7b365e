// What dumps cost: dump_bench [MEGABYTES] [FOLDER]. Fills a new store in FOLDER (default: a
// temporary one) with articles of about MEGABYTES (default 400) of text, as a crawl leaves them:
// some 500 hosts whose templates are learned, Chinese and English, copies, articles over several
// pages. Then dumps them in each way. MB: 10^6 bytes of jsonl before compression. Memory: the most
// anonymous memory (RssAnon; the tables of the store are mapped files) that a dump had beyond what
// was there before.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include "crawler/dump_folder.h"
#include "storage/dump.h"
#include "storage/store.h"
#include "tests/bench/clocks.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kHosts = 500;

double anonymous_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::strtod(line.c_str() + 8, nullptr) / 1000;
  return 0;
}

std::string url_of(uint64_t page) {
  return "https://www" + std::to_string(page % kHosts) + ".example.com/2023/11/" +
         std::to_string(page) + ".html";
}

std::string sentences(std::mt19937_64& random, bool chinese, size_t bytes) {
  static const std::string kZh[] = {"黄河流域的考古发现表明，", "这里曾经是一片湿地。",
                                    "专家说：“目前还不能下结论”，", "市民王先生告诉记者，"};
  static const std::string kEn[] = {"The quick brown fox jumps over the lazy dog. ",
                                    "\"Not yet,\" she said, and closed the door. ",
                                    "Nobody could say how long it would take. ",
                                    "It was the third time that week. "};
  std::string text;
  while (text.size() < bytes) text += chinese ? kZh[random() % 4] : kEn[random() % 4];
  return text + std::to_string(random());
}

uint64_t hash_of(const std::string& text) { return std::hash<std::string>{}(text); }

// About 4 KB in a dozen blocks, the last of them the host's own.
Commit page(uint64_t number, std::mt19937_64& random) {
  Commit commit;
  commit.url.emplace();
  commit.url->url = url_of(number);
  commit.url->outcome = 1;
  ArticleRecord& a = commit.article.emplace();
  const bool chinese = number % 3 != 0;
  a.url = url_of(number);
  a.fetched = Time(Seconds(1'700'000'000 + number));
  a.metadata = {
      sentences(random, chinese, 40), "Author", "2023-11-06T09:42:17+08:00", "Site", a.url, "zh"};
  a.language = {chinese ? "zh-Hans" : "en", 0.97f};
  a.charset = "UTF-8";
  for (int i = 0; i < 12; ++i)
    a.blocks.push_back(
        {BlockKind::kParagraph, 0, 0, sentences(random, chinese, 80 + random() % 500)});
  a.blocks.push_back({BlockKind::kParagraph, 0, 0,
                      "Follow the site number " + std::to_string(number % kHosts) +
                          " on every network there is, and write to us about this article."});
  for (Block& block : a.blocks) block.hash = hash_of(block.text);
  a.fingerprint.exact = number % 50 == 1 ? std::array<uint64_t, 2>{7, number / 1000}
                                         : std::array<uint64_t, 2>{random(), random()};
  for (uint64_t& band : a.fingerprint.bands) band = random();
  a.dropped = {{"navigation", 3}, {"recommended", 20}, {"copyright", 1}};
  if (number % 40 == 2) {  // goes on on the host's next page
    a.next_page = url_of(number + kHosts);
    NewUrl link;
    link.entry.url = a.next_page;
    link.authority = "www" + std::to_string(number % kHosts) + ".example.com";
    commit.links.push_back(std::move(link));
  }
  return commit;
}

void fill(Store& store, uint64_t megabytes) {
  std::mt19937_64 random(1);
  uint64_t bytes = 0;
  for (uint64_t number = 0; bytes < megabytes * 1'000'000;) {
    std::vector<Commit> group;
    for (int i = 0; i < 32; ++i) group.push_back(page(number++, random));
    for (const Commit& commit : group)
      for (const Block& block : commit.article->blocks) bytes += block.text.size();
    store.apply(group, false);
  }
}

// Where a dump's bytes go, and what it takes while they come.
void time_dump(const Store& store, const char* name, const DumpOptions& options,
               const std::function<std::unique_ptr<DumpOutput>()>& make) {
  malloc_trim(0);  // or what the last one freed would hide what this one takes
  const double before = anonymous_megabytes(), begin = wall(), cpu_begin = cpu();
  double most = before;
  uint64_t bytes = 0, pieces = 0;
  const auto output = make ? std::make_unique<ThreadedDumpOutput>(make()) : nullptr;
  const auto result = dump(store, options, [&](std::string_view piece) {
    if (output) output->write(piece);
    bytes += piece.size();
    if (++pieces % 16 == 0) most = std::max(most, anonymous_megabytes());
    return true;
  });
  if (output) output->finish(*result);
  const double took = wall() - begin, cpu_took = cpu() - cpu_begin;
  std::printf("%-24s %5.0f MB/s, %5.0f MB a CPU second, %5.0f MB, %llu articles, memory %.1f MB\n",
              name, static_cast<double>(bytes) / took / 1e6,
              static_cast<double>(bytes) / cpu_took / 1e6, static_cast<double>(bytes) / 1e6,
              static_cast<unsigned long long>(result->articles), most - before);
}

}  // namespace

int main(int argc, char** argv) {
  const uint64_t megabytes = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 400;
  std::string name = (fs::temp_directory_path() / "winnow-bench-XXXXXX").string();
  const fs::path folder = argc > 2 ? fs::path(argv[2]) : fs::path(mkdtemp(name.data()));
  {
    const auto store = Store::open(folder / "store");
    fill(*store, megabytes);
  }
  StoreOptions read_only;
  read_only.read_only = true;
  read_only.cache_bytes = 8 << 20;  // or the cache of blocks is what is seen of the memory
  const auto store = Store::open(folder / "store", read_only);
  const DumpOptions all;
  time_dump(*store, "jsonl, first time", all, {});
  time_dump(*store, "jsonl", all, {});
  time_dump(*store, "jsonl --blocks", *dump_options({{"blocks", "1"}}), {});
  time_dump(*store, "jsonl --language en", *dump_options({{"language", "en"}}), {});
  for (const Compression& each : compressions()) {
    const std::string file = "jsonl to a file, " + std::string(each.name);
    time_dump(*store, file.c_str(), all, [&] {
      return std::make_unique<DumpStreamOutput>(folder / "corpus", kJsonlDump, each);
    });
    const std::string out = "--out, " + std::string(each.name);
    time_dump(*store, out.c_str(), all, [&] {
      return std::make_unique<DumpFolder>(folder / std::string(each.name), all, each, 256 << 20);
    });
  }
  if (argc <= 2) fs::remove_all(folder);
}
