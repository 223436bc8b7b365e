#include "parser/text/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <memory>
#include <string>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr char16_t kSpacedWord = u'a';  // stands for a word that needs no dictionary

// Scripts whose words only a dictionary tells apart.
bool needs_dictionary(char32_t c) {
  if (c < 0x0E00) return false;
  if (c < 0x2E80)
    return c <= 0x0EFF || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
  return is_han(c) || is_kana(c) || c == 0x30FC;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  return is_han(c) || u_isalpha(static_cast<UChar32>(c));
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool joins(char32_t before, char32_t c, char32_t after) {
  if (c == '\'' || c == 0x2019) return is_letter(before) && is_letter(after);
  if (c == '.' || c == ',') return is_digit(before) && is_digit(after);
  return false;
}

struct CloseIterator {
  void operator()(UBreakIterator* it) const { ubrk_close(it); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

Iterator open_iterator() {
  UErrorCode error = U_ZERO_ERROR;
  Iterator it(ubrk_open(UBRK_WORD, "root", nullptr, 0, &error));
  return U_SUCCESS(error) ? std::move(it) : nullptr;
}

uint64_t finished(uint64_t hash) {
  hash ^= hash >> 32;
  return hash ? hash : 1;
}

template <class C>
uint64_t hash_of(std::basic_string_view<C> word) {
  uint64_t hash = 0xCBF29CE484222325;
  for (const C c : word) hash = (hash ^ c) * 0x9E3779B97F4A7C15, hash ^= hash >> 29;
  return finished(hash);
}

// A text made ready for the dictionaries: what needs them, and one letter for each other word.
class Segmenter {
 public:
  explicit Segmenter(std::u32string_view text) {
    units_.reserve(text.size() + 64);
    for (size_t i = 0; i < text.size();) {
      const char32_t c = text[i];
      if (needs_dictionary(c)) {
        append(c);
        dictionary_ = true;
        ++i;
      } else if (is_word(c)) {
        i = spaced(text, i);
      } else {
        part();
        ++i;
      }
    }
  }

  std::vector<Segment> take() { return dictionary_ ? merged() : std::move(spaced_); }

 private:
  size_t spaced(std::u32string_view text, size_t begin) {
    size_t i = begin;
    bool alphabetic = false;
    for (; i < text.size(); ++i) {
      const char32_t c = text[i];
      const bool within = i > begin && i + 1 < text.size() && joins(text[i - 1], c, text[i + 1]);
      if (!within && (!is_word(c) || needs_dictionary(c))) break;
      alphabetic = alphabetic || is_letter(c);
    }
    const auto word = text.substr(begin, i - begin);
    spaced_.push_back({hash_of(word), static_cast<uint32_t>(word.size()), alphabetic});
    part();
    units_ += kSpacedWord;
    part();
    return i;
  }

  void part() {
    if (!units_.empty() && units_.back() != u' ') units_ += u' ';
  }

  void append(char32_t c) {
    if (c > 0xFFFF) {
      units_ += static_cast<char16_t>(0xD7C0 + (c >> 10));
      c = 0xDC00 | (c & 0x3FF);
    }
    units_ += static_cast<char16_t>(c);
  }

  std::vector<Segment> merged() const {
    static thread_local const Iterator it = open_iterator();  // costs more to open than a page
    std::vector<Segment> all;
    if (!it) return all;
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(it.get(), units_.data(), static_cast<int32_t>(units_.size()), &error);
    auto next_spaced = spaced_.begin();
    all.reserve(units_.size() / 2 + 1);
    int32_t begin = 0;
    for (int32_t end; (end = ubrk_next(it.get())) != UBRK_DONE; begin = end) {
      if (units_[begin] == u' ') continue;
      if (units_[begin] == kSpacedWord) {
        all.push_back(*next_spaced++);
        continue;
      }
      const auto word = std::u16string_view(units_).substr(begin, end - begin);
      uint32_t length = 0;
      for (const char16_t unit : word) length += (unit & 0xFC00) != 0xDC00;
      all.push_back({hash_of(word), length, true});
    }
    return all;
  }

  std::u16string units_;
  std::vector<Segment> spaced_;
  bool dictionary_ = false;
};

}  // namespace

uint64_t segment_hash(std::u32string_view word) { return hash_of(word); }

std::vector<Segment> segments_of(std::u32string_view text) { return Segmenter(text).take(); }

}  // namespace winnow
