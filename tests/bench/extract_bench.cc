// What extraction costs, on one core: pages a second, and CPU time of each stage beside plain
// gumbo_parse of the same bytes in the same run.
//
//   extract_bench [DIRECTORY]    pages *.html and *.html.gz; without one, the shared pages if they
//                                are there ($WINNOW_SHARED or ../shared), else pages made here
#include <gumbo.h>
#include <sys/resource.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "parser/extract.h"
#include "parser/html/charset.h"
#include "parser/html/dom_builder.h"
#include "parser/html/gumbo.h"
#include "parser/html/input_stream.h"
#include "parser/html/skeleton.h"
#include "tests/parser/html/adversarial.h"

namespace fs = std::filesystem;
using namespace winnow;

namespace {

struct Sample {
  std::string name, bytes;
};

double cpu_us() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

template <class Call>
double us_of(Call call) {
  const double start = cpu_us();
  call();
  return cpu_us() - start;
}

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
  double gumbo = 0, decode = 0, preprocess = 0, make = 0, parse = 0, tree = 0, extract = 0;
  double worst = 0;
  std::string worst_name;
};

void measure(const Sample& page, Totals& sum) {
  ++sum.pages;
  sum.bytes += page.bytes.size();
  sum.gumbo += us_of([&] {
    GumboOutput* out =
        gumbo_parse_with_options(&kGumboDefaultOptions, page.bytes.data(), page.bytes.size());
    gumbo_destroy_output(&kGumboDefaultOptions, out);
  });
  Decoded decoded(std::string_view(), "", CharsetSource::kDefault);
  sum.decode += us_of([&] { decoded = decode(page.bytes, ""); });
  sum.tree +=
      us_of([&] { sum.refused += Dom::parse(decoded.text()).refusal() != DomRefusal::kNone; });

  // The stages of Dom::parse one by one; what is left of its time is writing the flat tree.
  std::string storage;
  std::string_view input;
  sum.preprocess += us_of([&] { input = preprocess(decoded.text(), storage); });
  Arena strings;
  Skeleton skeleton;
  SkeletonResult result{};
  sum.make += us_of([&] { result = make_skeleton(input, {}, strings, skeleton); });
  sum.without_skeleton += result == SkeletonResult::kNone;
  sum.skeleton += skeleton.html.size();
  static Arena arena;
  arena.reset(16 << 20);
  const std::string_view given = result == SkeletonResult::kNone ? input : skeleton.html;
  sum.parse += us_of([&] { parse_with_gumbo(given, arena, {}); });

  const double whole = us_of([&] {
    Page in;
    in.bytes = page.bytes;
    extract(in, {});
  });
  sum.extract += whole;
  if (whole > sum.worst) {
    sum.worst = whole;
    sum.worst_name = page.name;
  }
}

void row(const char* name, double us, const Totals& sum) {
  const double pages = static_cast<double>(sum.pages),
               megabytes = static_cast<double>(sum.bytes) / 1e6;
  std::printf("%-34s %9.1f us a page %9.0f pages/s %8.1f MB/s %6.2f x\n", name, us / pages,
              pages / us * 1e6, megabytes / us * 1e6, sum.gumbo / us);
}

void report(const Totals& sum) {
  std::printf("%zu pages, %.1f MB; skeletons %.1f MB; %zu without one, %zu refused\n\n", sum.pages,
              static_cast<double>(sum.bytes) / 1e6, static_cast<double>(sum.skeleton) / 1e6,
              sum.without_skeleton, sum.refused);
  row("plain gumbo_parse", sum.gumbo, sum);
  row("decode", sum.decode, sum);
  row("preprocess", sum.preprocess, sum);
  row("skeleton and guard", sum.make, sum);
  row("Gumbo on the skeleton", sum.parse, sum);
  row("flat tree", std::max(1.0, sum.tree - sum.preprocess - sum.make - sum.parse), sum);
  row("bytes to tree", sum.decode + sum.tree, sum);
  row("bytes to Extraction, extract()", sum.extract, sum);
  std::printf("\nworst page %.1f ms: %s\n", sum.worst / 1e3, sum.worst_name.c_str());
  std::printf("peak memory %.1f MiB\n", peak_mib());
}

void report_adversarial() {
  double worst = 0;
  std::string name;
  for (size_t bytes : {119'000u, 450'000u, 2'000'000u}) {
    for (const AdversarialPage& page : adversarial_pages(bytes)) {
      const double us = us_of([&] { Dom::parse(page.html); });
      if (us <= worst) continue;
      worst = us;
      name = page.name + ", " + std::to_string(bytes) + " bytes";
    }
  }
  std::printf("worst page made to be slow, to its tree or refusal: %.1f ms (%s)\n", worst / 1e3,
              name.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  Totals sum;
  const auto files = page_files(argc > 1 ? argv[1] : nullptr);
  // One page at a time, so that the peak is that of the work and not of the pages.
  for (const fs::path& file : files) measure({file.filename(), gunzip_file(file)}, sum);
  if (files.empty()) {
    std::puts("no pages given or shared; these are made here");
    for (int i = 0; i < 500; ++i) measure(made_page(i), sum);
  }
  report(sum);
  report_adversarial();
}
