#include "parser/text/fingerprint.h"

#define XXH_INLINE_ALL
#include <unicode/uchar.h>
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "parser/text/char_masks.h"
#include "parser/text/folded.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr uint64_t kEmptyBin = UINT64_MAX;

// The finaliser of SplitMix64: every bit of the result depends on every bit of x.
uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

// U+4E00 to U+9FFF, which has nearly every Han character of a text.
[[gnu::always_inline]] inline bool is_common_han(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first >= 0xE4 && first <= 0xE9 && is_plain_triple(text, at) &&
         (first > 0xE4 || static_cast<unsigned char>(text[at + 1]) >= 0xB8);
}

char32_t folded(char32_t c) {
  if (c > 0xFF || c == 0xB5)
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
}

// Appends the words of `text` to `out`, folded and parted by spaces, and hands each to `use`. They
// are those of Words, found and folded in one pass: every page goes through here.
template <class Use>
void append_words(std::string& out, std::string_view text, Use use) {
  // No character grows by more than half when it is folded, and each gives at most one space: so
  // there is also the room that copy_folded() asks for.
  const size_t before = out.size();
  out.resize(before + 2 * text.size() + 2);
  char* word = out.data() + before;
  if (before > 0) *word++ = ' ';
  char* end = word;
  const auto close = [&] {
    if (end == word) return;
    use(std::string_view(word, end - word));
    *end++ = ' ';
    word = end;
  };
  AlnumRuns runs(text);
  for (size_t i = 0; i < text.size();) {
    if (static_cast<signed char>(text[i]) >= 0) {
      const size_t size = runs.size_at(i);
      end = copy_folded(text, i, size, end);
      i += size;
      if (size > 0) continue;
      close();
      ++i;
      continue;
    }
    if (is_common_han(text, i)) {
      close();
      do {
        end = std::copy_n(text.data() + i, 3, word);
        use(std::string_view(word, 3));
        *end++ = ' ';
        word = end;
        i += 3;
      } while (i < text.size() && is_common_han(text, i));
      continue;
    }
    const size_t at = i;
    const char32_t c = next_code_point(text, i);
    if (is_han(c) || is_kana(c)) {
      close();
      end = std::copy(text.data() + at, text.data() + i, end);
      close();
    } else if (is_word(c)) {
      std::string bytes;
      append_code_point(bytes, folded(c));
      end = std::ranges::copy(bytes, end).out;
    } else {
      close();
    }
  }
  close();
  out.resize(end - out.data());
  if (!out.empty()) out.pop_back();  // the space behind the last word, or of one that did not come
}

// XXH3-64. Of the three bytes of a Han character it is inlined.
inline uint64_t word_hash(std::string_view word) {
  return word.size() == 3 ? XXH3_64bits(word.data(), 3) : XXH3_64bits(word.data(), word.size());
}

// The high half chooses the bin, the low half is compared: they are independent.
inline void keep_least(std::array<uint64_t, Fingerprinter::kBins>& bins, uint64_t shingle) {
  uint64_t& bin = bins[(shingle >> 32) * bins.size() >> 32];
  bin = std::min(bin, shingle & UINT32_MAX);
}

// Gives each empty bin the value of a full one, which it finds by a walk that depends only on its
// number: so equal sets of full bins fill alike. At least one bin is full.
void densify(std::array<uint64_t, Fingerprinter::kBins>& bins) {
  const auto full = bins;
  for (size_t i = 0; i < bins.size(); ++i) {
    size_t from = i;
    for (uint64_t step = 1; full[from] == kEmptyBin; ++step)
      from = mix(i << 32 | step) % bins.size();
    bins[i] = full[from];
  }
}

}  // namespace

std::string normalized_words(std::string_view text) {
  std::string out;
  append_words(out, text, [](std::string_view) {});
  return out;
}

uint64_t block_hash(std::string_view text) {
  const std::string words = normalized_words(text);
  return words.empty() ? XXH3_64bits(text.data(), text.size())
                       : XXH3_64bits(words.data(), words.size());
}

Fingerprint fingerprint_of(std::string_view text) {
  Fingerprinter whole;
  whole.add(text);
  return whole.finish();
}

Fingerprinter::Fingerprinter() { bins_.fill(kEmptyBin); }

// The polynomial a*P^4 + b*P^3 + c*P^2 + d*P + e over the last five words, rolled forward.
inline void Fingerprinter::roll(uint64_t word) {
  constexpr uint64_t kP = 0x9E3779B97F4A7C15, kP5 = kP * kP * kP * kP * kP;
  uint64_t& oldest = window_[count_ % kShingleWords];
  sum_ = sum_ * kP + word - oldest * kP5;
  oldest = word;
  if (++count_ >= kShingleWords) keep_least(bins_, mix(sum_));
}

uint64_t Fingerprinter::add(std::string_view block) {
  const size_t before = words_.size();
  append_words(words_, block, [&](std::string_view word) { roll(word_hash(word)); });
  if (words_.size() == before) return XXH3_64bits(block.data(), block.size());
  const std::string_view words = std::string_view(words_).substr(before + (before > 0));
  return XXH3_64bits(words.data(), words.size());
}

Fingerprint Fingerprinter::finish() const {
  Fingerprint result;
  const std::string& words = words_;
  if (words.empty()) return result;
  const XXH128_hash_t exact = XXH3_128bits(words.data(), words.size());
  result.exact = {exact.high64, exact.low64};

  auto bins = bins_;
  if (count_ < kShingleWords) keep_least(bins, mix(sum_));
  densify(bins);
  for (size_t band = 0; band < result.bands.size(); ++band) {
    const uint64_t* rows = bins.data() + band * kRows;
    const uint64_t hash = XXH3_64bits_withSeed(rows, kRows * sizeof *rows, band);
    result.bands[band] = hash & Fingerprint::kBandMask;
  }
  return result;
}

}  // namespace winnow
