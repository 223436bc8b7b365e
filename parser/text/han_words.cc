#include "parser/text/han_words.h"

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>

#include <algorithm>
#include <array>
#include <limits>

namespace winnow {
namespace {

constexpr uint32_t kUnknown = 255;  // the cost of a character that is no word by itself (maxSnlp)
constexpr size_t kLongest = 20;     // characters of a word (maxWordSize)

// A dictionary of format 1 begins with eight numbers: where its trie begins, ..., its kind.
constexpr int kTrieAt = 0, kKind = 4, kUChars = 1, kKindMask = 7;

const int32_t* open_dictionary() {
  UErrorCode error = U_ZERO_ERROR;
  static UDataMemory* const data =
      udata_open(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict", "cjdict", &error);
  if (U_FAILURE(error)) return nullptr;
  UDataInfo info{};
  info.size = sizeof info;
  udata_getInfo(data, &info);
  const auto* numbers = static_cast<const int32_t*>(udata_getMemory(data));
  constexpr std::array<uint8_t, 4> kDict = {'D', 'i', 'c', 't'};
  const bool known = std::ranges::equal(info.dataFormat, kDict) && info.formatVersion[0] == 1 &&
                     (numbers[kKind] & kKindMask) == kUChars;
  return known ? numbers : nullptr;  // open for as long as the process lives
}

}  // namespace

// Read once: what each first character costs as a word, and where longer words go on.
struct HanWords::Dictionary {
  struct First {
    uint64_t state = 0;  // of the trie; 0: no longer words
    uint32_t cost = kUnknown;
  };

  Dictionary() {
    const int32_t* numbers = open_dictionary();
    if (numbers == nullptr) return;
    trie = reinterpret_cast<const char16_t*>(reinterpret_cast<const char*>(numbers) +
                                             numbers[kTrieAt]);
    firsts.resize(kLast - kFirst + 1);
    icu::UCharsTrie at(trie);
    for (char32_t c = kFirst; c <= kLast; ++c) {
      First& first = firsts[c - kFirst];
      const UStringTrieResult result = at.first(static_cast<int32_t>(c));
      if (USTRINGTRIE_HAS_VALUE(result)) first.cost = static_cast<uint32_t>(at.getValue());
      if (USTRINGTRIE_HAS_NEXT(result)) first.state = at.getState64();
    }
  }

  const char16_t* trie = nullptr;
  std::vector<First> firsts;
};

const std::vector<uint32_t>& HanWords::ends(std::u32string_view run) {
  static const Dictionary dictionary;
  ends_.clear();
  if (dictionary.trie == nullptr) return ends_;
  cost_.assign(run.size() + 1, std::numeric_limits<uint32_t>::max());
  from_.resize(run.size() + 1);
  cost_[0] = 0;
  icu::UCharsTrie trie(dictionary.trie);
  for (size_t begin = 0; begin < run.size(); ++begin) {
    const auto word = [&](size_t end, uint32_t cost) {
      if (cost_[begin] + cost >= cost_[end]) return;
      cost_[end] = cost_[begin] + cost;
      from_[end] = static_cast<uint32_t>(begin);
    };
    const Dictionary::First& first = dictionary.firsts[run[begin] - kFirst];
    word(begin + 1, first.cost);
    if (first.state == 0) continue;
    trie.resetToState64(first.state);
    const size_t limit = std::min(run.size(), begin + kLongest);
    for (size_t end = begin + 1; end < limit;) {
      const UStringTrieResult result = trie.next(static_cast<int32_t>(run[end++]));
      if (USTRINGTRIE_HAS_VALUE(result)) word(end, static_cast<uint32_t>(trie.getValue()));
      if (!USTRINGTRIE_HAS_NEXT(result)) break;
    }
  }
  for (size_t end = run.size(); end > 0; end = from_[end])
    ends_.push_back(static_cast<uint32_t>(end));
  std::ranges::reverse(ends_);
  return ends_;
}

}  // namespace winnow
