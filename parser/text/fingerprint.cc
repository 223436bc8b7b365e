#include "parser/text/fingerprint.h"

#include <unicode/uchar.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <vector>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kShingleWords = 5, kRows = 8;
constexpr size_t kBins = kRows * std::tuple_size_v<decltype(Fingerprint::bands)>;
using Bins = std::array<uint64_t, kBins>;
constexpr uint64_t kEmptyBin = UINT64_MAX;

// The finaliser of SplitMix64: every bit of the result depends on every bit of x.
uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

void append_folded(std::string& out, std::string_view word) {
  for (size_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      ++i;
      continue;
    }
    const size_t at = i;
    const char32_t c = next_code_point(word, i);
    const bool latin = c <= 0xFF;  // of those from À on, only the capitals are folded
    if (is_han(c) || (latin && (c < 0xC0 || c > 0xDE || c == 0xD7) && c != 0xB5)) {
      out.append(word, at, i - at);
    } else if (latin && c != 0xB5) {
      append_code_point(out, c + 0x20);
    } else {
      const UChar32 folded = u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT);
      append_code_point(out, static_cast<char32_t>(folded));
    }
  }
}

// Hands the hash of each shingle of the normalised words to `use`; a text of fewer than five words
// is one shingle.
template <class Use>
void for_each_shingle(std::string_view words, Use use) {
  // The polynomial a*P^4 + b*P^3 + c*P^2 + d*P + e over the last five words, rolled forward.
  constexpr uint64_t kP = 0x9E3779B97F4A7C15, kP5 = kP * kP * kP * kP * kP;
  std::array<uint64_t, kShingleWords> window{};
  uint64_t sum = 0;
  size_t count = 0;
  for (size_t begin = 0; begin < words.size(); ++count) {
    const size_t end = std::min(words.find(' ', begin), words.size());
    const uint64_t hash = XXH3_64bits(words.data() + begin, end - begin);
    uint64_t& oldest = window[count % kShingleWords];
    sum = sum * kP + hash - oldest * kP5;
    oldest = hash;
    if (count + 1 >= kShingleWords) use(mix(sum));
    begin = end + 1;
  }
  if (count > 0 && count < kShingleWords) use(mix(sum));
}

// Gives each empty bin the value of a full one, which it finds by a walk that depends only on its
// number: so equal sets of full bins fill alike. At least one bin is full.
void densify(Bins& bins) {
  const Bins full = bins;
  for (size_t i = 0; i < kBins; ++i) {
    size_t from = i;
    for (uint64_t step = 1; full[from] == kEmptyBin; ++step) from = mix(i << 32 | step) % kBins;
    bins[i] = full[from];
  }
}

}  // namespace

std::string normalized_words(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 3);
  Words words(text);
  for (std::string_view word; words.next(word);) {
    if (!out.empty()) out += ' ';
    append_folded(out, word);
  }
  return out;
}

uint64_t block_hash(std::string_view text) { return Fingerprinter().add(text); }

Fingerprint fingerprint_of(std::string_view text) {
  Fingerprinter whole;
  whole.add(text);
  return whole.finish();
}

uint64_t Fingerprinter::add(std::string_view block) {
  const std::string words = normalized_words(block);
  if (words.empty()) return XXH3_64bits(block.data(), block.size());
  if (!words_.empty()) words_ += ' ';
  words_ += words;
  return XXH3_64bits(words.data(), words.size());
}

Fingerprint Fingerprinter::finish() const {
  Fingerprint result;
  const std::string& words = words_;
  if (words.empty()) return result;
  const XXH128_hash_t exact = XXH3_128bits(words.data(), words.size());
  result.exact = {exact.high64, exact.low64};

  Bins bins;
  bins.fill(kEmptyBin);
  for_each_shingle(words, [&](uint64_t hash) {
    // The high half chooses the bin, the low half is compared: they are independent.
    uint64_t& bin = bins[(hash >> 32) * kBins >> 32];
    bin = std::min(bin, hash & UINT32_MAX);
  });
  densify(bins);
  for (size_t band = 0; band < result.bands.size(); ++band) {
    const uint64_t* rows = bins.data() + band * kRows;
    result.bands[band] = XXH3_64bits_withSeed(rows, kRows * sizeof *rows, band);
  }
  return result;
}

}  // namespace winnow
