// ns a call of what every link of every page passes through.
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "parser/canonical.h"
#include "parser/trap.h"

using namespace winnow;

namespace {

constexpr int kRounds = 200'000;

template <class Call>
void measure(const char* what, const std::vector<std::string>& inputs, Call call) {
  size_t bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kRounds; ++i) {
    for (const std::string& input : inputs) bytes += call(input);
  }
  const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
  std::printf("%-28s %7.1f ns  (%zu)\n", what, time.count() / kRounds / inputs.size(), bytes);
}

}  // namespace

int main() {
  const Url base = *Url::parse("https://news.example.com.cn/2023/11/06/c_1129960000.htm");
  const std::vector<std::string> absolute = {
      "https://news.example.com.cn/2023/11/06/c_1129960001.htm", "http://www.example.com/",
      "https://finance.example.com/stock/usstock/c/2023-11-06/doc-imzschae.shtml"};
  const std::vector<std::string> relative = {"/politics/2023-11/06/content_31240.htm",
                                             "../../05/c_1129960002.htm",
                                             "c_1129960003.htm#comments"};
  const std::vector<std::string> queries = {
      "/article?id=31240&page=2&utm_source=weibo&utm_medium=social",
      "https://www.example.com/thread.php?tid=20231106&from=timeline&spm=a2c4g.1"};
  const std::vector<std::string> hard = {
      "https://\xe4\xb8\xad\xe5\x9b\xbd.example/\xe6\x96\x87\xe7\xab\xa0/1.html"};
  const auto parse = [&](const std::string& s) { return Url::parse(s, &base)->href().size(); };
  const auto canonical = [&](const std::string& s) {
    return canonicalize(s, &base)->href().size();
  };
  measure("parse absolute", absolute, parse);
  measure("parse relative", relative, parse);
  measure("parse with query", queries, parse);
  measure("parse international domain", hard, parse);
  measure("canonicalize absolute", absolute, canonical);
  measure("canonicalize relative", relative, canonical);
  measure("canonicalize with tracking", queries, canonical);
  measure("trap_of", absolute, [](const std::string& s) { return trap_of(s).size(); });
  measure("non_page_extension", absolute,
          [](const std::string& s) { return non_page_extension(s).size(); });
}
