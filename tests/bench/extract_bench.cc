// What extraction costs, on one core: pages a second, and CPU time of each stage beside plain
// gumbo_parse of the same bytes in the same run.
//
//   extract_bench [DIRECTORY] [PASSES]
//
// Pages are *.html and *.html.gz; without a directory, the shared pages if they are there
// ($WINNOW_SHARED or ../shared), else pages made here. All pages are measured in turn, PASSES times
// (3), so that none meets its own traces in the caches; the least time of each stage counts.
#include <gumbo.h>
#include <sys/resource.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "crawler/process_info.h"
#include "parser/html/charset.h"
#include "tests/bench/extract_stages.h"
#include "tests/parser/html/adversarial.h"

namespace fs = std::filesystem;
using namespace winnow;

namespace {

struct Sample {
  std::string name, bytes;
};

double peak_mib() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Reads plain files as they are.
std::string gunzip_file(const fs::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  static char buffer[1 << 16];
  for (int n; (n = gzread(file, buffer, sizeof buffer)) > 0;)
    bytes.append(buffer, static_cast<size_t>(n));
  gzclose(file);
  return bytes;
}

std::vector<fs::path> page_files(const char* given) {
  const char* shared = std::getenv("WINNOW_SHARED");
  const fs::path folder = given    ? fs::path(given)
                          : shared ? fs::path(shared) / "extract/pages"
                                   : fs::path("../shared/extract/pages");
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".html") || name.ends_with(".html.gz")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// A page of the usual proportions: half of it scripts and styles, navigation, paragraphs, links.
Sample made_page(int number) {
  std::string html = "<!doctype html><html lang=en><head><title>Page</title><style>" +
                     std::string(8'000, 's') + "</style><script>" + std::string(20'000, 'x') +
                     "</script></head><body><ul class=\"nav main-nav\">";
  for (int i = 0; i < 60; ++i) {
    html += "<li class=\"item\">\n  <a href=\"/section/" + std::to_string(i) +
            "?a=1&amp;b=2\">Section</a></li>";
  }
  html += "</ul><div class=article>";
  for (int i = 0; i < 20 + number % 40; ++i) {
    html += "<p>A paragraph of <b>some</b> words, 一些文字, &ldquo;and more&rdquo; of them. " +
            std::string(300, 'w') + "</p>\n";
  }
  return {"made-" + std::to_string(number), html + "</div></body></html>"};
}

struct Totals {
  size_t pages = 0, bytes = 0, skeleton = 0, without_skeleton = 0, refused = 0;
  Stages stages;
  double worst = 0;
  std::string worst_name;
};

constexpr const char *kGumbo = "plain gumbo_parse", *kExtract = "bytes to Extraction, extract()",
                     *kTree = "Dom::parse";

Stages measure_once(const Sample& page, Totals& sum) {
  Stages stages;
  stages.time(kGumbo, [&] {
    GumboOutput* out =
        gumbo_parse_with_options(&kGumboDefaultOptions, page.bytes.data(), page.bytes.size());
    gumbo_destroy_output(&kGumboDefaultOptions, out);
  });
  Decoded decoded(std::string_view(), "", CharsetSource::kDefault);
  stages.time("decode", [&] { decoded = decode(page.bytes, ""); });
  Dom dom;
  stages.time(kTree, [&] { dom = Dom::parse(decoded.text()); });
  const TreeTimed tree = time_tree(decoded.text(), stages);
  sum.without_skeleton += tree.without_skeleton;
  sum.skeleton += tree.skeleton_bytes;
  sum.refused += dom.refusal() != DomRefusal::kNone;
  if (dom.refusal() == DomRefusal::kNone)
    time_extraction(dom, decoded.charset(), std::nullopt, stages);
  stages.time(kExtract, [&] {
    Page in;
    in.bytes = page.bytes;
    extract(in, {});
  });
  return stages;
}

// Calls page(i) for each number of a page, in each of the passes.
template <class PageOf>
Totals measure(size_t pages, int passes, PageOf page) {
  Totals sum;
  std::vector<Stages> best(pages);
  for (int pass = 0; pass < passes; ++pass) {
    Totals counts;
    for (size_t i = 0; i < pages; ++i) {
      const Sample sample = page(i);  // one at a time: the peak is that of the work
      best[i].take_lesser(measure_once(sample, counts));
      counts.bytes += sample.bytes.size();
      if (pass + 1 < passes || best[i][kExtract] <= counts.worst) continue;
      counts.worst = best[i][kExtract];
      counts.worst_name = sample.name;
    }
    sum = std::move(counts);
  }
  sum.pages = pages;
  for (const Stages& stages : best) sum.stages.add(stages);
  return sum;
}

void row(std::string_view name, double us, const Totals& sum) {
  const double pages = static_cast<double>(sum.pages),
               megabytes = static_cast<double>(sum.bytes) / 1e6;
  std::printf("%-32.*s %8.1f us a page %8.0f pages/s %8.1f MB/s %7.2f x\n",
              static_cast<int>(name.size()), name.data(), us / pages, pages / us * 1e6,
              megabytes / us * 1e6, sum.stages[kGumbo] / us);
}

void report(const Totals& sum) {
  std::printf("%zu pages, %.1f MB; skeletons %.1f MB; %zu without one, %zu refused\n\n", sum.pages,
              static_cast<double>(sum.bytes) / 1e6, static_cast<double>(sum.skeleton) / 1e6,
              sum.without_skeleton, sum.refused);
  const Stages& stages = sum.stages;
  for (const auto& [name, us] : stages.all()) {
    if (name == kTree) {
      const double parts =
          stages["preprocess"] + stages["skeleton and guard"] + stages["Gumbo on the skeleton"];
      row("flat tree", std::max(1.0, us - parts), sum);
    } else if (name != kExtract) {
      row(name, us, sum);
    }
  }
  std::puts("");
  row("bytes to tree", stages["decode"] + stages[kTree], sum);
  row(kExtract, stages[kExtract], sum);
  std::printf("\nworst page %.1f ms: %s\n", sum.worst / 1e3, sum.worst_name.c_str());
  std::printf("peak memory %.1f MiB\n", peak_mib());
}

void report_adversarial() {
  constexpr size_t kShown = 5;
  std::vector<std::pair<double, std::string>> all;
  for (size_t bytes : {119'000u, 450'000u, 2'000'000u}) {
    for (const AdversarialPage& page : adversarial_pages(bytes)) {
      const double start = cpu_us();
      Page in;
      in.bytes = page.html;
      extract(in, {});
      all.emplace_back(cpu_us() - start, page.name + ", " + std::to_string(bytes) + " bytes");
    }
  }
  std::partial_sort(all.begin(), all.begin() + kShown, all.end(), std::greater<>());
  std::puts("worst pages made to be slow:");
  for (size_t i = 0; i < kShown; ++i) {
    std::printf("%8.1f ms  %s\n", all[i].first / 1e3, all[i].second.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();  // as winnow does
  const int passes = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  const auto files = page_files(argc > 1 ? argv[1] : nullptr);
  if (files.empty()) std::puts("no pages given or shared; these are made here");
  report(files.empty()
             ? measure(500, passes, [](size_t i) { return made_page(static_cast<int>(i)); })
             : measure(files.size(), passes, [&](size_t i) {
                 return Sample{files[i].filename(), gunzip_file(files[i])};
               }));
  report_adversarial();
}
