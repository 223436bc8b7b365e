// What learning a host's template gains: sites made here put blocks of their own between the
// paragraphs of every article, in whole sentences, so that no look at one page can tell them from
// the text. Their pages go through the real extraction into a real store; the dump is compared with
// what was written, with the template left in and taken out.
//
//   template_bench [PAGES]     of each site; 40
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "crawler/article.h"
#include "crawler/demo/demo_web.h"
#include "parser/extract.h"
#include "storage/store.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

struct Site {
  const char* host;
  std::vector<const char*> template_blocks;  // at the front, between the paragraphs, at the end
};

const std::vector<Site>& sites() {
  static const std::vector<Site> all = {
      {"manlu.test",
       {"本栏目由读者自愿供稿，文中提到的店铺和价格都以写稿那天为准，出门前请打电话问清楚。",
        "小城的慢日子一周一封信，写给还在路上的人，回信会在月底的专栏里挑几封登出来。",
        "写信来的人很多，我们读得慢，请不要着急，每一封都会有人坐下来看完。"}},
      {"jianghe.test",
       {"这份小报靠沿河的住户一户一户订下来，一年的钱还不够买一双雨靴，可是它已经办了三十年。",
        "有旧照片的人家，可以拿到渡口旁边的小屋来，我们扫描以后当面还给您。"}},
      {"shuji.test",
       {"站里的文章都是义工一个字一个字敲进来的，有错字请告诉我们，第二天就会改好。",
        "喜欢读书的朋友每个月第一个星期天下午在老茶馆见面，带一本书来就可以坐下。",
        "茶馆的地址写在门口的木牌上，找不到的时候问卖豆腐的阿婆就行。"}},
      {"riverpost.test",
       {"The paper is read by the people who live along the river, and it is they who pay for it; "
        "a "
        "year costs less than a pair of boots.",
        "If you have an old photograph of the bridge, bring it to the ferry house, and we will "
        "copy "
        "it while you wait."}},
      {"millers.test",
       {"We write about mills because nobody else does, and we have done so every Thursday since "
        "the "
        "spring of that first wet year.",
        "Our readers meet on the first Sunday of the month in the old tea room, and a book under "
        "the arm is all the ticket one needs.",
        "What you have just read was typed by volunteers, who are glad to hear of every mistake "
        "that "
        "they have made."}},
  };
  return all;
}

// The paragraphs of the demo web's articles, each once.
std::vector<std::string> paragraphs() {
  const demo::DemoWeb web;
  std::set<std::string> all;
  for (const demo::DemoPage& page : web.pages()) {
    if (page.verdict != "article") continue;
    for (size_t at = 0; at < page.body.size();) {
      const size_t end = std::min(page.body.find('\n', at), page.body.size());
      const std::string line = page.body.substr(at, end - at);
      if (line.size() > 120 && line.find_first_of("<>&\t") == line.npos) all.insert(line);
      at = end + 1;
    }
  }
  return {all.begin(), all.end()};
}

struct MadePage {
  std::string html;
  std::vector<std::string> own;  // its paragraphs
};

MadePage make_page(const Site& site, size_t number, const std::vector<std::string>& pool,
                   std::mt19937_64& random) {
  MadePage page;
  while (page.own.size() < 6 + number % 5) {
    const std::string& line = pool[random() % pool.size()];
    if (std::ranges::find(page.own, line) == page.own.end()) page.own.push_back(line);
  }
  const auto& extra = site.template_blocks;
  const std::string title =
      page.own[0].substr(0, page.own[0].find(page.own[0][0] < 0 ? "，" : ","));
  std::string body = "<p>" + std::string(extra[0]) + "</p>";
  for (size_t i = 0; i < page.own.size(); ++i) {
    body += "<p>" + page.own[i] + "</p>";
    if (i == page.own.size() / 2 && extra.size() > 2)
      body += "<p>" + std::string(extra[2]) + "</p>";
  }
  body += "<p>" + std::string(extra[1]) + "</p>";
  page.html = "<!doctype html><meta charset=utf-8><title>" + title + "</title><nav><a href=/>home" +
              "</a></nav><article><h1>" + title + "</h1><div class=content>" + body +
              "</div></article><footer>" + site.host + "</footer>";
  return page;
}

struct Sum {
  size_t blocks = 0, own = 0, leaked = 0, pages_with_leaks = 0;
};

Sum dumped(const Store& store, const std::map<std::string, MadePage>& pages, Templates templates) {
  Sum sum;
  store.scan_dump(
      0,
      [&](const DumpItem& item) {
        const auto& article = std::get<ArticleRecord>(item);
        const auto& own = pages.at(article.url).own;
        const size_t before = sum.leaked;
        for (const Block& block : article.blocks) {
          const bool is_own = std::ranges::find(own, block.text) != own.end();
          ++sum.blocks;
          (is_own ? sum.own : sum.leaked) += 1;
        }
        sum.pages_with_leaks += sum.leaked > before;
        return true;
      },
      templates);
  return sum;
}

void row(const char* name, const Sum& sum, size_t own) {
  const double precision = static_cast<double>(sum.own) / static_cast<double>(sum.blocks);
  const double recall = static_cast<double>(sum.own) / static_cast<double>(own);
  std::printf("%-20s %8zu %8zu %10.3f %8.3f %8.3f\n", name, sum.leaked, sum.pages_with_leaks,
              precision, recall, 2 * precision * recall / (precision + recall));
}

}  // namespace

int main(int argc, char** argv) {
  const size_t each =
      argc > 1 ? static_cast<size_t>(std::clamp(std::atoi(argv[1]), 1, 10'000)) : 40;
  const std::vector<std::string> pool = paragraphs();
  std::mt19937_64 random(1);
  std::map<std::string, MadePage> pages;
  const fs::path folder =
      fs::temp_directory_path() / ("template_bench-" + std::to_string(getpid()));
  auto store = Store::open(folder);
  size_t own = 0, kept = 0;
  for (size_t n = 0; n < each; ++n) {
    for (const Site& site : sites()) {
      const std::string href = "http://" + std::string(site.host) + "/" + std::to_string(n);
      MadePage made = make_page(site, n, pool, random);
      const Url url = Url::parse(href).value();
      Page page;
      page.url = &url;
      page.bytes = made.html;
      Commit commit;
      commit.url.emplace().url = href;
      commit.article = article_of(extract(page, {}), href, Time(Seconds(1)));
      if (!has_text(commit.article->verdict)) continue;
      ++kept;
      own += made.own.size();
      pages.emplace(href, std::move(made));
      store->apply({commit}, false);
    }
  }
  std::printf("%zu sites, %zu articles, %zu paragraphs of their own\n\n", sites().size(), kept,
              own);
  std::printf("%-20s %8s %8s %10s %8s %8s\n", "blocks", "leaked", "pages", "precision", "recall",
              "F1");
  row("each page by itself", dumped(*store, pages, Templates::kKeep), own);
  row("template dropped", dumped(*store, pages, Templates::kDrop), own);
  store.reset();
  fs::remove_all(folder);
}
