#include "parser/text/repetition.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>

#include "tests/catch.h"

using namespace winnow;

namespace {

struct Text {
  std::u32string characters;
  std::vector<Segment> words;
};

Text text_of(const std::vector<std::u32string>& words) {
  Text text;
  for (const std::u32string& word : words) {
    if (!text.characters.empty()) text.characters += U' ';
    text.characters += word;
    text.words.push_back({segment_hash(word), static_cast<uint32_t>(word.size()), true});
  }
  return text;
}

Quality repetition_of(const Text& text) {
  Quality quality;
  quality.characters = static_cast<uint32_t>(text.characters.size());
  add_repetition(text.words, text.characters, quality);
  return quality;
}

// The same said plainly: each n-gram spelt out.
class Plain {
 public:
  explicit Plain(const Text& text) : text_(text) {
    for (const Segment& word : text.words) words_.push_back(word.hash);
  }

  float top(size_t n) const {
    if (words_.size() < n) return 0;
    size_t best = 0, most = 0;
    for (size_t i = 0; i + n <= words_.size(); ++i) {
      const size_t count = occurrences(gram(i, n));
      if (count > most) best = i, most = count;
    }
    return of_characters(most * (length_of(best, n) + n - 1));
  }

  float duplicate(size_t n) const {
    std::map<std::vector<uint64_t>, int> met;
    size_t length = 0;
    for (size_t i = 0; i + n <= words_.size();) {
      const bool again = met[gram(i, n)]++ > 0;
      if (again) length += length_of(i, n);
      i += again ? n : 1;
    }
    return of_characters(length);
  }

  float repeated_words(size_t n) const {
    if (words_.size() < n) return 0;
    size_t again = 0;
    for (size_t i = 0; i + n <= words_.size(); ++i) again += occurrences(gram(i, n)) > 1;
    return share(again, words_.size() - n + 1);
  }

  float repeated_characters(size_t n) const {
    size_t again = 0, all = 0;
    for (const auto& [piece, count] : pieces(n)) {
      again += count > 1 ? count : 0;
      all += count;
    }
    return share(again, all);
  }

  float frequent_characters(size_t n) const {
    std::vector<size_t> counts;
    size_t all = 0, sum = 0;
    for (const auto& [piece, count] : pieces(n)) counts.push_back(count), all += count;
    std::ranges::sort(counts, std::greater<>());
    const auto root = static_cast<size_t>(std::sqrt(static_cast<double>(counts.size())));
    for (size_t i = 0; i < root; ++i) sum += counts[i] > 1 ? counts[i] : 0;
    return share(sum, all);
  }

  float different_characters() const {
    std::u32string set = text_.characters;
    std::erase(set, U'\n');
    const size_t all = set.size();
    std::ranges::sort(set);
    const auto rest = std::ranges::unique(set);
    return share(static_cast<size_t>(rest.begin() - set.begin()), all);
  }

  double entropy() const {
    std::map<uint64_t, double> counts;
    for (const uint64_t word : words_) ++counts[word];
    double sum = 0;
    for (const auto& [word, count] : counts) {
      const double p = count / static_cast<double>(words_.size());
      sum -= p * std::log(p);
    }
    return sum;
  }

 private:
  static float share(size_t part, size_t whole) {
    return whole == 0 ? 0
                      : static_cast<float>(static_cast<double>(part) / static_cast<double>(whole));
  }
  float of_characters(size_t part) const { return share(part, text_.characters.size()); }
  std::vector<uint64_t> gram(size_t at, size_t n) const {
    const auto begin = words_.begin() + static_cast<ptrdiff_t>(at);
    return {begin, begin + static_cast<ptrdiff_t>(n)};
  }
  size_t occurrences(const std::vector<uint64_t>& gram_) const {
    size_t count = 0;
    for (size_t i = 0; i + gram_.size() <= words_.size(); ++i)
      count += std::equal(gram_.begin(), gram_.end(), words_.begin() + static_cast<ptrdiff_t>(i));
    return count;
  }
  size_t length_of(size_t at, size_t n) const {
    size_t length = 0;
    for (size_t i = at; i < at + n; ++i) length += text_.words[i].length;
    return length;
  }
  std::map<std::u32string, size_t> pieces(size_t n) const {
    std::map<std::u32string, size_t> counts;
    for (size_t i = 0; i + n <= text_.characters.size(); ++i)
      ++counts[text_.characters.substr(i, n)];
    return counts;
  }

  const Text& text_;
  std::vector<uint64_t> words_;
};

void check_against_plain(const Text& text) {
  const Quality q = repetition_of(text);
  const Plain plain(text);
  for (size_t n = 2; n <= 4; ++n) CHECK(q.top_ngram[n - 2] == plain.top(n));
  for (size_t n = 5; n <= 10; ++n) CHECK(q.duplicate_ngrams[n - 5] == plain.duplicate(n));
  CHECK(q.repeated_5grams == plain.repeated_words(5));
  CHECK(q.repeated_3characters == plain.frequent_characters(3));
  CHECK(q.repeated_13characters == plain.repeated_characters(13));
  CHECK(q.unique_characters == plain.different_characters());
  CHECK(q.word_entropy == Approx(plain.entropy()));
}

}  // namespace

TEST_CASE("repetition is as a plain count of every n-gram has it") {
  std::mt19937 random(7);
  // From few different words, hence much repetition, to many; beyond ASCII and the first plane too.
  for (const uint32_t different : {1, 2, 3, 5, 20, 300}) {
    for (const size_t size : {0, 1, 2, 4, 5, 9, 10, 11, 40, 250}) {
      std::vector<std::u32string> words;
      for (size_t i = 0; i < size; ++i) {
        const uint32_t word = static_cast<uint32_t>(random()) % different;
        words.push_back(
            std::u32string(word % 4 + 1, word % 7 == 6 ? U'\U00020000' + word : U'a' + word));
      }
      check_against_plain(text_of(words));
    }
  }
}

TEST_CASE("whole passages that come again are found, also where they overlap") {
  std::mt19937 random(11);
  std::vector<std::u32string> words;
  for (int i = 0; i < 60; ++i) words.push_back(U"w" + std::u32string(1, U'一' + i));
  for (const size_t n : {4, 5, 6, 9, 10, 11, 30}) {
    std::vector<std::u32string> again = words;
    for (int copies = 0; copies < 3; ++copies) {
      const auto from = words.begin() + static_cast<ptrdiff_t>(random() % (words.size() - n));
      again.insert(again.end(), from, from + static_cast<ptrdiff_t>(n));
    }
    check_against_plain(text_of(again));
  }
  Text lines = text_of(words);
  lines.characters += U"\n" + lines.characters + U"\n";
  check_against_plain(lines);
}
