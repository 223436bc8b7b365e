// What the quality signals and the language cost: quality_bench [ROUNDS]. Microseconds a page for
// texts of stated sizes, made of random words: Chinese, for which the dictionary is asked, and
// English.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "parser/text/language.h"
#include "parser/text/quality.h"
#include "tests/bench/extract_stages.h"

using namespace winnow;

namespace {

std::vector<Block> page(bool chinese, size_t bytes, std::mt19937_64& random) {
  static const std::string kZh[] = {"考古", "发现", "这里", "曾经", "是",   "一片", "湿地",
                                    "专家", "目前", "不能", "结论", "市民", "的",   "记者"};
  static const std::string kEn[] = {"quick", "house", "the",   "over",  "nobody",
                                    "long",  "week",  "third", "river", "of"};
  std::vector<Block> blocks;
  for (size_t size = 0; size < bytes;) {
    std::string text;
    while (text.size() < 300) {
      text += chinese ? kZh[random() % 14] : kEn[random() % 10];
      if (!chinese) text += std::to_string(random() % 500) + ' ';
      if (random() % 9 == 0) text += chinese ? "，" : ", ";
    }
    text += chinese ? "。" : ".";
    size += text.size();
    blocks.push_back({BlockKind::kParagraph, 0, 0, std::move(text)});
  }
  return blocks;
}

// Microseconds of CPU a page: all different, so that no branch is learnt by heart.
template <class Call>
double time_of(const std::vector<std::vector<Block>>& pages, int rounds, Call call) {
  const double begin = cpu_us();
  for (int i = 0; i < rounds; ++i) call(pages[static_cast<size_t>(i) % pages.size()]);
  return (cpu_us() - begin) / rounds;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 2000;
  std::mt19937_64 random(1);
  std::printf("%-8s %8s %8s %12s %12s\n", "text", "bytes", "words", "quality us", "language us");
  for (const bool chinese : {true, false}) {
    for (const size_t bytes : {3'000, 10'000}) {
      std::vector<std::vector<Block>> pages;
      for (int i = 0; i < 50; ++i) pages.push_back(page(chinese, bytes, random));
      uint64_t words = 0, letters = 0;
      const double quality =
          time_of(pages, rounds, [&](const auto& blocks) { words += quality_of(blocks).words; });
      const double language = time_of(pages, rounds, [&](const auto& blocks) {
        std::string text;
        for (const Block& block : blocks) text += block.text + '\n';
        letters += language_of(text, "").code.size();
      });
      std::printf("%-8s %8zu %8llu %12.1f %12.1f\n", chinese ? "Chinese" : "English", bytes,
                  static_cast<unsigned long long>(words / rounds), quality,
                  letters > 0 ? language : 0);
    }
  }
}
