#include "parser/text/repetition.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace winnow {
namespace {

constexpr size_t kMost = 1 << 18;
constexpr uint64_t kP = 0x9E3779B97F4A7C15;

// datatrove gopher_quality_filter.py, STOP_WORDS; as written, hence without capitals.
constexpr std::array<std::u32string_view, 8> kEnglish = {U"the", U"be",   U"to",   U"of",
                                                         U"and", U"that", U"have", U"with"};
// fineweb-2/configs/cmn_Hani.yml; its 22nd, the middle dot, is looked for among the characters.
constexpr std::array<std::u32string_view, 21> kMandarin = {
    U"的", U"年", U"在", U"月", U"是", U"和", U"日", U"了", U"於", U"為", U"有",
    U"被", U"人", U"中", U"为", U"他", U"與", U"後", U"也", U"而", U"由"};

float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

uint64_t mix(uint64_t x) {
  x = (x ^ x >> 32) * 0xD6E8FEB86659FD93;
  return x ^ x >> 32;
}

// How often each key came, and where first. Keys are not zero.
class Counts {
 public:
  struct Entry {
    uint64_t key = 0;
    uint32_t count = 0, first = 0;
  };

  // For at most `keys` of them; what was counted before goes.
  void clear(size_t keys) { entries_.assign(std::bit_ceil(2 * keys + 1), Entry{}); }

  uint32_t add(uint64_t key, size_t position) {
    Entry& entry = find(key);
    if (entry.count == 0) entry = {key, 0, static_cast<uint32_t>(position)};
    return ++entry.count;
  }
  uint32_t count(uint64_t key) { return find(key).count; }
  template <class F>
  void each(F use) const {
    for (const Entry& entry : entries_)
      if (entry.count) use(entry);
  }

 private:
  Entry& find(uint64_t key) {
    const size_t mask = entries_.size() - 1;
    size_t i = mix(key) & mask;
    while (entries_[i].count && entries_[i].key != key) i = (i + 1) & mask;
    return entries_[i];
  }

  std::vector<Entry> entries_;
};

uint64_t key_of(const Segment& word) { return word.hash; }
uint64_t key_of(char32_t c) { return (c + 1) * kP; }

// The hash of any n items of a sequence from hashes of its beginnings (Karp and Rabin).
class Grams {
 public:
  template <class Items>
  explicit Grams(const Items& items) : beginnings_(1) {
    beginnings_.reserve(items.size() + 1);
    for (const auto& item : items) beginnings_.push_back(beginnings_.back() * kBase + key_of(item));
  }
  size_t count(size_t n) const { return beginnings_.size() > n ? beginnings_.size() - n : 0; }
  uint64_t operator()(size_t at, size_t n) const {
    const uint64_t hash = mix(beginnings_[at + n] - beginnings_[at] * kPowers[n]);
    return hash ? hash : 1;
  }

 private:
  static constexpr uint64_t kBase = 0xD1342543DE82EF95;
  static constexpr auto kPowers = [] {
    std::array<uint64_t, 14> powers{1};
    for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * kBase;
    return powers;
  }();
  std::vector<uint64_t> beginnings_;
};

class Repetition {
 public:
  Repetition(std::span<const Segment> words, std::u32string_view text, Quality& quality)
      : words_(words.first(std::min(words.size(), kMost))),
        text_(text.substr(0, kMost)),
        quality_(quality),
        grams_(words_),
        lengths_(1) {
    for (const Segment& word : words_) lengths_.push_back(lengths_.back() + word.length);
    // What the shares are of: the whole text, or as much of it as was looked at.
    characters_ = words.size() > kMost ? static_cast<double>(lengths_.back())
                                       : static_cast<double>(quality.characters);
  }

  void run() {
    word_counts();
    uint32_t most = 2;  // of the n-grams one word shorter
    for (size_t n = 2; n <= 4; ++n) most = top(n, most);
    // Where no four words came twice, no five did.
    if (most > 1) {
      for (size_t n = 5; n <= 10; ++n)
        if ((quality_.duplicate_ngrams[n - 5] = duplicate(n)) == 0) break;
      if (quality_.duplicate_ngrams[0] > 0) quality_.repeated_5grams = repeated(grams_, 5);
    }
    characters();
  }

