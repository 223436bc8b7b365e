// What the store costs: store_bench [PAGES] [FOLDER]. A crawl of PAGES pages (default 20,000) with
// 40 links each over 200 hosts into a new store in FOLDER (default: a temporary one), then checks
// of known links, a host scan and dumps. Bounded by PAGES; about a minute at the default.
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "storage/dump.h"
#include "storage/store.h"
#include "tests/bench/clocks.h"
#include "tests/bench/folder_bytes.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

constexpr int kHosts = 200, kLinks = 40, kGroup = 32;

std::string host_of(uint64_t page) {
  return "www" + std::to_string(page % kHosts) + ".example" + std::to_string(page % 37) + ".com";
}

std::string url_of(uint64_t page) {
  return "https://" + host_of(page) + "/2023/11/article-about-something-" + std::to_string(page) +
         ".html";
}

// About 5 KB of text, half of it Chinese.
ArticleRecord article_of(uint64_t page, std::mt19937_64& random) {
  static const std::string kZh = "黄河流域的考古发现表明，这里曾经是一片“湿地”，";
  static const std::string kEn =
      "The quick brown \"fox\" jumps over the lazy dog, again and again. ";
  ArticleRecord article;
  article.url = url_of(page);
  article.fetched = Time(Seconds(1'700'000'000 + page));
  article.metadata = {"Title " + std::to_string(page), "Author", "2023-11-06", "Site", "", "zh"};
  article.language = {"zh-Hans", 0.97f};
  article.charset = "UTF-8";
  for (int i = 0; i < 12; ++i) {
    std::string text = std::to_string(random());
    while (text.size() < 400) text += random() % 2 ? kZh : kEn;
    article.blocks.push_back({BlockKind::kParagraph, 0, random(), std::move(text)});
  }
  article.fingerprint.exact = {random(), random()};
  for (uint64_t& band : article.fingerprint.bands) band = random();
  article.dropped = {{"navigation", 3}, {"recommended", 20}};
  return article;
}

// The pages go host by host in turn; each links to pages of its host, most of them known, and to
// some of others.
Commit commit_of(uint64_t page, uint64_t pages, bool with_article, std::mt19937_64& random) {
  Commit commit;
  commit.host.emplace();
  commit.host->authority = host_of(page);
  commit.url.emplace();
  commit.url->url = url_of(page);
  commit.url->outcome = 1;
  commit.url->status = 200;
  commit.url->fetched = Time(Seconds(1'700'000'000 + page));
  for (int i = 0; i < kLinks; ++i) {
    const uint64_t near = page + kHosts * (random() % 300);
    const uint64_t target = i % 8 == 0 ? random() % (pages * 3) : near;
    NewUrl link;
    link.entry.url = url_of(target);
    link.entry.priority = 1 + random() % 3;
    link.authority = host_of(target);
    commit.links.push_back(std::move(link));
  }
  if (with_article) commit.article = article_of(page, random);
  commit.counters = {{"outcome.ok", 1}, {"bytes", 30'000}};
  return commit;
}

void crawl(Store& store, uint64_t pages, bool articles, const char* name) {
  std::mt19937_64 random(1);
  const uint64_t known = store.url_count();
  double apply_wall = 0, apply_cpu = 0, worst = 0;
  for (uint64_t page = 0; page < pages; page += kGroup) {
    std::vector<Commit> group;
    for (uint64_t i = page; i < std::min(pages, page + kGroup); ++i)
      group.push_back(commit_of(i, pages, articles, random));
    const double wall_before = wall(), cpu_before = cpu();
    store.apply(group, true);
    const double took = wall() - wall_before;
    apply_wall += took;
    apply_cpu += cpu() - cpu_before;
    worst = std::max(worst, took);
  }
  std::printf(
      "%s: %.0f commits/s, %.0f us wall and %.0f us CPU a commit of %d links; %llu new URLs; "
      "slowest group of %d %.0f ms\n",
      name, pages / apply_wall, apply_wall / pages * 1e6, apply_cpu / pages * 1e6, kLinks,
      static_cast<unsigned long long>(store.url_count() - known), kGroup, worst * 1e3);
}

// Every page once more, in groups of one host, by a store that has nothing in memory yet.
void check_links(Store& store, uint64_t pages) {
  const double cpu_before = cpu();
  uint64_t links = 0, fresh = 0;
  for (uint64_t host = 0; host < kHosts; ++host) {
    Commit commit;
    for (uint64_t page = host; page < pages; page += kHosts) {
      NewUrl link;
      link.entry.url = url_of(page);
      link.authority = host_of(page);
      commit.links.push_back(std::move(link));
    }
    links += commit.links.size();
    fresh += store.apply({commit}, false)[0].fresh.size();
  }
  const double took = cpu() - cpu_before;
  std::printf("known links: %.0f checks a CPU second (%llu checked, %llu of them new)\n",
              links / took, static_cast<unsigned long long>(links),
              static_cast<unsigned long long>(fresh));
}

// As it is when LevelDB has had time: without what is written twice.
void compact(const fs::path& folder) {
  leveldb::Options options;
  const std::unique_ptr<const leveldb::FilterPolicy> filter(leveldb::NewBloomFilterPolicy(10));
  options.filter_policy = filter.get();
  leveldb::DB* opened = nullptr;
  if (!leveldb::DB::Open(options, folder.string(), &opened).ok()) std::abort();
  const std::unique_ptr<leveldb::DB> db(opened);
  db->CompactRange(nullptr, nullptr);
}

void time_dump(const Store& store, std::string_view format) {
  const auto options = dump_options({{"format", std::string(format)}});
  for (const char* pass : {"first", "second"}) {
    uint64_t bytes = 0;
    const double before = wall(), cpu_before = cpu();
    (void)dump(store, *options, [&](std::string_view piece) {
      bytes += piece.size();
      return true;
    });
    const double took = wall() - before;
    std::printf("dump %.*s (%s): %.0f MB/s, %.0f MB a CPU second, %.0f MB\n",
                static_cast<int>(format.size()), format.data(), pass, bytes / took / 1e6,
                bytes / (cpu() - cpu_before) / 1e6, bytes / 1e6);
  }
}

void scan_hosts(const Store& store) {
  const double before = wall();
  int hosts = 0;
  store.scan_hosts([&](const HostRecord&, Time) { return ++hosts; });
  std::printf("host scan: %.1f us a host\n", (wall() - before) / hosts * 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const uint64_t pages = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  std::string name = (fs::temp_directory_path() / "winnow-bench-XXXXXX").string();
  const fs::path folder = argc > 2 ? fs::path(argv[2]) : fs::path(mkdtemp(name.data()));
  {
    const auto store = Store::open(folder / "urls");
    crawl(*store, pages, false, "pages without article");
  }
  compact(folder / "urls");
  {
    const auto store = Store::open(folder / "urls");
    const uint64_t bytes = folder_bytes(folder / "urls");
    uint64_t url_bytes = 0;
    for (uint64_t i = 0; i < 1000; ++i) url_bytes += url_of(i * 7919 % (3 * pages)).size();
    std::printf("on disk: %.1f bytes a known URL, queue entry and all (a URL has %.1f)\n",
                static_cast<double>(bytes) / static_cast<double>(store->url_count()),
                static_cast<double>(url_bytes) / 1000);
    check_links(*store, pages);
    scan_hosts(*store);
  }
  {
    const auto store = Store::open(folder / "articles");
    crawl(*store, pages, true, "pages with article");
    for (const DumpFormat& format : dump_formats()) time_dump(*store, format.name);
    const double before = wall();
    const size_t faults = store->check().size();
    std::printf("check: %.2f s, %zu faults\n", wall() - before, faults);
    std::printf(
        "on disk: %.0f bytes a page\n",
        static_cast<double>(folder_bytes(folder / "articles")) / static_cast<double>(pages));
  }
  if (argc <= 2) fs::remove_all(folder);
}
