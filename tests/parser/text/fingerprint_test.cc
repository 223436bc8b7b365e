#include "parser/text/fingerprint.h"

#include <algorithm>
#include <random>
#include <set>

#include "tests/catch.h"

using namespace winnow;

namespace {

size_t shared_bands(const Fingerprint& a, const Fingerprint& b) {
  size_t count = 0;
  for (size_t i = 0; i < a.bands.size(); ++i) count += a.bands[i] == b.bands[i];
  return count;
}

// `count` words of a large vocabulary, by a fixed generator.
std::vector<std::string> some_words(std::mt19937_64& random, size_t count) {
  std::vector<std::string> words;
  for (size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string(random() % 1'000'000));
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

// Share of pairs that share a band, when `changed` words in a row of 500 differ.
double found_share(size_t changed) {
  std::mt19937_64 random(7);
  constexpr int kPairs = 300;
  int found = 0;
  for (int i = 0; i < kPairs; ++i) {
    std::vector<std::string> words = some_words(random, 500);
    const Fingerprint before = fingerprint_of(join(words));
    const std::vector<std::string> others = some_words(random, changed);
    std::copy(others.begin(), others.end(), words.begin() + 100);
    found += shared_bands(before, fingerprint_of(join(words))) > 0;
  }
  return static_cast<double>(found) / kPairs;
}

}  // namespace

TEST_CASE("normalised words drop layout, punctuation and case") {
  CHECK(normalized_words("  The MILL,\nby—the “River”.") == "the mill by the river");
  CHECK(normalized_words("谷粒，Grain谷") == "谷 粒 grain 谷");
  CHECK(normalized_words("ÄÖ Σίσυφος ＡＢ") == "äö σίσυφοσ ａｂ");
  CHECK(normalized_words("!?。") == "");
}

TEST_CASE("the exact hash is the same for the same words and no others") {
  CHECK(fingerprint_of("The mill, by the river.").exact ==
        fingerprint_of("the mill\nby the RIVER").exact);
  CHECK(fingerprint_of("the mill by the river").exact !=
        fingerprint_of("the mill by a river").exact);
  CHECK(fingerprint_of("a bc").exact != fingerprint_of("ab c").exact);
}

TEST_CASE("a text without words has a zero fingerprint") {
  for (const char* text : {"", "   ", "***", "。！"}) {
    const Fingerprint none = fingerprint_of(text);
    CHECK(none.exact == Fingerprint{}.exact);
    CHECK(none.bands == Fingerprint{}.bands);
  }
}

TEST_CASE("a short text has a fingerprint that only its own words have") {
  const Fingerprint two = fingerprint_of("谷粒");
  CHECK(two.bands == fingerprint_of("谷，粒").bands);
  CHECK(shared_bands(two, fingerprint_of("粒谷")) == 0);
  CHECK(shared_bands(two, fingerprint_of("谷粒谷")) == 0);
  CHECK(std::set<uint64_t>(two.bands.begin(), two.bands.end()).size() == two.bands.size());
}

TEST_CASE("near duplicates share a band as often as MinHash promises") {
  // Of 496 shingles, k changed words in a row spoil k + 4: s = (492 - k) / (500 + k).
  CHECK(found_share(10) >= 0.99);  // s = 0.945, promised 1.000
  CHECK(found_share(50) >= 0.90);  // s = 0.804, promised 0.930
  CHECK(found_share(50) <= 0.98);
  CHECK(found_share(150) <= 0.20);  // s = 0.526, promised 0.079
  CHECK(found_share(300) == 0);     // s = 0.240, promised 0.0002
}

TEST_CASE("near duplicates of short texts are found as well") {
  const char* first =
      "村口的水车修好了，从今天早上开始又转了起来，孩子们围着看，老人们坐在桥头说起从前的事。";
  const char* second =
      "村口的水车修好了，从今天早上开始又转了起来，孩子们围着看，老人们坐在桥头说起从前的事情。";
  CHECK(shared_bands(fingerprint_of(first), fingerprint_of(second)) > 0);
  CHECK(shared_bands(fingerprint_of(first), fingerprint_of("河里的鱼今年特别多。")) == 0);
}

TEST_CASE("a block's hash ignores punctuation, but tells blocks without words apart") {
  CHECK(block_hash("Share this!") == block_hash("share this"));
  CHECK(block_hash("分享 到：") == block_hash("分享到"));
  CHECK(block_hash("* * *") != block_hash("---"));
  CHECK(block_hash("第1章") != block_hash("第2章"));
}

TEST_CASE("blocks added one by one have the fingerprint of their lines") {
  Fingerprinter fingerprinter;
  CHECK(fingerprinter.add("The mill turns again.") == block_hash("The mill turns again."));
  CHECK(fingerprinter.add("* * *") == block_hash("* * *"));
  CHECK(fingerprinter.add("水车又转了起来") == block_hash("水车又转了起来"));
  const Fingerprint whole = fingerprint_of("The mill turns again.\n* * *\n水车又转了起来");
  CHECK(fingerprinter.finish().exact == whole.exact);
  CHECK(fingerprinter.finish().bands == whole.bands);
}