 private:
  void word_counts() {
    counts_.clear(words_.size());
    for (size_t i = 0; i < words_.size(); ++i) counts_.add(words_[i].hash, i);
    uint64_t stops = 0;
    const auto occurring = [&](const auto& list) {
      uint32_t found = 0;
      for (const std::u32string_view word : list) {
        const uint32_t count = counts_.count(segment_hash(word));
        found += count > 0;
        stops += count;
      }
      return found;
    };
    quality_.stop_words_en = occurring(kEnglish);
    quality_.stop_words_zh = occurring(kMandarin) + (text_.find(U'·') != text_.npos);
    quality_.stop_words = share(static_cast<double>(stops), static_cast<double>(words_.size()));
    double entropy = 0;
    counts_.each([&](const Counts::Entry& entry) {
      const double p = entry.count / static_cast<double>(words_.size());
      entropy -= p * std::log(p);
    });
    quality_.word_entropy = static_cast<float>(entropy);
  }

  // Of equally frequent n-grams the first. Returns how often it came.
  uint32_t top(size_t n, uint32_t shorter) {
    if (grams_.count(n) == 0) return 0;
    Counts::Entry best{0, 1, 0};
    if (shorter > 1) {
      counts_.clear(grams_.count(n));
      for (size_t i = 0; i < grams_.count(n); ++i) counts_.add(grams_(i, n), i);
      counts_.each([&](const Counts::Entry& entry) {
        if (entry.count > best.count || (entry.count == best.count && entry.first < best.first))
          best = entry;
      });
    }
    const double length = static_cast<double>(length_of(best.first, n) + n - 1);
    quality_.top_ngram[n - 2] = share(length * best.count, characters_);
    return best.count;
  }

  float duplicate(size_t n) {
    counts_.clear(grams_.count(n));
    uint64_t length = 0;
    for (size_t i = 0; i < grams_.count(n);) {
      const bool again = counts_.add(grams_(i, n), i) > 1;
      if (again) length += length_of(i, n);
      i += again ? n : 1;
    }
    return share(static_cast<double>(length), characters_);
  }

  // Share of the n-grams that occur more than once.
  float repeated(const Grams& grams, size_t n) {
    counts_.clear(grams.count(n));
    for (size_t i = 0; i < grams.count(n); ++i) counts_.add(grams(i, n), i);
    uint64_t again = 0;
    counts_.each([&](const Counts::Entry& entry) { again += entry.count > 1 ? entry.count : 0; });
    return share(static_cast<double>(again), static_cast<double>(grams.count(n)));
  }

  void characters() {
    counts_.clear(text_.size());
    size_t different = 0, counted = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\n') continue;
      different += counts_.add(text_[i] + 1, i) == 1;
      ++counted;
    }
    quality_.unique_characters =
        share(static_cast<double>(different), static_cast<double>(counted));
    const Grams grams(text_);
    quality_.repeated_3characters = frequent_3characters(grams);
    quality_.repeated_13characters = repeated(grams, 13);
  }

  // The sum of the most frequent n-grams, as many as the root of the number of different ones, but
  // none that came once (data-preparation, filtering.py, compute_character_repetition_ratio).
  float frequent_3characters(const Grams& grams) {
    counts_.clear(grams.count(3));
    for (size_t i = 0; i < grams.count(3); ++i) counts_.add(grams(i, 3), i);
    std::vector<uint32_t> often;
    size_t different = 0;
    counts_.each([&](const Counts::Entry& entry) {
      ++different;
      if (entry.count > 1) often.push_back(entry.count);
    });
    const auto root = static_cast<size_t>(std::sqrt(static_cast<double>(different)));
    const size_t taken = std::min(root, often.size());
    if (taken < often.size())
      std::nth_element(often.begin(), often.begin() + static_cast<ptrdiff_t>(taken), often.end(),
                       std::greater<>());
    uint64_t sum = 0;
    for (size_t i = 0; i < taken; ++i) sum += often[i];
    return share(static_cast<double>(sum), static_cast<double>(grams.count(3)));
  }

  uint64_t length_of(size_t at, size_t n) const { return lengths_[at + n] - lengths_[at]; }

  std::span<const Segment> words_;
  std::u32string_view text_;
  Quality& quality_;
  Grams grams_;
  std::vector<uint64_t> lengths_;  // of the first words, in characters
  double characters_ = 0;
  Counts counts_;
};

}  // namespace

void add_repetition(std::span<const Segment> words, std::u32string_view text, Quality& quality) {
  Repetition(words, text, quality).run();
}

}  // namespace winnow
