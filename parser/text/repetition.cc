#include "parser/text/repetition.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <vector>

#include "parser/text/counts.h"

namespace winnow {
namespace {

constexpr size_t kMost = 1 << 18;
constexpr size_t kKept = 1 << 15;  // characters of a text whose memory is kept for the next
constexpr uint64_t kBase = 0xD1342543DE82EF95;

// datatrove gopher_quality_filter.py, STOP_WORDS; as written, hence without capitals.
constexpr std::array<std::u32string_view, 8> kEnglish = {U"the", U"be",   U"to",   U"of",
                                                         U"and", U"that", U"have", U"with"};
// fineweb-2/configs/cmn_Hani.yml; its 22nd, the middle dot, is looked for among the characters.
constexpr std::array<std::u32string_view, 21> kMandarin = {
    U"的", U"年", U"在", U"月", U"是", U"和", U"日", U"了", U"於", U"為", U"有",
    U"被", U"人", U"中", U"为", U"他", U"與", U"後", U"也", U"而", U"由"};

template <size_t N>
std::array<uint64_t, N> hashes_of(const std::array<std::u32string_view, N>& words) {
  std::array<uint64_t, N> hashes;
  std::ranges::transform(words, hashes.begin(), segment_hash);
  return hashes;
}

float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

uint64_t mix(uint64_t x) {
  x = (x ^ x >> 32) * 0xD6E8FEB86659FD93;
  return x ^ x >> 32;
}

// The n-grams of a sequence for growing n: for each the number of those equal to it, or 0 if it
// occurs once, as all longer ones then do that it is part of. Hence ever fewer are looked up.
class Grams {
 public:
  size_t size() const { return numbers_.size(); }
  uint32_t operator[](size_t i) const { return numbers_[i]; }
  const Counts& counts() const { return counts_; }
  Counts& counts() { return counts_; }

  void start(std::span<const Segment> words) {
    counts_.clear(words.size() / 2);
    numbers_.clear();
    for (const Segment& word : words) numbers_.push_back(counts_.add(word.hash));
    drop_single();
  }

  // From n to n + 1.
  void lengthen() {
    if (numbers_.empty()) return;
    const auto repeated = numbers_.size() - std::ranges::count(numbers_, 0u);
    counts_.clear(repeated);
    for (size_t i = 0; i + 1 < numbers_.size(); ++i)
      if (numbers_[i] != 0)
        numbers_[i] = numbers_[i + 1] == 0 ? 0 : counts_.add(pair(numbers_[i], numbers_[i + 1]));
    numbers_.pop_back();
    drop_single();
  }

  // How many are equal to another.
  size_t repeated() const { return numbers_.size() - std::ranges::count(numbers_, 0u); }

  struct Top {
    size_t first = 0;
    uint32_t count = 1;
  };
  // The most frequent, of equally frequent ones the first.
  Top top() const {
    const auto all = counts_.all();
    const auto best = std::ranges::max_element(all);
    if (*best < 2) return {};
    const auto number = static_cast<uint32_t>(best - all.begin());
    return {static_cast<size_t>(std::ranges::find(numbers_, number) - numbers_.begin()), *best};
  }

 private:
  static uint64_t pair(uint32_t a, uint32_t b) { return uint64_t{a} << 32 | b; }
  void drop_single() {
    const auto all = counts_.all();
    for (uint32_t& number : numbers_)
      if (all[number] < 2) number = 0;
  }

  Counts counts_;
  std::vector<uint32_t> numbers_;
};

class Repetition {
 public:
  void run(std::span<const Segment> words, std::u32string_view text, Quality& quality) {
    words_ = words.first(std::min(words.size(), kMost));
    text_ = text.substr(0, kMost);
    beginnings_.assign(1, 0);
    for (const Segment& word : words_) beginnings_.push_back(beginnings_.back() + word.length);
    // What the shares are of: the whole text, or as much of it as was looked at.
    characters_ = words.size() > kMost ? beginnings_.back() : quality.characters;
    grams_.start(words_);
    word_counts(quality);
    for (size_t n = 2; n <= 4; ++n) quality.top_ngram[n - 2] = top(n);
    for (size_t n = 5; n <= 10; ++n) {
      grams_.lengthen();
      const size_t repeated = grams_.repeated();
      if (repeated == 0) break;
      if (n == 5) quality.repeated_5grams = share(number(repeated), number(grams_.size()));
      quality.duplicate_ngrams[n - 5] = duplicate(n);
    }
    quality.unique_characters = unique_characters();
    quality.repeated_3characters = frequent_3characters();
    quality.repeated_13characters = repeated_13characters();
  }

 private:
  static double number(uint64_t count) { return static_cast<double>(count); }

  void word_counts(Quality& quality) {
    static const auto kEnglishHashes = hashes_of(kEnglish);
    static const auto kMandarinHashes = hashes_of(kMandarin);
    uint64_t stops = 0;
    const auto occurring = [&](const auto& list) {
      uint32_t found = 0;
      for (const uint64_t word : list) {
        const uint32_t count = grams_.counts().count(word);
        found += count > 0;
        stops += count;
      }
      return found;
    };
    quality.stop_words_en = occurring(kEnglishHashes);
    quality.stop_words_zh = occurring(kMandarinHashes) + (text_.find(U'·') != text_.npos);
    quality.stop_words = share(number(stops), number(words_.size()));
    quality.word_entropy = static_cast<float>(entropy());
  }

