#include "parser/text/repetition.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "parser/text/counts.h"

namespace winnow {
namespace {

constexpr size_t kMost = 1 << 18;
constexpr size_t kKept = 1 << 15;  // characters of a text whose memory is kept for the next
constexpr uint64_t kBase = 0xD1342543DE82EF95;

constexpr uint64_t power(uint64_t base, size_t n) { return n == 0 ? 1 : base * power(base, n - 1); }

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

// The n-grams of a sequence that occur more than once, for growing n. Whatever holds one that
// occurs once does so itself; hence ever fewer are looked up.
class Grams {
 public:
  struct Gram {
    uint32_t at;      // where it begins
    uint32_t number;  // the same for equal ones, from 1 on in the order in which they first come
  };

  const std::vector<Gram>& repeated() const { return repeated_; }
  const Counts& counts() const { return counts_; }
  size_t size() const { return size_; }  // of all n-grams

  void start(std::span<const Segment> words) {
    size_ = words.size();
    counts_.clear(words.size() / 2);
    repeated_.resize(words.size());
    for (uint32_t i = 0; i < words.size(); ++i) repeated_[i] = {i, counts_.add(words[i].hash)};
    drop_single();
  }

  // From n to n + 1.
  void lengthen() {
    if (size_ > 0) --size_;
    counts_.clear(repeated_.size() / 2);
    size_t kept = 0;
    for (size_t i = 0; i + 1 < repeated_.size(); ++i) {
      const Gram &gram = repeated_[i], &next = repeated_[i + 1];
      if (gram.at + 1 != next.at) continue;
      repeated_[kept++] = {gram.at, counts_.add(uint64_t{gram.number} << 32 | next.number)};
    }
    repeated_.resize(kept);
    drop_single();
  }

  struct Top {
    size_t first = 0;
    uint32_t count = 1;
  };
  // The most frequent, of equally frequent ones the first; without any repetition the first.
  Top top() const {
    Top top;
    for (const auto& [at, number] : repeated_)
      if (counts_[number] > top.count) top = {at, counts_[number]};
    return top;
  }

 private:
  void drop_single() {
    size_t kept = 0;
    for (const Gram& gram : repeated_) {
      repeated_[kept] = gram;
      kept += counts_[gram.number] > 1;
    }
    repeated_.resize(kept);
  }

  Counts counts_;
  std::vector<Gram> repeated_;
  size_t size_ = 0;
};

// Which of the first 65,536 characters there are.
struct CharacterSet {
  static constexpr size_t bits = 1 << 16;
  std::array<uint64_t, bits / 64> words;
  size_t different = 0;

  void clear() { *this = {}; }
  bool has(char32_t c) const { return words[c / 64] >> c % 64 & 1; }
  void add(char32_t c) {
    different += !has(c);
    words[c / 64] |= uint64_t{1} << c % 64;
  }
};

class Repetition {
 public:
  [[gnu::noinline]] void run(std::span<const Segment> words, std::u32string_view text,
                             Quality& quality) {
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
      const size_t repeated = grams_.repeated().size();
      if (repeated == 0) break;
      if (n == 5) quality.repeated_5grams = share(number(repeated), number(grams_.size()));
      quality.duplicate_ngrams[n - 5] = duplicate(n);
    }
    quality.repeated_3characters = frequent_3characters();
    quality.unique_characters = unique_characters();
    quality.stop_words_zh += plane_.has(U'·');
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
    quality.stop_words_zh = occurring(kMandarinHashes);
    quality.stop_words = share(number(stops), number(words_.size()));
    quality.word_entropy = static_cast<float>(entropy());
  }

  double entropy() const {
    std::vector<uint32_t> words_with;  // by count
    for (const auto& [word, count] : grams_.counts().all()) {
      if (count >= words_with.size()) words_with.resize(count + 1);
      ++words_with[count];
    }
    double entropy = 0;
    for (size_t count = 1; count < words_with.size(); ++count) {
      if (words_with[count] == 0) continue;
      const double p = number(count) / number(words_.size());
      entropy -= words_with[count] * (p * std::log(p));
    }
    return entropy;
  }

