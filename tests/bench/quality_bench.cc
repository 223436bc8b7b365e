// What the quality signals cost: quality_bench [ROUNDS]. Microseconds a page for texts of stated
// sizes, made of random words: Chinese, for which the dictionary is asked, and English.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "parser/text/quality.h"

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

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 2000;
  std::mt19937_64 random(1);
  std::printf("%-8s %8s %8s %12s\n", "text", "bytes", "words", "us a page");
  for (const bool chinese : {true, false}) {
    for (const size_t bytes : {3'000, 10'000}) {
      const std::vector<Block> blocks = page(chinese, bytes, random);
      const auto begin = std::chrono::steady_clock::now();
      uint64_t words = 0;
      for (int i = 0; i < rounds; ++i) words += quality_of(blocks).words;
      const std::chrono::duration<double, std::micro> took =
          std::chrono::steady_clock::now() - begin;
      std::printf("%-8s %8zu %8llu %12.1f\n", chinese ? "Chinese" : "English", bytes,
                  static_cast<unsigned long long>(words / rounds), took.count() / rounds);
    }
  }
}