  double entropy() const {
    const auto all = grams_.counts().all();
    std::vector<uint32_t> words_with(*std::ranges::max_element(all) + 1);  // by count
    for (const uint32_t count : all) ++words_with[count];
    double entropy = 0;
    for (size_t count = 1; count < words_with.size(); ++count) {
      if (words_with[count] == 0) continue;
      const double p = number(count) / number(words_.size());
      entropy -= words_with[count] * (p * std::log(p));
    }
    return entropy;
  }

  // Without any repetition the first n-gram counts.
  float top(size_t n) {
    grams_.lengthen();
    if (grams_.size() == 0) return 0;
    const Grams::Top best = grams_.top();
    const double length = number(length_of(best.first, n) + n - 1);
    return share(length * best.count, characters_);
  }

  float duplicate(size_t n) {
    met_.assign(grams_.counts().all().size(), false);
    uint64_t length = 0;
    for (size_t i = 0; i < grams_.size();) {
      const uint32_t gram = grams_[i];
      const bool again = gram != 0 && met_[gram];
      if (again) length += length_of(i, n);
      met_[gram] = true;
      i += again ? n : 1;
    }
    return share(number(length), characters_);
  }

  float unique_characters() {
    size_t feeds = 0;
    plane_.reset();
    counts_.clear(0);  // of those beyond the first plane
    for (const char32_t c : text_) {
      feeds += c == '\n';
      if (c < plane_.size())
        plane_[c] = true;
      else
        counts_.add(c);
    }
    const size_t different = plane_.count() - (feeds > 0) + counts_.different();
    return share(number(different), number(text_.size() - feeds));
  }

  // The sum of the most frequent n-grams, as many as the root of the number of different ones, but
  // none that came once (data-preparation, filtering.py, compute_character_repetition_ratio).
  float frequent_3characters() {
    if (text_.size() < 3) return 0;
    counts_.clear(text_.size() / 4);
    uint64_t key = uint64_t{text_[0]} << 21 | text_[1];  // a code point has 21 bits
    for (const char32_t c : text_.substr(2)) {
      key = (key << 21 | c) & ((uint64_t{1} << 63) - 1);
      counts_.add(key);
    }
    std::vector<uint32_t> often;
    for (const uint32_t count : counts_.all())
      if (count > 1) often.push_back(count);
    const auto root = static_cast<size_t>(std::sqrt(number(counts_.different())));
    const size_t taken = std::min(root, often.size());
    if (taken < often.size())
      std::nth_element(often.begin(), often.begin() + static_cast<ptrdiff_t>(taken), often.end(),
                       std::greater<>());
    uint64_t sum = 0;
    for (size_t i = 0; i < taken; ++i) sum += often[i];
    return share(number(sum), number(text_.size() - 2));
  }

  // Share of the n-grams that occur more than once. A bit for each hash (Karp and Rabin) tells
  // which may; only those are counted.
  float repeated_13characters() {
    constexpr size_t n = 13;
    if (text_.size() < n) return 0;
    hashes_.resize(text_.size() - n + 1);
    const size_t bits = std::bit_ceil(16 * hashes_.size() + 64);
    const int shift = 64 - std::countr_zero(bits);
    once_.assign(bits / 64, 0);
    again_.assign(bits / 64, 0);
    uint64_t power = 1, rolling = 0;  // of the n - 1 characters before
    for (size_t i = 0; i + 1 < n; ++i) rolling = rolling * kBase + text_[i], power *= kBase;
    for (size_t i = 0; i < hashes_.size(); ++i) {
      const uint64_t full = rolling * kBase + text_[i + n - 1];
      rolling = full - text_[i] * power;
      const uint64_t hash = hashes_[i] = mix(full), at = hash >> shift;
      const uint64_t bit = uint64_t{1} << (at % 64);
      again_[at / 64] |= once_[at / 64] & bit;
      once_[at / 64] |= bit;
    }
    counts_.clear(hashes_.size() / 32);
    for (const uint64_t hash : hashes_)
      if (again_[(hash >> shift) / 64] >> ((hash >> shift) % 64) & 1) counts_.add(hash);
    uint64_t repeated = 0;
    for (const uint32_t count : counts_.all()) repeated += count > 1 ? count : 0;
    return share(number(repeated), number(hashes_.size()));
  }

  uint64_t length_of(size_t at, size_t n) const { return beginnings_[at + n] - beginnings_[at]; }

  std::span<const Segment> words_;
  std::u32string_view text_;
  Grams grams_;
  std::vector<uint32_t> beginnings_;  // of each word, in characters of the words before
  double characters_ = 0;
  // Kept from one text to the next: to ask the system for memory would cost more than to count.
  Counts counts_;
  std::vector<char> met_;
  std::bitset<1 << 16> plane_;
  std::vector<uint64_t> hashes_, once_, again_;
};

}  // namespace

void add_repetition(std::span<const Segment> words, std::u32string_view text, Quality& quality) {
  static thread_local Repetition repetition;
  repetition.run(words, text, quality);
  if (text.size() > kKept) repetition = {};
}

}  // namespace winnow