  float top(size_t n) {
    grams_.lengthen();
    if (grams_.size() == 0) return 0;
    const Grams::Top best = grams_.top();
    const double length = number(length_of(best.first, n) + n - 1);
    return share(length * best.count, characters_);
  }

  float duplicate(size_t n) {
    met_.assign(grams_.counts().different() + 1, false);
    uint64_t length = 0;
    size_t next = 0;
    for (const auto& [at, gram] : grams_.repeated()) {
      if (at < next) continue;
      if (met_[gram]) {
        length += length_of(at, n);
        next = at + n;
      }
      met_[gram] = true;
    }
    return share(number(length), characters_);
  }

  // Of the 3-grams just counted the first, and the last two of the text.
  float unique_characters() {
    plane_.clear();
    size_t feeds = 0;
    beyond_.clear(0);
    const auto met = [&](char32_t c, uint32_t times) {
      feeds += c == U'\n' ? times : 0;
      if (c >= plane_.bits)
        beyond_.add(c);
      else
        plane_.add(c);
    };
    for (const auto& [gram, count] : counts_.all()) met(static_cast<char32_t>(gram >> 42), count);
    for (const char32_t c : text_.substr(text_.size() - std::min<size_t>(text_.size(), 2)))
      met(c, 1);
    const size_t different = plane_.different + beyond_.different() - (feeds > 0);
    return share(number(different), number(text_.size() - feeds));
  }

  // The sum of the most frequent n-grams, as many as the root of the number of different ones, but
  // none that came once (data-preparation, filtering.py, compute_character_repetition_ratio).
  float frequent_3characters() {
    counts_.clear(std::min(text_.size() / 2, 2048 + text_.size() / 8));  // long texts repeat more
    if (text_.size() < 3) return 0;
    uint64_t key = uint64_t{text_[0]} << 21 | text_[1];  // a code point has 21 bits
    for (const char32_t c : text_.substr(2)) {
      key = (key << 21 | c) & ((uint64_t{1} << 63) - 1);
      counts_.add(key);
    }
    std::vector<uint32_t> often;
    for (const auto& [gram, count] : counts_.all())
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

  // Share of the n-grams that occur more than once. A table of their hashes tells which of them
  // may, and only those are counted.
  float repeated_13characters() {
    constexpr size_t n = 13;
    constexpr uint64_t kPower = power(kBase, n - 1);
    if (text_.size() < n) return 0;
    const size_t all = text_.size() - n + 1;
    if (hashes_.size() < all) hashes_.resize(all);
    const int shift = 64 - std::bit_width(4 * all);
    met_.assign(size_t{1} << (64 - shift), 0);
    uint64_t h = 0;  // a polynomial of the n-gram, rolled forward (Karp and Rabin)
    for (size_t i = 0; i < n - 1; ++i) h = h * kBase + text_[i];
    for (size_t i = 0; i < all; ++i) {
      const uint64_t begun = h * kBase + text_[i + n - 1];
      hashes_[i] = begun;
      h = begun - text_[i] * kPower;
      char& met = met_[begun >> shift];
      met = static_cast<char>(met << 1 | 1);
    }
    // Each is written, and the next over it if it is not wanted: no guess of the processor's helps.
    uint64_t* end = hashes_.data();
    for (size_t i = 0; i < all; ++i) {
      *end = hashes_[i];
      end += met_[*end >> shift] != 1;
    }
    const std::span<const uint64_t> likely(hashes_.data(), end);
    counts_.clear(likely.size() / 4);
    for (const uint64_t hash : likely) counts_.add(hash);
    uint64_t repeated = 0;
    for (const auto& [gram, count] : counts_.all()) repeated += count > 1 ? count : 0;
    return share(number(repeated), number(all));
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
  CharacterSet plane_;  // of the Basic Multilingual Plane
  Counts beyond_;
  std::vector<uint64_t> hashes_;
};

}  // namespace

void add_repetition(std::span<const Segment> words, std::u32string_view text, Quality& quality) {
  static thread_local Repetition repetition;
  repetition.run(words, text, quality);
  if (text.size() > kKept) repetition = {};
}

}  // namespace winnow
